import { expect, it } from 'vitest';
import { smoothIdf, tfIdf, vectorOf } from '../../../src/analysis/text/tf_idf.ts';

// By hand: 3 texts, a in all, b in one: idf(a) = ln(4/4) + 1 = 1, idf(b) = ln(4/2) + 1. The text has a twice, b once.
const idf = [smoothIdf(3, 3), smoothIdf(3, 1)];
const [a, b] = [1 + Math.LN2, Math.LN2 + 1];
const length = Math.hypot(a, b);

it('rarity is smoothed', () => {
  expect(idf).toEqual([1, expect.closeTo(Math.LN2 + 1, 14)]);
});

it('frequency counts by its logarithm, and the vector has length 1', () => {
  const { value } = tfIdf(Int32Array.of(0, 1), [2, 1], idf);
  expect([...value]).toEqual([expect.closeTo(a / length, 14), expect.closeTo(b / length, 14)]);
});

it('grams come in any order, unknown ones count for nothing', () => {
  const { index, value } = vectorOf(
    ['b', 'a', 'zebra', 'a'],
    new Map([
      ['a', 0],
      ['b', 1],
    ]),
    idf,
  );
  expect([...index]).toEqual([0, 1]);
  expect([...value]).toEqual([expect.closeTo(a / length, 14), expect.closeTo(b / length, 14)]);
  expect(vectorOf(['zebra'], new Map(), idf).index).toHaveLength(0);
});
