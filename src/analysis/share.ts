import { certifiedCount } from './certify.ts';
import { type Correction, correctedShare, correctionOf } from './judging/correct_share.ts';
import { describeMove } from './moved.ts';
import { bySegment, crossFitted, segmentRanking, segmentScores } from './order.ts';
import { fullTally, type Missing, type Pairs, pairsWhere, pairUp } from './pairs.ts';
import { segmentShare } from './segment_share.ts';
import type { MovedShare, Share, ShareBounds } from './share_types.ts';
import type { Split } from './split.ts';
import { probabilityWithin } from './stats/bayes.ts';
import { differenceInterval, noninferiorityP, type PairTally } from './stats/noninferiority.ts';
import { mcnemarExact } from './stats/paired.ts';
import type { Column, Table } from './table.ts';

/** The largest share that could move if the outcome of every task were known: gains pay for losses, smallest losses first. */
function oracleShare(pairs: Pairs, tally: PairTally, floor: number): number {
  const lost: { weight: number; loss: number }[] = [];
  let budget = floor * tally.weight;
  for (let i = 0; i < pairs.n; i++) {
    const difference = pairs.candidate[i]! - pairs.reference[i]!;
    if (difference > 0) budget += pairs.weight[i]! * difference;
    if (difference < 0) lost.push({ weight: pairs.weight[i]!, loss: -difference });
  }
  let stays = tally.loss_weight;
  for (const { weight, loss } of lost.sort((a, b) => a.loss - b.loss)) {
    const moves = Math.min(weight, budget / loss);
    stays -= moves;
    budget -= moves * loss;
    if (moves < weight) break;
  }
  return Math.min(1, 1 - stays / tally.weight);
}

/** The share that may move at random, if the two means were known exactly. */
export function randomShare(candidate: number, reference: number, floor: number): number {
  return candidate >= reference - floor ? 1 : floor / (reference - candidate);
}

/** A candidate's pairs and the orders in which they may move: the same ones at every floor. */
export interface Candidate {
  readonly pairs: Pairs;
  readonly tally: PairTally;
  readonly test: Pairs;
  readonly ranking: readonly number[];
  readonly certified_order: readonly number[];
  readonly random_order: readonly number[];
  readonly estimate_ranking: readonly number[];
  readonly estimate_order: readonly number[];
  /** The half that certifies nothing, and its own out-of-fold order: what candidates are chosen by. */
  readonly learn: Pairs;
  readonly learn_order: readonly number[];
  /** The same pairs corrected by labels; undefined without a judge, with too few labels, or with missing verdicts filled in. */
  readonly correction: Correction | undefined;
}

/** Pairs the columns and fixes the orders: learnt on half 0 for half 1, and out of fold for all. */
export function prepare(
  table: Table,
  candidate: Column,
  reference: Column,
  split: Split,
  missing: Missing = 'leave_out',
): Candidate {
  const pairs = pairUp(table, candidate, reference, split.shuffled, missing);
  const test = pairsWhere(pairs, (task) => split.half[task] === 1);
  const learn = pairsWhere(pairs, (task) => split.half[task] === 0);
  const ranking = segmentRanking(segmentScores(learn, () => true));
  return {
    pairs,
    tally: fullTally(pairs),
    test,
    ranking,
    certified_order: bySegment(test, ranking),
    random_order: Array.from(test.task.keys()),
    estimate_ranking: segmentRanking(segmentScores(pairs, () => true)),
    estimate_order: crossFitted(pairs, split.fold),
    learn,
    learn_order: crossFitted(learn, split.fold),
    correction: missing === 'leave_out' ? correctionOf(pairs, test, [candidate, reference], table.n) : undefined,
  };
}

/** Order learnt on one half of the tasks, tested on the other; null when the test half is empty. */
function certifiedShare(
  { test, certified_order: order, ranking }: Candidate,
  names: readonly string[],
  floor: number,
): MovedShare | null {
  return test.n === 0 ? null : describeMove(test, order, certifiedCount(test, order, floor), { ranking, names });
}

function randomEdition({ test, random_order: order }: Candidate, floor: number): MovedShare | null {
  return test.n === 0 ? null : describeMove(test, order, certifiedCount(test, order, floor), undefined);
}

/** Cross-fitted over all pairs, tested without the guard of the certified edition; null without pairs. */
function estimatedShare(
  { pairs, estimate_order: order, estimate_ranking: ranking }: Candidate,
  names: readonly string[],
  floor: number,
): MovedShare | null {
  if (pairs.n === 0) return null;
  return describeMove(pairs, order, certifiedCount(pairs, order, floor, 'none'), { ranking, names });
}

function bounds(low: Candidate, high: Candidate, floor: number): ShareBounds {
  const share = (c: Candidate) => certifiedShare(c, [], floor)?.task_share ?? 0;
  return {
    delta_low: low.tally.sum / low.tally.weight,
    delta_high: high.tally.sum / high.tally.weight,
    oracle_low: oracleShare(low.pairs, low.tally, floor),
    oracle_high: oracleShare(high.pairs, high.tally, floor),
    certified_low: share(low),
    certified_high: share(high),
  };
}

function cells({ pairs, tally }: Candidate) {
  const graded = pairs.method === 'bounded_t';
  const right = pairs.candidate.reduce(
    (count, score, i) => count + (score === 1 && pairs.reference[i] === 1 ? 1 : 0),
    0,
  );
  return {
    both_right: graded ? null : right,
    losses: tally.losses,
    gains: tally.gains,
    both_wrong: graded ? null : pairs.n - right - tally.losses - tally.gains,
    mcnemar_p: graded ? null : mcnemarExact(tally.losses, tally.gains),
  };
}

function mean(values: Float64Array, weight: Float64Array, total: number): number {
  return values.reduce((sum, value, i) => sum + value * weight[i]!, 0) / total;
}

/** With fewer pairs than this the Bayesian view stands beside the tests. */
const FEW = 300;

function posterior({ n, losses, gains }: PairTally, floor: number): number {
  return probabilityWithin(n, losses, gains, floor);
}

/** What depends on the outcomes alone: differences, ceiling and floor; null without pairs. */
function whole({ pairs, tally }: Candidate, floor: number) {
  if (pairs.n === 0)
    return {
      delta: null,
      delta_low: null,
      delta_high: null,
      noninferior_p: null,
      probability_within: null,
      oracle: null,
      random: null,
    };
  const interval = differenceInterval(tally, pairs.method);
  const quality = (scores: Float64Array) => mean(scores, pairs.weight, tally.weight);
  return {
    delta: tally.sum / tally.weight,
    delta_low: interval.low,
    delta_high: interval.high,
    noninferior_p: noninferiorityP(tally, pairs.method, floor),
    probability_within: pairs.method === 'tango' && pairs.n < FEW ? posterior(tally, floor) : null,
    oracle: oracleShare(pairs, tally, floor),
    random: randomShare(quality(pairs.candidate), quality(pairs.reference), floor),
  };
}

function corrected(
  { correction, certified_order: order, ranking }: Candidate,
  names: readonly string[],
  floor: number,
) {
  return correction === undefined ? null : correctedShare(correction, { order, ranking, names }, floor);
}

/** One candidate at one floor. `missing` holds the same candidate with missing verdicts decided against and for it, where there are any. */
export function shareAt(
  ids: { readonly candidate: string; readonly reference: string },
  candidate: Candidate,
  missing: { readonly low: Candidate; readonly high: Candidate } | undefined,
  table: Table,
  floor: number,
): Share {
  const { pairs } = candidate;
  return {
    ...ids,
    floor,
    ...whole(candidate, floor),
    pairs: pairs.n,
    missing_pairs: table.n - pairs.n,
    ...cells(candidate),
    method: pairs.method,
    certified: certifiedShare(candidate, table.segments, floor),
    certified_random: randomEdition(candidate, floor),
    estimate: estimatedShare(candidate, table.segments, floor),
    segment: segmentShare(pairs, table.segments, floor),
    bounds: missing === undefined ? null : bounds(missing.low, missing.high, floor),
    corrected: corrected(candidate, table.segments, floor),
  };
}
