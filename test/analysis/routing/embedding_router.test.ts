import { expect, it } from 'vitest';
import { routerScore, trainRouter } from '../../../src/analysis/routing/train.ts';
import { lessons } from './workloads.ts';

const vectors = [
  [1, 0],
  [-1, 0],
  [1, 0],
  [-1, 0],
];
const taught = lessons(
  [1, -1, 1, -1].map((difference) => ['', difference]),
  vectors,
);

it('one direction matters: by hand', () => {
  // Centred at 0, mean squared length 1, so l2 = 10: weight = sum x y / (sum x x + l2) = 4 / 14.
  const router = trainRouter('embedding', taught, { embedding_model: 'small' });
  expect(router).toEqual({
    kind: 'embedding',
    model: 'small',
    weights: [expect.closeTo(4 / 14, 9), 0],
    intercept: expect.closeTo(0, 12),
    l2: 10,
  });
  expect(routerScore(router, { segment: '', input: '', embedding: Float32Array.of(0.5, 9) })).toBeCloseTo(2 / 14, 9);
});

it('a missing vector, and one of another length, are refused', () => {
  const router = trainRouter('embedding', taught);
  expect(() => routerScore(router, { segment: '', input: '' })).toThrow('vector of every task');
  expect(() => routerScore(router, { segment: '', input: '', embedding: [1] })).toThrow('1 numbers among vectors of 2');
  expect(() =>
    trainRouter(
      'embedding',
      lessons(
        [
          ['', 1],
          ['', 0],
        ],
        [[1], [1, 2]],
      ),
    ),
  ).toThrow('2 numbers among vectors of 1');
  expect(() => trainRouter('embedding', lessons([['', 1]]))).toThrow('vector of every task');
});
