import { expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../../src/analysis/stats/multiplicity.ts';
import { noShared, reference } from '../shared.ts';

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
it.skipIf(noShared)('adjusted and rejected as in the reference (skipped without ../shared)', () => {
  const { p: raw, holm: ours, fdr_bh: bh } = reference('stat_reference_values').multiplicity;
  for (const [made, expected] of [
    [holm(raw), ours],
    [benjaminiHochberg(raw), bh],
  ]) {
    expect(made).toEqual(expected.adj.map((x: number) => expect.closeTo(x, 12)));
    expect(made.map((x: number) => x <= 0.05)).toEqual(expected.reject);
  }
});
