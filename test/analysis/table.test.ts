import { expect, it } from 'vitest';
import { tabulate } from '../../src/analysis/table.ts';
import { shuffled, trial, uniform, unknownCost } from './trials.ts';

it('tasks stand in the order of their ids, whatever the order of arrival', () => {
  const trials = [
    trial('b', 'm', 1, { segment: 'y', weight: 2 }),
    trial('a', 'm', 0, { segment: 'x', weight: 3 }),
    trial('a', 'k', 0.5, { segment: 'x', weight: 3 }),
  ];
  const table = tabulate(trials, ['m', 'k'], 2);
  expect([...table.weight]).toEqual([3, 2]);
  expect(table.segments).toEqual(['x', 'y']);
  expect([...table.segment]).toEqual([0, 1]);
  expect([...table.columns[0]!.score.values]).toEqual([0, 1]);
  expect([...table.columns[1]!.score.mask]).toEqual([1, 0]);
});

it('repeats are averaged over those with a verdict; the same bytes in any order', () => {
  const repeats = [0.1, 0.2, 0.3].map((score, repeat) => trial('a', 'm', score, { repeat }));
  const trials = [...repeats, trial('a', 'm', undefined, { repeat: 3 })];
  const table = tabulate(trials, ['m'], 1);
  expect(table.columns[0]!.score.values[0]).toBe((0.1 + 0.2 + 0.3) / 3);
  expect(table.repeats).toBe(4);
  for (let seed = 0; seed < 10; seed++)
    expect(tabulate(shuffled(trials, uniform(seed)), ['m'], 1).columns[0]!.score).toEqual(table.columns[0]!.score);
});

it('tasks that no trial mentions come last, with the mean weight, in a segment of their own', () => {
  const table = tabulate([trial('a', 'm', 1, { weight: 1 }), trial('b', 'm', 1, { weight: 4 })], ['m'], 4);
  expect([...table.weight]).toEqual([1, 4, 2.5, 2.5]);
  expect([...table.segment]).toEqual([0, 0, 1, 1]);
});

it('more tasks than the first allocation holds, a late model, a stranger', () => {
  const first = Array.from({ length: 300 }, (_, i) => trial(String(1000 + i), 'm', i % 2));
  const table = tabulate([...first, trial('1299', 'k', 1), trial('1299', 'stranger', 1)], ['m', 'k'], 300);
  expect(table.columns[0]!.score.values.reduce((a, b) => a + b)).toBe(150);
  expect(table.columns[1]!.score.mask[299]).toBe(1);
  expect(table.columns).toHaveLength(2);
});

it('money adds up exactly, and only over known costs', () => {
  const cheap = { state: 'known', usd: '0.000418', source: 'config' } as const;
  const trials = Array.from({ length: 1000 }, (_, i) => trial(`t${i}`, 'm', 1, { cost: cheap }));
  const { totals, paid_successes } = tabulate([...trials, trial('u', 'm', 1, { cost: unknownCost })], ['m'], 1001)
    .columns[0]!;
  expect(totals.cost.toFixed()).toBe('0.418');
  expect([totals.cost_known, totals.cost_unknown, paid_successes]).toEqual([1000, 1, 1000]);
});

it('verdicts of a judge keep their labels, by task and repeat, each with its part of the task; without a verdict there is none', () => {
  const judged = { kind: 'pass_fail', rubric: 'r', rubric_sha256: 'ff', votes: [], chars: 1 } as const;
  const trials = [
    trial('b', 'm', 1, { judged, repeat: 1, label: 0 }),
    trial('b', 'm', 0, { repeat: 0 }),
    trial('c', 'm', undefined, { judged, label: 1 }),
    trial('a', 'm', 0.5, { judged }),
  ];
  expect(tabulate(trials, ['m'], 3).columns[0]!.judged).toEqual([
    { task: 0, repeat: 0, part: 1, score: 0.5 },
    { task: 1, repeat: 1, part: 0.5, score: 1, label: 0 },
  ]);
});
