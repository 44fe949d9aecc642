import { expect, it } from 'vitest';
import { pairedCost } from '../../../src/analysis/frontier/paired_cost.ts';
import { pairUp } from '../../../src/analysis/pairs.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { trial, unknownCost } from '../trials.ts';

const usd = (amount: number) => ({ state: 'known', usd: String(amount), source: 'config' }) as const;

function cost(rows: readonly (readonly [number | undefined, number | undefined, number?])[]) {
  const trials = rows.flatMap(([a, b, weight = 1], i) =>
    [a, b].map((amount, m) =>
      trial(`t${i}`, 'ab'[m]!, 1, { weight, cost: amount === undefined ? unknownCost : usd(amount) }),
    ),
  );
  const table = tabulate(trials, ['a', 'b'], rows.length);
  return pairedCost(pairUp(table, table.columns[0]!, table.columns[1]!, Uint32Array.from(rows.keys())));
}

it('weighted means over tasks whose costs are both known, and the paired interval', () => {
  const made = cost([
    [1, 2],
    [2, 4],
    [3, 6],
    [undefined, 100],
    [100, undefined],
  ])!;
  expect(made).toMatchObject({ candidate: 2, reference: 4, difference: -2 });
  // Differences -1, -2, -3: t(.975, 2) = 4.302653, sd 1.
  expect(made.low).toBeCloseTo(-2 - 4.302653 / Math.sqrt(3), 5);
  expect(made.high).toBeCloseTo(-2 + 4.302653 / Math.sqrt(3), 5);
  expect(
    cost([
      [1, 2, 3],
      [5, 2, 1],
    ]),
  ).toMatchObject({ candidate: 2, reference: 2, difference: 0 });
});

it('nothing with fewer than two tasks that both priced', () => {
  expect(
    cost([
      [1, undefined],
      [1, 2],
    ]),
  ).toBeUndefined();
});
