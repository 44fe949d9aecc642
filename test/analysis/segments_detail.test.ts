import { expect, it } from 'vitest';
import { segmentDetails } from '../../src/analysis/segments_detail.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial, unknownCost } from './trials.ts';

it('every model within each segment: by hand', () => {
  const usd = (amount: string) => ({ state: 'known', usd: amount, source: 'config' }) as const;
  const trials = [
    trial('a', 'm', 1, { segment: 'x', weight: 3, cost: usd('1') }),
    trial('b', 'm', 0, { segment: 'x', weight: 1, cost: usd('5') }),
    trial('c', 'm', undefined, { segment: 'y', cost: unknownCost }),
    trial('a', 'n', 0.25, { segment: 'x', weight: 3, cost: unknownCost }),
  ];
  const [x, y] = segmentDetails(tabulate(trials, ['m', 'n'], 5), ['m', 'n']);
  expect(x).toMatchObject({
    segment: 'x',
    tasks: 2,
    models: [
      { model: 'm', scored: 2, quality: 0.75, cost_per_task_usd: '2' },
      { model: 'n', scored: 1, quality: 0.25, quality_method: 'wilson_bound', cost_per_task_usd: null },
    ],
  });
  const nothing = { scored: 0, quality: null, quality_low: null, quality_high: null, quality_method: null };
  expect(y).toEqual({
    segment: 'y',
    tasks: 1,
    models: ['m', 'n'].map((model) => ({ model, ...nothing, cost_per_task_usd: null })),
  });
});

it('intervals are those of the standings: Wilson of 8 in 10 (0.4902, 0.9433)', () => {
  const trials = Array.from({ length: 10 }, (_, i) => trial(`t${i}`, 'm', i < 8 ? 1 : 0, { segment: 'x' }));
  const [x] = segmentDetails(tabulate(trials, ['m'], 10), ['m']);
  expect(x!.models[0]!.quality_low).toBeCloseTo(0.4902, 4);
  expect(x!.models[0]!.quality_high).toBeCloseTo(0.9433, 4);
});
