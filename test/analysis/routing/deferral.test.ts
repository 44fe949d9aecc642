import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaUnder,
  deferral,
  deferralCurve,
  leastCalls,
  onGrid,
  oracleDeferral,
} from '../../../src/analysis/routing/deferral.ts';
import { noShared, reference } from '../shared.ts';
import { gsm8k } from './gsm8k.ts';
import { workloadOf } from './workloads.ts';

const point = (calls: number, pgr: number) => ({ calls, pgr });

/** Pairs of 0/1 scores from their differences, candidate minus reference. */
function pairsOf(differences: readonly number[], weights: readonly number[] = differences.map(() => 1)) {
  const outcomes = differences.map((difference, i) => ({
    ...{ segment: '', input: '', weight: weights[i]! },
    ...{ strong: difference > 0 ? 0 : 1, weak: difference < 0 ? 0 : 1 },
  }));
  const { table, pairs } = workloadOf(outcomes, 1);
  // Values by task, as the pairs stand in random order.
  const inOrder = (values: readonly number[]) => Float64Array.from(pairs.task, (task) => values[task]!);
  expect(table.n).toBe(differences.length);
  return { pairs, inOrder };
}

describe('area and least calls', () => {
  it.skipIf(noShared)('toys (skipped without ../shared)', () => {
    const { apgr } = reference('golden_toys');
    expect(areaUnder([point(0, 0), point(0.3, 0.3), point(1, 1)])).toBeCloseTo(apgr['random/linear curve'], 14);
    expect(areaUnder([point(0, 0), point(1, 1)])).toBe(apgr['[(0,weak),(100,strong)] two points']);
    const step = [point(0, 0), point(0.25, 1), point(0.25, 1), point(1, 1)];
    expect(areaUnder(step)).toBe(apgr['step: strong after 25% calls (grid 0,25,25,100)']);
  });
  it('least calls on the way up, also where the curve falls again later: by hand', () => {
    const curve = [point(0, 0), point(0.2, 0.6), point(0.4, 0.4), point(1, 1)];
    expect(leastCalls(curve, 0.5)).toBeCloseTo(0.2 * (0.5 / 0.6), 14);
    expect(leastCalls(curve, 0.8)).toBeCloseTo(0.4 + 0.6 * (0.4 / 0.6), 14);
    expect(leastCalls(curve, 0)).toBe(0);
    expect(leastCalls(curve, 1.1)).toBeNull();
  });
  it('the grid reads the curve at every tenth: by hand', () => {
    expect(onGrid([point(0, 0), point(0.25, 1), point(1, 1)]).map(({ pgr }) => pgr)).toEqual(
      [0, 0.4, 0.8, 1, 1, 1, 1, 1, 1, 1, 1].map((pgr) => expect.closeTo(pgr, 12)),
    );
  });
});

describe('the curve', () => {
  it('lowest scores are asked first, equals along a straight line: by hand', () => {
    // Gap 1 of weight 4: two losses, one gain. Score -1: a loss; score 0: a tie and a loss, at random; score 1: the gain.
    const { pairs, inOrder } = pairsOf([-1, 0, -1, 1]);
    expect(deferralCurve(pairs, inOrder([-1, 0, 0, 1]))).toEqual([
      point(0, 0),
      point(0.25, 1),
      point(0.75, 2),
      point(1, 1),
    ]);
  });
  it('weights are weights', () => {
    const { pairs, inOrder } = pairsOf([-1, 0, -1], [3, 4, 1]);
    expect(deferralCurve(pairs, inOrder([1, 2, 3]))).toEqual([
      point(0, 0),
      point(3 / 8, 0.75),
      point(7 / 8, 0.75),
      point(1, 1),
    ]);
  });
  it('a router that knows nothing: exactly .5, .5 and .8', () => {
    const { pairs } = pairsOf([-1, 0, -1, 1, 0, 0, 0, -1]);
    expect(deferral(deferralCurve(pairs, new Float64Array(8)))).toEqual({
      apgr: 0.5,
      apgr_grid: expect.closeTo(0.5, 14),
      cpt50: 0.5,
      cpt80: 0.8,
    });
  });
  it.each([
    ['as good', [-1, 1, 0]],
    ['better', [1, 1, -1]],
    ['the same', [0, 0]],
  ])('a candidate that is %s leaves no gap', (_, differences) => {
    const { pairs, inOrder } = pairsOf(differences);
    const curve = deferralCurve(pairs, inOrder(differences));
    expect(curve).toBeUndefined();
    expect(deferral(curve)).toEqual({ apgr: null, apgr_grid: null, cpt50: null, cpt80: null });
    expect(oracleDeferral(pairs)).toBeUndefined();
  });
});

/** All orders of a list. */
function orders(list: readonly number[]): number[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first) => orders(list.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}

const tasks = fc.array(fc.tuple(fc.constantFrom(-1, -1, 0, 1), fc.integer({ min: 0, max: 2 })), {
  minLength: 2,
  maxLength: 6,
});

it('the area is the mean over every way to break ties, each summed step by step; no router beats the oracle', () => {
  fc.assert(
    fc.property(tasks, (tasks) => {
      const differences = tasks.map(([difference]) => difference);
      const scores = tasks.map(([, score]) => score);
      const gap = -differences.reduce<number>((a, b) => a + b, 0);
      fc.pre(gap > 0);
      const { pairs, inOrder } = pairsOf(differences);
      const found = deferral(deferralCurve(pairs, inOrder(scores)));
      const sorted = orders([...differences.keys()]).filter((order) =>
        order.every((task, k) => k === 0 || scores[order[k - 1]!]! <= scores[task]!),
      );
      const areas = sorted.map((order) => {
        let [recovered, area] = [0, 0];
        for (const task of order) {
          const after = recovered - differences[task]! / gap;
          area += (recovered + after) / 2 / order.length;
          recovered = after;
        }
        return area;
      });
      expect(found.apgr).toBeCloseTo(areas.reduce((a, b) => a + b, 0) / areas.length, 10);
      const oracle = deferral(oracleDeferral(pairs));
      expect(oracle.apgr!).toBeGreaterThanOrEqual(found.apgr! - 1e-12);
      expect(oracle.apgr_grid!).toBeGreaterThanOrEqual(found.apgr_grid! - 1e-12);
      expect(oracle.cpt50!).toBeLessThanOrEqual(found.cpt50! + 1e-12);
      expect(oracle.cpt80!).toBeLessThanOrEqual(found.cpt80! + 1e-12);
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe.skipIf(noShared)('the optimal router of RouteLLM on GSM8K (skipped without ../shared)', () => {
  it.each(['gsm8k_all', 'gsm8k_decontaminated'] as const)('%s', (name) => {
    const expected = reference('gsm8k')[name];
    const { pairs } = workloadOf(gsm8k(name === 'gsm8k_decontaminated'), 1);
    expect(pairs.n).toBe(expected.pair.n);
    const curve = oracleDeferral(pairs)!;
    const [weak, strong] = [expected.weak_accuracy / 100, expected.strong_accuracy / 100];
    expect(onGrid(curve).map(({ calls, pgr }) => ({ calls, quality: weak + pgr * (strong - weak) }))).toEqual(
      expected.optimal_curve_routellm_grid.map((row: { strong_pct: number; accuracy: number }) => ({
        calls: row.strong_pct / 100,
        quality: expect.closeTo(row.accuracy / 100, 10),
      })),
    );
    const found = deferral(curve);
    expect(found.apgr_grid).toBeCloseTo(expected.optimal_APGR_routellm, 10);
    expect(found.cpt50).toBeCloseTo(expected.optimal_CPT_exact_pct['0.5'] / 100, 12);
    expect(found.cpt80).toBeCloseTo(expected.optimal_CPT_exact_pct['0.8'] / 100, 12);
    for (const level of ['0.2', '0.5', '0.8']) {
      expect(leastCalls(curve, Number(level))).toBeCloseTo(expected.optimal_CPT_exact_pct[level] / 100, 12);
      expect(leastCalls(onGrid(curve), Number(level))).toBeCloseTo(expected.optimal_CPT_on_10pct_grid[level] / 100, 12);
    }
    const chance = deferral(deferralCurve(pairs, new Float64Array(pairs.n)));
    expect(chance.apgr).toBe(expected.random_APGR);
    expect([chance.cpt50, chance.cpt80]).toEqual([expected.random_CPT['0.5'] / 100, expected.random_CPT['0.8'] / 100]);
  });
});
