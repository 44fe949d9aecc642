import { emptyTally, fullTally, type Pairs } from './pairs.ts';
import { ALPHA, tCdf } from './stats/distributions.ts';
import { weightedMean } from './stats/means.ts';
import {
  addDifference,
  neededTasks,
  noninferiorityP,
  type PairTally,
  smallestPassing,
} from './stats/noninferiority.ts';

/** One-sided p-values: small `below` says that the first costs less than the part of the second, small `above` that it costs more. */
export interface CostTest {
  readonly below: number;
  readonly above: number;
}

/** t test of the mean of cost - part x other cost, over the tasks where both are known. */
export function costTest(
  cost: ArrayLike<number>,
  other: ArrayLike<number>,
  part: number,
  weight: ArrayLike<number>,
): CostTest {
  const n = cost.length;
  if (n < 2) return { below: 1, above: 1 };
  const difference = Float64Array.from({ length: n }, (_, i) => cost[i]! - part * other[i]!);
  const { mean, standard_error } = weightedMean(difference, weight);
  // What floats leave of an exact ratio is no evidence against it.
  const noise = 1e-9 * part * weightedMean(other, weight).mean;
  if (standard_error <= noise) return mean <= noise ? { below: 0, above: 1 } : { below: 1, above: 0 };
  const below = tCdf(mean / standard_error, n - 1);
  return { below, above: 1 - below };
}

/** The same for a policy against the reference. */
export function policyCostTest(policy: Pairs, part: number): CostTest {
  const priced = Array.from(policy.task.keys()).filter((i) => policy.priced[i] === 1);
  const take = (values: Float64Array) => priced.map((i) => values[i]!);
  return costTest(take(policy.candidate_cost), take(policy.reference_cost), part, take(policy.weight));
}

/** The policy is shown to be below the floor: H0, that it keeps it, is rejected one-sided at 5 %. The same test with the roles exchanged. */
export function isBelowFloor(policy: Pairs, floor: number): boolean {
  const tally = emptyTally(policy);
  for (let i = 0; i < policy.n; i++)
    addDifference(tally, policy.weight[i]!, policy.reference[i]! - policy.candidate[i]!);
  return noninferiorityP(tally, policy.method, -floor) <= ALPHA;
}

/** Variance of one task's difference when the mean is 0: the share of tasks whose 0/1 verdicts differ, more with unequal weights, less with graded scores. */
export function discordanceOf(tally: PairTally): number {
  return tally.weight > 0 ? (tally.n * tally.square) / tally.weight ** 2 : 0;
}

const MOST_TASKS = 1_000_000;

/**
 * Tasks of the dataset, both halves, with which it would be decided whether a policy keeps the floor, 80 % power, if the rest of the tasks were as those
 * of the half that tests; null where that is beyond a million, or no more than there are.
 */
export function tasksToDecide(policy: Pairs, floor: number, tasks: number): number | null {
  const tally = fullTally(policy);
  if (tally.n === 0) return null;
  const difference = tally.sum / tally.weight;
  const smallest = difference > -floor ? (smallestPassing(policy.method, floor) ?? 0) : 0;
  const needed = 2 * Math.max(neededTasks(discordanceOf(tally), floor, difference), smallest);
  return needed > tasks && needed <= MOST_TASKS ? needed : null;
}
