import { describe, expect, it } from 'vitest';
import { trial } from './trials.ts';
import { report } from './workload.ts';

/** 100 tasks; dollars per task, varying by a tenth from task to task. */
function findings(costs: Record<string, number>, prices: Record<string, [number, number]>, n = 100) {
  const models = Object.keys(costs);
  const trials = models.flatMap((model) =>
    Array.from({ length: n }, (_, i) =>
      trial(`t${i}`, model, 1, {
        cost: { state: 'known', usd: (costs[model]! * (0.9 + 0.1 * (i % 3))).toFixed(6), source: 'catalogue' },
      }),
    ),
  );
  const list_prices = Object.fromEntries(
    Object.entries(prices).map(([model, [input, output]]) => [model, { input, output }]),
  );
  const made = report(trials, n, { models, reference: models[0]!, quality_floors: [0.2], list_prices });
  return made.findings.filter(({ code }) => code === 'price_order_differs');
}

describe('list prices against costs per task', () => {
  it('a model that lists lower and costs more is named with both', () => {
    expect(findings({ large: 0.01, small: 0.02 }, { large: [2, 8], small: [1, 8] })).toEqual([
      {
        ...{ code: 'price_order_differs', cheaper_list: 'small', cheaper_task: 'large', pairs: 1 },
        ...{ list_input_usd: [1, 2], list_output_usd: [8, 8] },
        cost_per_task_usd: [expect.stringMatching(/^0\.0(2|1999|1998)/), expect.stringMatching(/^0\.0(1|0999)/)],
      },
    ]);
  });
  it('only the widest apart of several, with their number', () => {
    const made = findings({ a: 0.01, b: 0.02, c: 0.05 }, { a: [3, 3], b: [2, 2], c: [1, 1] });
    expect(made).toEqual([expect.objectContaining({ cheaper_list: 'c', cheaper_task: 'a', pairs: 3 })]);
  });
  it.each<[string, Record<string, number>, Record<string, [number, number]>]>([
    ['the two orders agree', { large: 0.02, small: 0.01 }, { large: [2, 8], small: [1, 4] }],
    ['neither list price is lower in both meters', { large: 0.01, small: 0.02 }, { large: [2, 4], small: [1, 8] }],
    ['a list price is unknown', { large: 0.01, small: 0.02 }, { small: [1, 4] }],
    ['the list prices are equal', { large: 0.01, small: 0.02 }, { large: [1, 4], small: [1, 4] }],
    ['a name of an object is no price', { large: 0.01, constructor: 0.02 }, { large: [2, 8] }],
  ])('nothing where %s', (_, costs, prices) => {
    expect(findings(costs, prices)).toEqual([]);
  });
  it('nothing where the costs differ by chance only', () => {
    expect(findings({ large: 0.01, small: 0.02 }, { large: [2, 8], small: [1, 8] }, 1)).toEqual([]);
  });
});
