import { expect, it } from 'vitest';
import { fullTally, pairsWhere, pairUp } from '../../src/analysis/pairs.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial, unknownCost } from './trials.ts';

const trials = [
  trial('a', 'strong', 1),
  trial('a', 'weak', 0),
  trial('b', 'strong', 0),
  trial('b', 'weak', 1, { cost: unknownCost }),
  trial('c', 'strong', 1),
  trial('c', 'weak', undefined),
  trial('d', 'weak', 1),
];
const table = tabulate(trials, ['strong', 'weak'], 5);
const [strong, weak] = [table.columns[0]!, table.columns[1]!];
const order = Uint32Array.of(4, 3, 2, 1, 0);

it('pairs are the tasks where both have a verdict, in the order given', () => {
  const pairs = pairUp(table, weak, strong, order);
  expect([...pairs.task]).toEqual([1, 0]);
  expect([...pairs.priced]).toEqual([0, 1]);
  expect(fullTally(pairs)).toMatchObject({ n: 2, losses: 1, gains: 1, sum: 0 });
});

it('missing verdicts can all be decided against or for the candidate', () => {
  // c lacks weak's, d lacks strong's, the fifth task lacks both.
  expect(fullTally(pairUp(table, weak, strong, order, 'against'))).toMatchObject({ n: 5, losses: 3, gains: 1 });
  expect(fullTally(pairUp(table, weak, strong, order, 'for'))).toMatchObject({ n: 5, losses: 1, gains: 3 });
});

it('a part keeps order and method', () => {
  const pairs = pairUp(table, weak, strong, order, 'for');
  const part = pairsWhere(pairs, (task) => task % 2 === 0);
  expect([...part.task]).toEqual([4, 2, 0]);
  expect(part.method).toBe('tango');
});

it.each([
  ['tango', 1, 1],
  ['tango_effective_n', 1, 2],
  ['bounded_t', 0.5, 1],
] as const)('%s', (method, score, weight) => {
  const two = tabulate(
    [
      ...['strong', 'weak'].map((m) => trial('x', m, score)),
      ...['strong', 'weak'].map((m) => trial('y', m, 1, { weight })),
    ],
    ['strong', 'weak'],
    2,
  );
  expect(pairUp(two, two.columns[1]!, two.columns[0]!, Uint32Array.of(0, 1)).method).toBe(method);
});
