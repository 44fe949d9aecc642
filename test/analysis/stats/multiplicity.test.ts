import { expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../../src/analysis/stats/multiplicity.ts';

// Expected values: statsmodels.stats.multitest.multipletests.
const p = [0.01, 0.04, 0.03, 0.005, 0.5, 0.2];

it('Holm', () => {
  expect(holm(p)).toEqual([0.05, 0.12, 0.12, 0.03, 0.5, 0.4].map((x) => expect.closeTo(x, 12)));
});
it('Benjamini-Hochberg', () => {
  expect(benjaminiHochberg(p)).toEqual([0.03, 0.06, 0.06, 0.03, 0.5, 0.24].map((x) => expect.closeTo(x, 12)));
});
it('no hypotheses, and never above 1', () => {
  expect(holm([])).toEqual([]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});
