import { expect, it } from 'vitest';
import { describeMove } from '../../src/analysis/moved.ts';
import { pairUp } from '../../src/analysis/pairs.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial, unknownCost } from './trials.ts';

const usd = (amount: string) => ({ state: 'known', usd: amount, source: 'config' }) as const;
const rows = [
  ['a', 'x', 1, 1, '10', '1'],
  ['b', 'x', 1, 0, '20', '2'],
  ['c', 'y', 0, 1, '30', '3'],
  ['d', 'y', 1, 1, '40', '50'],
] as const;
const trials = rows.flatMap(([id, segment, strong, weak, before, after]) => [
  trial(id, 'strong', strong, { segment, cost: usd(before) }),
  trial(id, 'weak', weak, { segment, cost: usd(after) }),
]);
const pairsOf = (all: typeof trials) => {
  const table = tabulate(all, ['strong', 'weak'], 4);
  return pairUp(table, table.columns[1]!, table.columns[0]!, Uint32Array.of(0, 1, 2, 3));
};
const segments = { ranking: [1, 0, 2], names: ['x', 'y'] };

it('three of four move: by hand', () => {
  expect(describeMove(pairsOf(trials), [2, 3, 0, 1], 3, segments)).toMatchObject({
    ...{ order: 'segment', tested: 4, task_share: 0.75, spend_share: 0.8, saving: expect.closeTo(0.26, 12) },
    ...{ cost_before_usd: '25', cost_after_usd: '18.5', quality: 1, quality_before: 0.75 },
    segments: [
      { segment: 'y', fraction: 1 },
      { segment: 'x', fraction: 0.5 },
    ],
  });
});

it('a dearer candidate saves less than nothing', () => {
  expect(describeMove(pairsOf(trials), [3, 0, 1, 2], 1, segments).saving).toBeCloseTo(-0.1, 12);
});

it('the random order has no routing table', () => {
  expect(describeMove(pairsOf(trials), [0, 1, 2, 3], 2, undefined)).toMatchObject({
    order: 'random',
    segments: [],
    task_share: 0.5,
  });
});

it('a router gives its name, and no routing table', () => {
  expect(describeMove(pairsOf(trials), [0, 1, 2, 3], 2, undefined, 'tfidf')).toMatchObject({
    order: 'tfidf',
    segments: [],
  });
});

it('money over the pairs whose costs are both known, null without any', () => {
  const partly = trials.map((t) => (t.task_id === 'd' && t.model === 'weak' ? { ...t, cost: unknownCost } : t));
  expect(describeMove(pairsOf(partly), [0, 1, 2, 3], 4, segments)).toMatchObject({
    ...{ task_share: 1, spend_share: 1, cost_before_usd: '20', cost_after_usd: '2' },
  });
  const nobody = trials.map((t) => ({ ...t, cost: unknownCost }));
  expect(describeMove(pairsOf(nobody), [0, 1, 2, 3], 4, segments)).toMatchObject({
    ...{ task_share: 1, spend_share: null, saving: null, cost_before_usd: null, cost_after_usd: null },
  });
});

it('free models: no division by nothing', () => {
  const free = trials.map((t) => ({ ...t, cost: usd('0') }));
  expect(describeMove(pairsOf(free), [0, 1, 2, 3], 4, segments)).toMatchObject({
    spend_share: null,
    saving: null,
    cost_before_usd: '0',
  });
});
