import { methodOf, type Pairs } from '../pairs.ts';
import { normalCdf } from '../stats/distributions.ts';
import { boundedZ, linearisedP, noninferiorityP, type PairTally } from '../stats/noninferiority.ts';
import type { Column } from '../table.ts';
import { degreesOf, placesIn } from './correct.ts';
import { type Rectified, rectify } from './rectified.ts';

/** Pairs whose scores are the two models' pseudo-outcomes, and how to test them. */
export interface CorrectedPairs {
  readonly pairs: Pairs;
  readonly candidate: Rectified;
  readonly reference: Rectified;
  /** Undefined where nothing is estimated: the labels of all judged answers are the scores. */
  readonly df: number | undefined;
}

function added(scores: Float64Array, shift: Float64Array): Float64Array {
  return scores.map((score, i) => score + shift[i]!);
}

/** The pairs with the judge's errors corrected; undefined when a model that was judged on them has too few labels. */
export function correctPairs(
  pairs: Pairs,
  candidate: Column,
  reference: Column,
  tasks: number,
): CorrectedPairs | undefined {
  const place = placesIn(pairs.task, tasks);
  const [ours, theirs] = [candidate, reference].map(({ judged }) => rectify(judged, place, pairs.weight));
  if (ours === undefined || theirs === undefined) return undefined;
  const scores = { candidate: added(pairs.candidate, ours.shift), reference: added(pairs.reference, theirs.shift) };
  const df = degreesOf(ours, theirs);
  const method = df === undefined ? methodOf(pairs.weight, scores.candidate, scores.reference) : 'bounded_t';
  return { pairs: { ...pairs, ...scores, method }, candidate: ours, reference: theirs, df };
}

/** Half a loss is added before testing: one more answer whose label would have gone against the candidate. */
const SHIFT = 0.5;

/**
 * One-sided p of H0: the corrected difference is at or below -floor. The larger of a t test on pseudo-outcomes and of a score test in which losses that
 * were not seen count as many as one label stands for: the guard against labels that all agree.
 */
export function correctedP(
  { df, candidate, reference, pairs }: CorrectedPairs,
  tally: PairTally,
  floor: number,
): number {
  if (df === undefined) return noninferiorityP(tally, pairs.method, floor);
  if (tally.n === 0) return 1;
  const unit = Math.max(candidate.unit, reference.unit);
  return Math.max(normalCdf(-boundedZ(tally, -floor, SHIFT, unit)), linearisedP(tally, floor, df));
}
