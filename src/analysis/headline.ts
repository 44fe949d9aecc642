import { best } from './best.ts';
import { certifiedCount } from './certify.ts';
import { certifiedOf, neededCorrected } from './judging/correct_share.ts';
import { moneyOf } from './moved.ts';
import type { Pairs } from './pairs.ts';
import { discordanceOf, pairsNeeded } from './plan/plan.ts';
import type { Headline, HeadlineVerdict } from './report_types.ts';
import { isHopeless } from './segment_share.ts';
import type { Candidate } from './share.ts';
import type { MovedShare, Share } from './share_types.ts';

/** A candidate with its shares, one per floor, and where they stand in the report. */
export interface Contender {
  readonly model: string;
  readonly candidate: Candidate;
  readonly shares: readonly { readonly index: number; readonly share: Share }[];
}

/** Reference's minus candidate's dollars per task over the pairs that the mask moves; undefined when no cost is known. */
function saved(pairs: Pairs, moves: Uint8Array): number | undefined {
  const { cost_before_usd: before, cost_after_usd: after } = moneyOf(pairs, moves);
  return before === null || after === null ? undefined : Number(before) - Number(after);
}

/** True or false where costs are known: the candidate takes the whole workload for less. */
function isCheaper({ candidate: { pairs } }: Contender): boolean | undefined {
  const dollars = saved(pairs, new Uint8Array(pairs.n).fill(1));
  return dollars === undefined ? undefined : dollars > 0;
}

/** What the learning half promises at this floor: dollars saved per task by its own cross-fitted estimate; the moved count where no cost is known. */
function promisedSaving({ candidate: { learn, learn_order: order } }: Contender, floor: number): number {
  const count = certifiedCount(learn, order, floor);
  const moves = new Uint8Array(learn.n);
  for (let k = 0; k < count; k++) moves[order[k]!] = 1;
  return saved(learn, moves) ?? count * Number.EPSILON;
}

function meanDifference({ learn }: Candidate): number {
  let [sum, weight] = [0, 0];
  for (let i = 0; i < learn.n; i++) {
    sum += learn.weight[i]! * (learn.candidate[i]! - learn.reference[i]!);
    weight += learn.weight[i]!;
  }
  return weight > 0 ? sum / weight : -1;
}

/** Chooses a candidate by the learning half alone: the largest promised saving, else the best quality among those not known to be dearer. */
function choose(contenders: readonly Contender[], floor: number): Contender | undefined {
  const promising = contenders.filter((c) => promisedSaving(c, floor) > 0);
  if (promising.length > 0) return best(promising, (c) => promisedSaving(c, floor));
  return best(
    contenders.filter((c) => isCheaper(c) !== false),
    (c) => meanDifference(c.candidate),
  );
}

/** The headline without what its numbers rest on (see `basisOf`). */
type Verdict = Omit<Headline, 'basis'>;

function verdictOf(certified: MovedShare | null): HeadlineVerdict | undefined {
  if (certified === null || certified.task_share === 0) return undefined;
  if (certified.saving === null) return 'cost_unknown';
  if (certified.saving <= 0) return undefined;
  return certified.task_share === 1 ? 'whole_workload' : 'certified';
}

/** A share of tasks below `SLIVER` does not lead where a larger floor certifies at least `MUCH_MORE` on top of it. */
const SLIVER = 0.05;
const MUCH_MORE = 0.1;

type Found = Contender['shares'][number];

/** The share that leads for a candidate already chosen: the first that certifies anything, or, where that is a sliver, the next that certifies much more with a saving. */
function leading({ shares }: Contender, first: Found): Found {
  const here = certifiedOf(first.share)?.task_share ?? 0;
  if (here >= SLIVER) return first;
  const larger = shares.find(({ share }) => {
    const certified = certifiedOf(share);
    if (share.floor <= first.share.floor || certified === null || (certified.saving ?? 0) <= 0) return false;
    return certified.task_share - here >= MUCH_MORE - 1e-9;
  });
  return larger ?? first;
}

/** Tasks in the dataset: both halves, and at least what a candidate without any loss needs. */
function needed({ candidate: { pairs, tally, correction } }: Contender, floor: number): number | null {
  if (floor <= 0) return null;
  if (correction !== undefined) return 2 * neededCorrected(correction, floor);
  return 2 * (pairsNeeded(discordanceOf(tally), floor, pairs.method) ?? 0);
}

function nothing(contenders: readonly Contender[], floor: number): Verdict {
  const none = { candidate: null, floor: null, share: null, candidates: contenders.length, needed_tasks: null };
  const open = contenders.filter((c) => isCheaper(c) !== false);
  const chosen = best(open, (c) => meanDifference(c.candidate));
  if (chosen === undefined) return { ...none, verdict: 'no_cheaper_candidate' };
  const verdict = isHopeless(chosen.candidate.test, floor)
    ? 'too_few_tasks'
    : isCheaper(chosen) === undefined
      ? 'cost_unknown'
      : 'nothing_certified';
  const index = chosen.shares.find(({ share }) => share.floor === floor)?.index ?? null;
  return { ...none, verdict, candidate: chosen.model, floor, share: index, needed_tasks: needed(chosen, floor) };
}

/**
 * The verdict: at the smallest floor where the candidate that the learning half recommends has a certified saving on the testing half.
 * Choosing and certifying on different tasks keeps the best of many from looking better than it is. If what that floor certifies is a sliver (below
 * 5 % of the workload) and a larger floor certifies at least 10 points more of it for the same candidate, with a saving, the larger floor leads:
 * each share is certified at its own floor, so only what is said first changes.
 */
export function headline(contenders: readonly Contender[], floors: readonly number[]): Verdict {
  const none = { candidate: null, floor: null, share: null, candidates: contenders.length, needed_tasks: null };
  if (contenders.length === 0) return { ...none, verdict: 'need_two_models' };
  const paired = contenders.filter(({ candidate }) => candidate.pairs.n > 0);
  if (paired.length === 0) return { ...none, verdict: 'no_verdicts' };
  const priced = paired.filter((contender) => isCheaper(contender) !== undefined);
  const eligible = priced.length > 0 ? priced : paired;
  for (const floor of floors) {
    const chosen = choose(eligible, floor);
    const found = chosen?.shares.find(({ share }) => share.floor === floor);
    if (chosen === undefined || found === undefined || verdictOf(certifiedOf(found.share)) === undefined) continue;
    const { index, share } = leading(chosen, found);
    const lead = { candidate: chosen.model, floor: share.floor, share: index };
    return { verdict: verdictOf(certifiedOf(share))!, ...lead, candidates: eligible.length, needed_tasks: null };
  }
  return nothing(eligible, floors.at(-1) ?? 0);
}
