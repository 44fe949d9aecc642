import { describe, expect, it } from 'vitest';
import { bcaInterval, meanInterval, tInterval, weightedMean } from '../../../src/analysis/stats/means.ts';
import { qualityOf } from '../../../src/analysis/stats/quality.ts';
import { noShared, reference } from '../shared.ts';
import { normal, uniform } from '../trials.ts';

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

it.skipIf(noShared)('the standard error of eight tasks as in the reference (skipped without ../shared)', () => {
  const { iid } = Object.values<{ iid: number }>(reference('stat_reference_values').clustered_se)[0]!;
  expect(weightedMean([1, 1, 1, 0, 0, 0, 1, 0], new Array(8).fill(1)).standard_error).toBeCloseTo(iid, 12);
});

describe('the interval of a mean', () => {
  const ones = (n: number) => new Float64Array(n).fill(1);
  it('of values without much skewness, or of few, is t', () => {
    expect(meanInterval(x, ones(10))).toEqual({ method: 't', ...tInterval(weightedMean(x, ones(10))) });
    expect(meanInterval([0, 0, 0, 0, 0, 0, 0, 0, 9], ones(9)).method).toBe('t');
    expect(meanInterval([2, 2, 2], ones(3))).toEqual({ method: 't', low: 2, high: 2 });
  });
  it("of skewed values: Hall's transformation of the studentised mean is at -+t at its two ends", () => {
    const values = Array.from({ length: 40 }, (_, i) => Math.exp(i / 8));
    const { low, high, method } = meanInterval(values, ones(40));
    const n = values.length;
    const mean = values.reduce((sum, v) => sum + v, 0) / n;
    const moment = (k: number) => values.reduce((sum, v) => sum + (v - mean) ** k, 0) / n;
    const skew = moment(3) / moment(2) ** 1.5;
    // Hall 1992: g(w) = w + s w^2 / 3 + s^2 w^3 / 27 + s / (6n), w = (mean - mu) / sd; t(.975, 39) = 2.022691.
    const g = (mu: number) => {
      const w = (mean - mu) / Math.sqrt((moment(2) * n) / (n - 1));
      return Math.sqrt(n) * (w + (skew * w * w) / 3 + (skew ** 2 * w ** 3) / 27 + skew / (6 * n));
    };
    expect(method).toBe('t_skewed');
    expect(g(low)).toBeCloseTo(2.022691, 5);
    expect(g(high)).toBeCloseTo(-2.022691, 5);
    expect(high - mean).toBeGreaterThan(mean - low);
  });
  it('mirrored values have the mirrored interval; the scale of the weights does not matter', () => {
    const values = Array.from({ length: 30 }, (_, i) => (i < 3 ? 1 : 0.1 * (i % 4)));
    const weights = values.map((_, i) => 1 + (i % 3));
    const [a, b] = [
      meanInterval(values, weights),
      meanInterval(
        values.map((v) => -v),
        weights,
      ),
    ];
    expect([a.low, a.high]).toEqual([expect.closeTo(-b.high, 12), expect.closeTo(-b.low, 12)]);
    const scaled = meanInterval(
      values,
      weights.map((w) => 100 * w),
    );
    expect([scaled.low, scaled.high]).toEqual([expect.closeTo(a.low, 12), expect.closeTo(a.high, 12)]);
  });
});

describe('coverage of 95 % intervals by simulation', () => {
  const ROUNDS = 4000;
  function coverage(n: number, value: () => number, truth: number, interval = meanInterval): number {
    const weights = new Float64Array(n).fill(1);
    let covered = 0;
    for (let i = 0; i < ROUNDS; i++) {
      const { low, high } = interval(Float64Array.from({ length: n }, value), weights);
      if (low <= truth && truth <= high) covered++;
    }
    return covered / ROUNDS;
  }
  // Logarithms of recorded costs per task (openhands) have standard deviations of .40 to 1.02 in 90 % of its models, .64 in the middle.
  it.each([
    [0.4, 50],
    [0.64, 50],
    [0.8, 50],
    [0.4, 150],
    [0.64, 150],
    [1, 150],
    [0.64, 500],
    [1, 500],
  ])('lognormal costs, sigma %d, %i tasks: 93-97 percent (half a point for the noise)', (sigma, n) => {
    const draw = uniform(Math.round(sigma * 100) + n);
    const covered = coverage(n, () => Math.exp(sigma * normal(draw)), Math.exp(sigma ** 2 / 2));
    expect(covered).toBeGreaterThan(0.925);
    expect(covered).toBeLessThan(0.975);
  });
  it('where skewness is strong and tasks are few, better than t by points', () => {
    const cost = () => {
      const draw = uniform(3);
      return () => Math.exp(normal(draw));
    };
    const ours = coverage(50, cost(), Math.exp(0.5));
    const t = coverage(50, cost(), Math.exp(0.5), (values, weights) => ({
      method: 't',
      ...tInterval(weightedMean(values, weights)),
    }));
    expect(ours).toBeGreaterThan(0.915);
    expect(ours - t).toBeGreaterThan(0.02);
  });
  it.each([50, 200, 500])('graded scores, most of them full marks, %i tasks', (n) => {
    const draw = uniform(n);
    const grade = () => {
      const u = draw();
      return u < 0.7 ? 1 : u < 0.85 ? 0.5 : u < 0.95 ? 0.75 : 0;
    };
    const covered = coverage(n, grade, 0.85, (values, weights) => ({ ...qualityOf(values, weights), method: 't' }));
    expect(covered).toBeGreaterThan(0.925);
    expect(covered).toBeLessThan(0.975);
  });
});
