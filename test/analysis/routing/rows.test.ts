import { expect, it } from 'vitest';
import { denseRows, sparseRows } from '../../../src/analysis/routing/rows.ts';

// By hand: [[1, 0, 2], [0, 3, 0]].
const dense = denseRows(3, [
  [1, 0, 2],
  [0, 3, 0],
]);
const sparse = sparseRows(3, [
  { index: Int32Array.of(2, 0), value: Float64Array.of(2, 1) },
  { index: Int32Array.of(1), value: Float64Array.of(3) },
]);

it.each([
  ['dense', dense],
  ['sparse', sparse],
])('%s rows multiply from both sides: by hand', (_, rows) => {
  expect([rows.n, rows.columns]).toEqual([2, 3]);
  expect([...rows.times(Float64Array.of(1, 10, 100))]).toEqual([201, 30]);
  expect([...rows.transposedTimes(Float64Array.of(5, 7))]).toEqual([5, 21, 10]);
  expect([...rows.squares()]).toEqual([5, 9]);
});
