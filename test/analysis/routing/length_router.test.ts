import { expect, it } from 'vitest';
import { routerScore, trainRouter } from '../../../src/analysis/routing/train.ts';
import { lessons } from './workloads.ts';

it('the line of least squares through characters: by hand', () => {
  // Lengths 1, 2, 3, differences 0, 0, -1: slope -1/2, mean -1/3 at 2.
  const router = trainRouter(
    'length',
    lessons([
      ['a', 0],
      ['ab', 0],
      ['abc', -1],
    ]),
  );
  expect(router).toEqual({
    kind: 'length',
    intercept: expect.closeTo(-1 / 3 + 1, 14),
    slope: expect.closeTo(-0.5, 14),
  });
  expect(routerScore(router, { segment: '', input: 'abcde' })).toBeCloseTo(2 / 3 - 2.5, 14);
});

it('weights count: a task of weight 2 is two tasks', () => {
  const weighted = trainRouter(
    'length',
    lessons([
      ['a', 0.5, '', 2],
      ['ab', 0],
      ['abcd', -1, '', 3],
    ]),
  );
  const written = trainRouter(
    'length',
    lessons([
      ['a', 0.5],
      ['a', 0.5],
      ['ab', 0],
      ['abcd', -1],
      ['abcd', -1],
      ['abcd', -1],
    ]),
  );
  const score = (length: number) => routerScore(weighted, { segment: '', input: 'x'.repeat(length) });
  for (const length of [0, 3, 100])
    expect(score(length)).toBeCloseTo(routerScore(written, { segment: '', input: 'x'.repeat(length) }), 12);
});

it('level where all texts are equally long, 0 without any', () => {
  expect(
    trainRouter(
      'length',
      lessons([
        ['a', 1],
        ['b', 0],
      ]),
    ),
  ).toEqual({ kind: 'length', intercept: 0.5, slope: 0 });
  expect(trainRouter('length', lessons([]))).toEqual({ kind: 'length', intercept: 0, slope: 0 });
});
