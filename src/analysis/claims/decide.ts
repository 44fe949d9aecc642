import { emptyTally, fullTally, type Pairs } from '../pairs.ts';
import { discordanceOf } from '../plan/plan.ts';
import { ALPHA, tCdf } from '../stats/distributions.ts';
import { weightedMean } from '../stats/means.ts';
import { addDifference, neededTasks, noninferiorityP, smallestPassing } from '../stats/noninferiority.ts';

/** One-sided p-values: small `below` says that the first costs less than the part of the second, small `above` that it costs more. */
export interface CostTest {
  readonly below: number;
  readonly above: number;
}

/**
 * Test of the weighted mean of cost - part x other cost, over the tasks where both are known: t, freed of the skewness that costs have. Source of the
 * transformation: Hall 1992, On the Removal of Skewness by Transformation.
 */
export function costTest(
  cost: ArrayLike<number>,
  other: ArrayLike<number>,
  part: number,
  weight: ArrayLike<number>,
): CostTest {
  const n = cost.length;
  if (n < 2) return { below: 1, above: 1 };
  const values = Float64Array.from({ length: n }, (_, i) => weight[i]! * (cost[i]! - part * other[i]!));
  const { mean, deviation, skewness } = momentsOf(values);
  // What floats leave of an exact ratio is no evidence against it.
  const noise = 1e-9 * part * weightedMean(other, weight).mean;
  if (deviation <= noise) return mean <= noise ? { below: 0, above: 1 } : { below: 1, above: 0 };
  const t = (Math.sqrt(n) * mean) / deviation;
  const a = skewness / Math.sqrt(n);
  const below = tCdf(t + (a * t ** 2) / 3 + (a ** 2 * t ** 3) / 27 + a / 6, n - 1);
  return { below, above: 1 - below };
}

function momentsOf(values: Float64Array) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const central = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  const variance = central(2);
  return { mean, deviation: Math.sqrt((variance * n) / (n - 1)), skewness: central(3) / variance ** 1.5 };
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
