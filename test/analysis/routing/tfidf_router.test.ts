import { expect, it } from 'vitest';
import { routerScore, trainRouter } from '../../../src/analysis/routing/train.ts';
import { lessons } from './workloads.ts';

const score = (router: ReturnType<typeof trainRouter>, input: string) => routerScore(router, { segment: '', input });

it('two texts of one word each: by hand', () => {
  // Unit vectors a and b, two of each: mean (1/2, 1/2), mean squared distance 1/2, so l2 = 5. Along (a - b) / sqrt 2 the centred
  // rows are +-sqrt(1/2), so the slope there is (4 x sqrt(1/2) x 1/2) / (4 x 1/2 + 5), and each weight that / sqrt 2: 1 / 7.
  const router = trainRouter(
    'tfidf',
    lessons([
      ['a', 0],
      ['b', -1],
      ['a', 0],
      ['b', -1],
    ]),
  );
  expect(router).toMatchObject({ kind: 'tfidf', vocabulary: ['a', 'b'], l2: expect.closeTo(5, 12) });
  expect(score(router, 'A!')).toBeCloseTo(-1 / 2 + 1 / 14 + 1 / 14, 6);
  expect(score(router, 'b')).toBeCloseTo(-1 / 2 - 1 / 7, 6);
});

it('words that training did not have say nothing', () => {
  const router = trainRouter(
    'tfidf',
    lessons([
      ['easy sum', 0],
      ['hard proof', -1],
      ['easy', 0],
      ['hard', -1],
    ]),
  );
  expect(score(router, 'zebra easy')).toBe(score(router, 'easy'));
  expect(score(router, 'zebra')).toBe(score(router, ''));
  expect(score(router, 'easy')).toBeGreaterThan(score(router, 'hard'));
});

it('survives JSON, hostile words and all', () => {
  const router = trainRouter(
    'tfidf',
    lessons([
      ['__proto__ constructor', 0],
      ['x', -1],
      ['__proto__', 0],
      ['x', -1],
    ]),
  );
  const read = JSON.parse(JSON.stringify(router));
  expect(read).toEqual(router);
  for (const text of ['__proto__', 'constructor', 'x', 'toString']) expect(score(read, text)).toBe(score(router, text));
});

it('no text in common, or none at all: the mean', () => {
  expect(
    score(
      trainRouter(
        'tfidf',
        lessons([
          ['a', 1],
          ['b', 0],
        ]),
      ),
      'a',
    ),
  ).toBe(0.5);
  expect(score(trainRouter('tfidf', lessons([])), 'a')).toBe(0);
});
