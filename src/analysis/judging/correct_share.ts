import { countWhile } from '../certify.ts';
import { describeMove } from '../moved.ts';
import { fullTally, type Pairs } from '../pairs.ts';
import type { CorrectedShare, MovedShare, Share } from '../share_types.ts';
import { differenceInterval, neededTasks, smallestPassing } from '../stats/noninferiority.ts';
import type { Column } from '../table.ts';
import { guardedMean } from './correct.ts';
import { type CorrectedPairs, correctedP, correctPairs } from './correct_pairs.ts';

/** A comparison corrected by labels: all pairs, and the half that is tested where it has labels enough of its own. */
export interface Correction {
  readonly all: CorrectedPairs;
  readonly test: CorrectedPairs | undefined;
}

/** Both halves' corrections; undefined when neither model was judged on these pairs, or one that was has too few labels. */
export function correctionOf(
  all: Pairs,
  test: Pairs,
  [candidate, reference]: readonly [Column, Column],
  tasks: number,
) {
  if (candidate.judged.length + reference.judged.length === 0) return undefined;
  const correct = (pairs: Pairs) => correctPairs(pairs, candidate, reference, tasks);
  const corrected = correct(all);
  if (corrected === undefined || corrected.candidate.judged + corrected.reference.judged === 0) return undefined;
  return { all: corrected, test: correct(test) };
}

/** Tasks of one half with which this floor would be decidable if the two were equally good, with as large a part of the answers labelled as here. */
export function neededCorrected({ all: { pairs, candidate, reference } }: Correction, floor: number): number {
  const tally = fullTally(pairs);
  const unit = Math.max(candidate.unit, reference.unit);
  const smallest = Math.ceil(unit * (smallestPassing(pairs.method, floor) ?? 0));
  return Math.max(neededTasks(tally.square / tally.weight_squared, floor), smallest);
}

/** The order in which pairs of the test half move, and the names of its segments. */
export interface Route {
  readonly order: readonly number[];
  readonly ranking: readonly number[];
  readonly names: readonly string[];
}

/** The certified share that counts: the corrected one wherever a correction exists (null: its test half has too few labels), else the raw one. */
export function certifiedOf({ certified, corrected }: Share): MovedShare | null {
  return corrected === null ? certified : corrected.certified;
}

/** Candidate minus reference over all pairs, corrected, with its 95 % interval. */
function difference(corrected: CorrectedPairs) {
  const { pairs, df, candidate, reference } = corrected;
  const tally = fullTally(pairs);
  if (df === undefined) return { mean: tally.sum / tally.weight, ...differenceInterval(tally, pairs.method) };
  const differences = pairs.candidate.map((value, i) => value - pairs.reference[i]!);
  return guardedMean(differences, pairs.weight, candidate.guard + reference.guard, df, [-1, 1]);
}

/** Quality of the policy "these move", corrected; the guard of both models counts, whatever part of their answers is used. */
function policyQuality({ pairs, df, candidate, reference }: CorrectedPairs, moved: ReadonlySet<number>) {
  if (df === undefined) return {};
  const guard = candidate.guard + reference.guard;
  const quality = (pick: (i: number) => number) =>
    guardedMean(
      Float64Array.from({ length: pairs.n }, (_, i) => pick(i)),
      pairs.weight,
      guard,
      df,
      [0, 1],
    );
  const after = quality((i) => (moved.has(i) ? pairs.candidate : pairs.reference)[i]!);
  const before = quality((i) => pairs.reference[i]!);
  return { quality: after.mean, quality_low: after.low, quality_high: after.high, quality_before: before.mean };
}

function certifiedShare(corrected: CorrectedPairs, { order, ranking, names }: Route, floor: number): MovedShare | null {
  const { pairs }: { readonly pairs: Pairs } = corrected;
  if (pairs.n === 0) return null;
  const count = countWhile(pairs, order, (tally) => correctedP(corrected, tally, floor));
  const moved = new Set(order.slice(0, count));
  return { ...describeMove(pairs, order, count, { ranking, names }), ...policyQuality(corrected, moved) };
}

/**
 * The comparison at one floor with the judge's errors corrected. The order is the one learnt from the judge's verdicts on the other half of the tasks;
 * only labels of the tested half decide how much of it is certified.
 */
export function correctedShare({ all, test }: Correction, route: Route, floor: number): CorrectedShare | null {
  if (all.pairs.n === 0) return null;
  const { mean, low, high } = difference(all);
  return {
    delta: mean,
    delta_low: low,
    delta_high: high,
    noninferior_p: correctedP(all, fullTally(all.pairs), floor),
    labels: all.candidate.labels + all.reference.labels,
    certified: test === undefined ? null : certifiedShare(test, route, floor),
  };
}
