import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contenders } from '../../../src/analysis/contenders.ts';
import { emptyTally } from '../../../src/analysis/pairs.ts';
import {
  certifiedByRouter,
  certifiedMove,
  crossFittedOrder,
  estimatedMove,
  learntOrder,
} from '../../../src/analysis/routing/by_router.ts';
import type { RouterKind } from '../../../src/analysis/routing/routing_types.ts';
import { routerScore } from '../../../src/analysis/routing/train.ts';
import { addDifference, noninferiorityP } from '../../../src/analysis/stats/noninferiority.ts';
import { uniform } from '../trials.ts';
import { type Outcome, workloadOf } from './workloads.ts';

const KINDS: readonly RouterKind[] = ['segment', 'length', 'tfidf', 'embedding'];
const FLOORS = [0, 0.02, 0.05, 0.1, 0.3];

/** Tasks of which the hard ones are long, say so, and are lost more often. Few segments are certain to stand in both halves. */
function drawn(
  n: number,
  seed: number,
  options: { graded?: boolean; weighted?: boolean; segments?: number } = {},
): Outcome[] {
  const draw = uniform(seed);
  return Array.from({ length: n }, () => {
    const hard = draw();
    const lost = draw() < 0.25 * hard;
    const low = options.graded ? draw() : 0;
    return {
      segment: `s${Math.floor(hard * (options.segments ?? 4))}`,
      input: `${hard > 0.5 ? 'prove that lemma' : 'add'} ${'x'.repeat(Math.floor(hard * 40))}`,
      embedding: [hard, draw()],
      strong: lost || draw() < 0.9 ? 1 : 0,
      weak: lost ? low : 1,
      weight: options.weighted ? 0.5 + draw() : 1,
    };
  });
}

describe('by segment: exactly the shares of the report', () => {
  it.each([
    ['0/1', {}],
    ['graded', { graded: true }],
    ['weighted', { weighted: true }],
    ['many small segments, most in one half only', { segments: 150 }],
    ['one segment', { segments: 1 }],
  ])('%s', (_, options) => {
    for (const seed of [1, 2, 3, 4]) {
      const { table, split, pairs, learn, test, look } = workloadOf(drawn(300, seed, options), seed);
      const [contender] = contenders(table, ['strong', 'weak'], 'strong', seed, FLOORS);
      const estimate = crossFittedOrder('segment', pairs, split.fold, look);
      for (const { share } of contender!.shares) {
        const found = certifiedByRouter('segment', learn, test, look, share.floor);
        expect(found.share).toEqual(share.certified);
        expect(found.order).toEqual(contender!.candidate.certified_order);
        expect(estimatedMove(pairs, estimate, share.floor)).toEqual(share.estimate);
      }
    }
  });
});

describe.each(KINDS)('%s', (kind) => {
  const { split, pairs, learn, test, look } = workloadOf(drawn(500, 7, { weighted: true }), 7);
  it('fixed-sequence testing along its scores, each step counted anew', () => {
    for (const floor of FLOORS) {
      const { router, order, count } = certifiedByRouter(kind, learn, test, look, floor);
      const scores = order.map((i) => routerScore(router, look(test.task[i]!)));
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect([...order].sort((a, b) => a - b)).toEqual([...test.task.keys()]);
      const total = test.weight.reduce((a, b) => a + b, 0);
      let certified = 0;
      for (let percent = 1; percent <= 100; percent++) {
        const tally = emptyTally(test);
        let [moved, weight] = [0, 0];
        for (const i of order) {
          weight += test.weight[i]!;
          if (percent < 100 && weight > ((percent + 1e-7) * total) / 100) break;
          addDifference(tally, test.weight[i]!, test.candidate[i]! - test.reference[i]!);
          moved++;
        }
        if (noninferiorityP(tally, test.method, floor) > 0.05) break;
        certified = moved;
      }
      expect(count).toBe(certified);
    }
  });
  it('its share carries its name and is measured on the tested half', () => {
    const { share, count } = certifiedByRouter(kind, learn, test, look, 0.1);
    expect(share).toMatchObject({ order: kind, tested: test.n });
    expect(share.segments.length > 0).toBe(kind === 'segment');
    expect(count).toBeGreaterThan(0);
  });
  it('the half that is tested has no say in the order', () => {
    const flipped = { ...test, candidate: test.candidate.map((score) => 1 - score) };
    expect(learntOrder(kind, learn, flipped, look).order).toEqual(learntOrder(kind, learn, test, look).order);
  });
  it('certified and estimated shares rise with the floor, the certified never above what knowing the outcome allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.boolean(), (seed, graded) => {
        const workload = workloadOf(drawn(150, seed, { graded }), seed);
        const certified = learntOrder(kind, workload.learn, workload.test, workload.look);
        const estimate = crossFittedOrder(kind, workload.pairs, workload.split.fold, workload.look);
        let last = { certified: 0, estimate: 0 };
        for (const floor of FLOORS) {
          const shares = {
            certified: certifiedMove(workload.test, certified, floor)!.task_share,
            estimate: estimatedMove(workload.pairs, estimate, floor)!.task_share,
          };
          expect(shares.certified).toBeGreaterThanOrEqual(last.certified);
          expect(shares.estimate).toBeGreaterThanOrEqual(last.estimate);
          last = shares;
          // With 0/1 scores: min(1, 1 - max(0, losses - gains - floor n) / n).
          const { n, candidate, reference } = workload.test;
          const net = candidate.reduce((sum, score, i) => sum + reference[i]! - score, 0);
          if (!graded)
            expect(shares.certified).toBeLessThanOrEqual(Math.min(1, 1 - Math.max(0, net - floor * n) / n) + 1e-12);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });
  it('tasks without pairs: nothing is said', () => {
    const none = workloadOf([], 1);
    expect(certifiedMove(none.test, learntOrder(kind, none.learn, none.test, none.look), 0.05)).toBeNull();
    expect(estimatedMove(none.pairs, crossFittedOrder(kind, none.pairs, none.split.fold, none.look), 0.05)).toBeNull();
  });
  it('a half that taught nothing leaves the random order', () => {
    const none = workloadOf([], 1).learn;
    expect(learntOrder(kind, none, test, look).order).toHaveLength(test.n);
    if (kind !== 'segment') expect(learntOrder(kind, none, test, look).order).toEqual([...test.task.keys()]);
  });
  it('finds what is there: more than chance', () => {
    const routed = certifiedByRouter(kind, learn, test, look, 0.05).share.task_share;
    const chance = certifiedMove(test, { kind: 'random', order: [...test.task.keys()] }, 0.05)!.task_share;
    expect(routed).toBeGreaterThan(chance);
  });
  it('out-of-fold scores come with the order of all pairs', () => {
    const { scores, order } = crossFittedOrder(kind, pairs, split.fold, look);
    const along = order.map((i) => scores[i]!);
    expect(along).toEqual(along.toSorted((a, b) => b - a));
    expect(new Set(order).size).toBe(pairs.n);
  });
});
