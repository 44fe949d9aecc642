import { emptyTally, type Pairs } from './pairs.ts';
import { ALPHA } from './stats/distributions.ts';
import { addDifference, type Guard, noninferiorityP, type PairTally } from './stats/noninferiority.ts';

/** Shares of the weight that are tested one after the other: 1 %, 2 %, ... 100 %. */
const STEPS = 100;

/**
 * How many of the pairs, taken in this order, may move to the candidate: fixed-sequence testing of "the policy is within the floor", stopping at the
 * first step whose p is above 5 %. The order must come from data that are not tested here. Source: Learn then Test, Angelopoulos et al. 2021.
 */
export function countWhile(pairs: Pairs, order: readonly number[], p: (moved: PairTally) => number): number {
  const tally = emptyTally(pairs);
  let [moved, movedWeight, certified] = [0, 0, 0];
  for (let step = 1; step <= STEPS; step++) {
    const limit = (tally.weight * step) / STEPS + 1e-9 * tally.weight;
    for (; moved < order.length; moved++) {
      const i = order[moved]!;
      const weight = pairs.weight[i]!;
      if (step < STEPS && movedWeight + weight > limit) break;
      addDifference(tally, weight, pairs.candidate[i]! - pairs.reference[i]!);
      movedWeight += weight;
    }
    if (p(tally) > ALPHA) break;
    certified = moved;
  }
  return certified;
}

/** The same with the test that fits the pairs' scores. */
export function certifiedCount(
  pairs: Pairs,
  order: readonly number[],
  floor: number,
  guard: Guard = 'half_shift',
): number {
  return countWhile(pairs, order, (tally) => noninferiorityP(tally, pairs.method, floor, guard));
}
