import type { Pairs } from '../pairs.ts';
import type { Interval } from '../stats/distributions.ts';
import { meanInterval, weightedMean } from '../stats/means.ts';

/** Weighted dollars per task of a pair of models over the same tasks, and the candidate's minus the reference's with its 95 % interval. */
export interface PairedCost extends Interval {
  readonly candidate: number;
  readonly reference: number;
  readonly difference: number;
}

/** What a pair costs on the tasks whose costs are both known; undefined with fewer than 2 of them. */
export function pairedCost(pairs: Pairs): PairedCost | undefined {
  const isPriced = (_: number, i: number) => pairs.priced[i] === 1;
  const [ours, theirs] = [pairs.candidate_cost.filter(isPriced), pairs.reference_cost.filter(isPriced)];
  if (ours.length < 2) return undefined;
  const weights = pairs.weight.filter(isPriced);
  const differences = ours.map((cost, i) => cost - theirs[i]!);
  const { low, high } = meanInterval(differences, weights);
  const mean = (costs: Float64Array) => weightedMean(costs, weights).mean;
  return { candidate: mean(ours), reference: mean(theirs), difference: mean(differences), low, high };
}
