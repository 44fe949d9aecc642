import { expect, it } from 'vitest';
import { betaQuantile, normalCdf, normalQuantile, tCdf, tQuantile } from '../../../src/analysis/stats/distributions.ts';

// Expected values: scipy.stats norm, t, beta.
it('normal', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalCdf(-1.96)).toBeCloseTo(0.024997895148220435, 14);
});
it("Student's t", () => {
  expect(tQuantile(0.975, 9)).toBeCloseTo(2.262157162798205, 8);
  expect(tCdf(-1.7, 100_000)).toBeCloseTo(0.04456701762433149, 8);
});
it('beta', () => {
  expect(betaQuantile(0.025, 1, 10)).toBeCloseTo(0.0025285785454617865, 9);
});
