import { expect, it } from 'vitest';
import { bcaInterval, tInterval, weightedMean } from '../../../src/analysis/stats/means.ts';

const x = [8.5, 5, 7, 6.5, 9.5, 3, 4, 10, 2, 6];

it('t interval of ten values', () => {
  // mean 6.15, sd 2.6775 (n - 1), t(.975, 9) = 2.262157: 6.15 -+ 1.91536, by R's t.test.
  const { low, high } = tInterval(weightedMean(x, new Array(10).fill(1)));
  const sd = Math.sqrt(x.reduce((sum, v) => sum + (v - 6.15) ** 2, 0) / 9);
  expect(low).toBeCloseTo(6.15 - (2.262157162798205 * sd) / Math.sqrt(10), 8);
  expect(high).toBeCloseTo(6.15 + (2.262157162798205 * sd) / Math.sqrt(10), 8);
});
it('BCa interval of the same values: [4.55, 7.70] within a step of the lattice of means', () => {
  const { low, high } = bcaInterval(x, 1);
  expect(Math.abs(low - 4.55)).toBeLessThanOrEqual(0.0500001);
  expect(Math.abs(high - 7.7)).toBeLessThanOrEqual(0.0500001);
});
it('BCa of equal values is the point, and the same seed gives the same interval', () => {
  expect(bcaInterval([2, 2, 2], 1)).toEqual({ low: 2, high: 2 });
  expect(bcaInterval(x, 5)).toEqual(bcaInterval(x, 5));
});
it('a weighted mean is a ratio estimate: by hand', () => {
  // w = 1, 3; y = 0, 1: mean .75; residuals w (y - mean) = -.75, .75; se = sqrt(2 * 1.125 / 1) / 4.
  expect(weightedMean([0, 1], [1, 3])).toEqual({
    n: 2,
    mean: 0.75,
    standard_error: expect.closeTo(Math.sqrt(2.25) / 4, 12),
    effective_n: expect.closeTo(1.6, 12),
  });
});
it('the scale of the weights does not matter', () => {
  const [a, b] = [weightedMean([0, 1, 0.5], [1, 2, 3]), weightedMean([0, 1, 0.5], [10, 20, 30])];
  expect(a.standard_error).toBeCloseTo(b.standard_error, 12);
  expect(a.effective_n).toBeCloseTo(b.effective_n, 12);
});
