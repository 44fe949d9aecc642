import { expect, it } from 'vitest';
import { basisOf } from '../../src/analysis/basis.ts';
import { tabulate } from '../../src/analysis/table.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { judgedTrial } from './judging/judged.ts';
import { trial } from './trials.ts';

/** Answers of one model, the first `labels` of them labelled. */
const answers = (model: string, n: number, labels: number): Trial[] =>
  Array.from({ length: n }, (_, i) => judgedTrial(`t${i}`, model, 1, i < labels ? 1 : undefined));
const exact = (model: string): Trial[] => [trial('t0', model, 1), trial('t1', model, 1, { label: 1 })];

it.each([
  ['exact', 'no judge', exact('a'), exact('b')],
  ['not_validated', 'no labels', answers('a', 30, 0), answers('b', 30, 0)],
  ['not_validated', 'one label', answers('a', 30, 1), answers('b', 30, 0)],
  ['not_validated', 'enough of one model only', answers('a', 30, 20), answers('b', 30, 19)],
  ['validated', 'enough of both', answers('a', 30, 20), answers('b', 30, 20)],
  ['validated', 'all there are', answers('a', 3, 3), answers('b', 30, 20)],
  ['validated', 'of the model that a judge graded', answers('a', 30, 20), exact('b')],
] as const)('%s: %s', (basis, _, a, b) => {
  expect(basisOf(undefined, tabulate([...a, ...b], ['a', 'b'], 30).columns)).toBe(basis);
});
