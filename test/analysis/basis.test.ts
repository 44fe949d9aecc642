import { expect, it } from 'vitest';
import { basisOf } from '../../src/analysis/basis.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { judgedTrial } from './judging/judged.ts';
import { trial } from './trials.ts';

it.each([
  ['exact', [trial('a', 'm', 1), trial('b', 'm', 1, { label: 1 })]],
  ['not_validated', [trial('a', 'm', 1), judgedTrial('b', 'm', 1, undefined)]],
  ['validated', [judgedTrial('a', 'm', 1, undefined), judgedTrial('b', 'm', 1, 0)]],
] as const)('%s', (basis, trials) => {
  expect(basisOf(undefined, tabulate(trials, ['m'], 2).columns)).toBe(basis);
});
