import { describe, expect, it } from 'vitest';
import { qualityOf } from '../../../src/analysis/stats/quality.ts';
import { wilson } from '../../../src/analysis/stats/rates.ts';
import { normal, uniform } from '../trials.ts';

const ones = (n: number) => new Float64Array(n).fill(1);

describe('the interval that fits the scores', () => {
  it('0/1, equal weights: Wilson', () => {
    const quality = qualityOf([1, 1, 0, 1], [2, 2, 2, 2]);
    expect(quality).toMatchObject({ mean: 0.75, method: 'wilson', ...wilson(0.75, 4) });
  });
  it('0/1, unequal weights: Wilson on the effective n', () => {
    const quality = qualityOf([1, 1, 0], [3, 1, 1]);
    expect(quality).toMatchObject({ mean: 0.8, method: 'wilson_effective_n', ...wilson(0.8, 25 / 11) });
  });
  it('one or two tasks: exact', () => {
    expect(qualityOf([1], [5])).toMatchObject({
      mean: 1,
      method: 'clopper_pearson',
      low: expect.closeTo(0.025, 9),
      high: 1,
    });
    expect(qualityOf([1, 0], [1, 1])).toMatchObject({ mean: 0.5, method: 'clopper_pearson' });
  });
  it('graded: t, inside 0..1', () => {
    const quality = qualityOf([0.9, 1, 0.8, 1, 0.95], ones(5));
    expect(quality).toMatchObject({ mean: expect.closeTo(0.93, 12), method: 't_linearised', high: 1 });
    // t(.975, 4) = 2.776445, sd = .0836660.
    expect(quality.low).toBeCloseTo(0.93 - (2.776445105 * 0.08366600265) / Math.sqrt(5), 8);
  });
  it('graded and all equal: not the point', () => {
    expect(qualityOf([0.5, 0.5, 0.5], ones(3))).toMatchObject({ method: 'wilson_bound', ...wilson(0.5, 3) });
  });
});

describe('coverage by simulation, 95 % nominal', () => {
  const draw = uniform(5);
  const weights: Record<string, () => number> = {
    equal: () => 1,
    lognormal: () => Math.exp(normal(draw)),
    'one in ten weighs 20': () => (draw() < 0.1 ? 20 : 1),
  };
  function coverage(p: number, n: number, weight: () => number, interval: typeof qualityOf): number {
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const w = Float64Array.from({ length: n }, weight);
      const { low, high } = interval(
        w.map(() => (draw() < p ? 1 : 0)),
        w,
      );
      if (low <= p && p <= high) covered++;
    }
    return covered / 2000;
  }
  it.each(Object.keys(weights))(
    '0/1 scores, weights %s: 93-97 percent (and half a point for the noise of 2,000 rounds)',
    (name) => {
      for (const p of [0.5, 0.8, 0.95]) {
        const covered = coverage(p, 200, weights[name]!, qualityOf);
        expect(covered).toBeGreaterThan(0.93);
        expect(covered).toBeLessThan(0.975);
      }
    },
  );
  it('near 1 the effective n keeps what linearised t would lose', () => {
    const tCoverage = coverage(0.98, 80, weights.lognormal!, (scores, w) => {
      const total = w as Float64Array;
      // The t interval is what graded scores get: nudge one score by nothing that matters, so that they count as graded.
      return qualityOf(
        Float64Array.from(scores, (s) => s * (1 - 1e-12)),
        total,
      );
    });
    const ours = coverage(0.98, 80, weights.lognormal!, qualityOf);
    expect(ours).toBeGreaterThan(0.93);
    expect(tCoverage).toBeLessThan(0.85);
  });
});
