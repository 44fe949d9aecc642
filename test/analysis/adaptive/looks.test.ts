import { describe, expect, it } from 'vitest';
import { lookOf, planLooks } from '../../../src/analysis/adaptive/looks.ts';
import { placeOf } from '../../../src/analysis/adaptive/order.ts';
import { crossingProbability } from '../../../src/analysis/stats/group_sequential.ts';
import { noShared, reference } from '../shared.ts';
import { idsOf, planFor } from './bench.ts';

describe('planned looks', () => {
  it.skipIf(noShared)('are ten, at tenths, with the bounds of the reference', () => {
    const { looks } = planFor(idsOf(500), 'obrien_fleming');
    expect(looks.map(({ tasks }) => tasks)).toEqual([50, 100, 150, 200, 250, 300, 350, 400, 450, 500]);
    const expected: readonly number[] = reference('gs_bounds')['obf alpha=0.05 K=10'];
    for (const [i, { bound }] of looks.entries()) expect(Math.abs(bound - expected[i]!)).toBeLessThan(2e-6);
  });

  it.each([1, 2, 7, 10, 11, 23, 101])('of %d tasks end with all of them, and spend 5 %', (n) => {
    const { looks } = planFor(idsOf(n), 'obrien_fleming');
    expect(looks.length).toBe(Math.min(10, n));
    expect(looks.at(-1)?.tasks).toBe(n);
    expect(
      crossingProbability(
        looks.map(({ tasks }) => tasks / n),
        looks.map(({ bound }) => bound),
      ),
    ).toBeCloseTo(0.05, 7);
  });

  it('every task is in by one look, as many as planned', () => {
    const plan = planFor(idsOf(237), 'haybittle_peto', 9);
    const counts = plan.looks.map(() => 0);
    for (const id of idsOf(237)) counts[lookOf(placeOf(id, 9), plan)]!++;
    expect(counts).toEqual(plan.looks.map(({ tasks }, i) => tasks - (plan.looks[i - 1]?.tasks ?? 0)));
  });

  it('tasks that share a place come in together', () => {
    const { looks } = planLooks(Float64Array.of(0.5, 0.5, 0.5, 0.7), 1, 'obrien_fleming');
    expect(looks.map(({ tasks, upto }) => [tasks, upto])).toEqual([
      [3, 0.5],
      [4, 0.7],
    ]);
  });
});
