import { describe, expect, it } from 'vitest';
import { crossFittedOrder, estimatedMove } from '../../../src/analysis/routing/by_router.ts';
import { deferral, deferralCurve } from '../../../src/analysis/routing/deferral.ts';
import { noShared, reference } from '../shared.ts';
import { gsm8k } from './gsm8k.ts';
import { workloadOf } from './workloads.ts';

const SEEDS = 20;
const FLOORS = ['0.01', '0.02', '0.05'] as const;

/** Mean and standard deviation over seeds of every figure that a router gets out of fold. */
function overSeeds(kind: 'length' | 'tfidf') {
  const outcomes = gsm8k(true);
  const rows = Array.from({ length: SEEDS }, (_, seed) => {
    const { pairs, split, look } = workloadOf(outcomes, seed);
    const order = crossFittedOrder(kind, pairs, split.fold, look);
    const { apgr, apgr_grid, cpt50, cpt80 } = deferral(deferralCurve(pairs, order.scores));
    const shares = FLOORS.map((floor) => estimatedMove(pairs, order, Number(floor))!.task_share);
    return [apgr!, apgr_grid!, cpt50!, cpt80!, ...shares];
  });
  return rows[0]!.map((_, j) => {
    const values = rows.map((row) => row[j]!);
    const mean = values.reduce((a, b) => a + b, 0) / SEEDS;
    return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (SEEDS - 1)) };
  });
}

describe.skipIf(noShared)('routers on GSM8K, out of fold (skipped without ../shared)', () => {
  it.each([
    ['length', 'length', 0.005],
    ['tfidf', 'ridge_gap_tfidf', 0.01],
  ] as const)('%s: mean over 20 seeds', (kind, name, tolerance) => {
    const expected = reference('gsm8k_router_cv').gsm8k[name];
    const [apgr, grid, cpt50, cpt80, ...shares] = overSeeds(kind);
    expect(Math.abs(apgr!.mean - expected.APGR_exact)).toBeLessThan(tolerance);
    expect(Math.abs(grid!.mean - expected.APGR_routellm_grid)).toBeLessThan(tolerance);
    expect(Math.abs(cpt50!.mean - expected.CPT50_exact / 100)).toBeLessThan(0.03);
    expect(Math.abs(cpt80!.mean - expected.CPT80_exact / 100)).toBeLessThan(0.03);
    for (const [i, floor] of FLOORS.entries())
      expect(Math.abs(shares[i]!.mean - expected.share[floor].ltt_certified_share)).toBeLessThan(0.03);
    // One partition of the reference against the mean of twenty: the fold noise has to be of this size for that to say anything.
    expect(apgr!.sd).toBeLessThan(0.01);
    expect(cpt50!.sd).toBeLessThan(0.03);
  });
  it('by length itself, the longest asked first', () => {
    const expected = reference('gsm8k_router_cv').gsm8k.length;
    const { pairs, look } = workloadOf(gsm8k(true), 1);
    const scores = Float64Array.from(pairs.task, (task) => -look(task).input.length);
    const { apgr, apgr_grid, cpt50, cpt80 } = deferral(deferralCurve(pairs, scores));
    // The reference breaks ties of length in some order; here they are expected values.
    expect(Math.abs(apgr! - expected.APGR_exact)).toBeLessThan(2e-4);
    expect(Math.abs(apgr_grid! - expected.APGR_routellm_grid)).toBeLessThan(2e-4);
    expect(Math.abs(cpt50! - expected.CPT50_exact / 100)).toBeLessThan(0.003);
    expect(Math.abs(cpt80! - expected.CPT80_exact / 100)).toBeLessThan(0.003);
  });
});
