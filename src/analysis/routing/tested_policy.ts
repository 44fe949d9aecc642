import { guardedMean } from '../judging/correct.ts';
import { type CorrectedPairs, correctedP } from '../judging/correct_pairs.ts';
import { describeMove } from '../moved.ts';
import { emptyTally, type Pairs } from '../pairs.ts';
import { discordanceOf, pairsNeeded } from '../plan/plan.ts';
import type { Candidate } from '../share.ts';
import { ALPHA, type Interval } from '../stats/distributions.ts';
import { addDifference, differenceInterval, noninferiorityP, type PairTally } from '../stats/noninferiority.ts';
import type { Moved } from './comparison.ts';

/**
 * A policy on tasks that did not make it. `holds`: not inferior at its floor, one-sided at 5 %. `does_not`: the whole 95 % interval of the difference lies
 * beyond the floor.
 */
export interface TestedPolicy {
  readonly verdict: 'holds' | 'does_not' | 'undecided';
  /** Over the tested pairs; `task_share` is what the policy moves of them. */
  readonly moved: Moved;
  /** Policy minus reference, weighted, with its 95 % interval. */
  readonly delta: number;
  readonly delta_low: number;
  readonly delta_high: number;
  readonly noninferior_p: number;
  readonly missing_pairs: number;
  /** Where undecided: pairs with which it would be decidable (80 % power) if nothing were lost on the whole; null at floor 0. */
  readonly needed_pairs: number | null;
}

function tallyOf(pairs: Pairs, moves: Uint8Array): PairTally {
  const tally = emptyTally(pairs);
  for (let i = 0; i < pairs.n; i++)
    if (moves[i] === 1) addDifference(tally, pairs.weight[i]!, pairs.candidate[i]! - pairs.reference[i]!);
  return tally;
}

/** The difference that the policy makes: by labels where the judge is corrected by them. */
function difference(pairs: Pairs, tally: PairTally, moves: Uint8Array, corrected: CorrectedPairs | undefined) {
  const mean = tally.sum / tally.weight;
  if (corrected?.df === undefined) return { mean, ...differenceInterval(tally, pairs.method) };
  const values = pairs.candidate.map((score, i) => (moves[i] === 1 ? score - pairs.reference[i]! : 0));
  const guard = corrected.candidate.guard + corrected.reference.guard;
  return guardedMean(values, pairs.weight, guard, corrected.df, [-1, 1]);
}

function verdictOf(p: number, { high }: Interval, floor: number): TestedPolicy['verdict'] {
  if (p <= ALPHA) return 'holds';
  return high < -floor ? 'does_not' : 'undecided';
}

/** Tests a policy over all pairs, which must not have taught it; `moves` says of a task's number whether it goes to the candidate. Needs at least one pair. */
export function testPolicy(
  { pairs: raw, correction }: Pick<Candidate, 'pairs' | 'correction'>,
  moves: (task: number) => boolean,
  floor: number,
  tasks: number,
): TestedPolicy {
  const corrected = correction?.all;
  const pairs = corrected?.pairs ?? raw;
  const mask = Uint8Array.from(pairs.task, (task) => (moves(task) ? 1 : 0));
  const order = Array.from(pairs.task.keys()).sort((a, b) => mask[b]! - mask[a]! || a - b);
  const count = mask.reduce((sum, one) => sum + one, 0);
  const tally = tallyOf(pairs, mask);
  const { mean, low, high } = difference(pairs, tally, mask, corrected);
  const p = corrected ? correctedP(corrected, tally, floor) : noninferiorityP(tally, pairs.method, floor);
  const verdict = verdictOf(p, { low, high }, floor);
  const { order: _order, segments: _segments, ...moved } = describeMove(pairs, order, count, undefined);
  return {
    verdict,
    moved,
    delta: mean,
    delta_low: low,
    delta_high: high,
    noninferior_p: p,
    missing_pairs: tasks - pairs.n,
    needed_pairs: verdict === 'undecided' && floor > 0 ? pairsNeeded(discordanceOf(tally), floor, pairs.method) : null,
  };
}
