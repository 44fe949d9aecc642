import { certifiedCount, countWhile } from '../certify.ts';
import type { Contender } from '../headline.ts';
import { correctedP } from '../judging/correct_pairs.ts';
import { moneyOf } from '../moved.ts';
import { fullTally, type Pairs } from '../pairs.ts';
import { type Learned, promise } from '../promise.ts';
import { ALPHA } from '../stats/distributions.ts';
import { weightedMean } from '../stats/means.ts';
import { noninferiorityP, type PairTally } from '../stats/noninferiority.ts';

/** The tasks that choose, and the tasks that decide. */
export type Half = 'learn' | 'test';

/** What a strategy makes of the half that tests: pairs in which the policy stands in the candidate's place, with its scores and costs. */
export interface Tried {
  readonly policy: Pairs;
  /** The policy is within the floor, one-sided at 5 %. */
  readonly passes: boolean;
}

/** A way to answer the workload for less. All that the test half is asked was fixed on the other half. */
export interface Strategy {
  /** In words of the report: `all`, `segment`, `tfidf`, `cascade by VERIFIER`, `portfolio`. */
  readonly name: string;
  /** Null where several models take part. */
  readonly candidate: string | null;
  /** Scores are corrected by labels: tests of raw verdicts do not fit them. */
  readonly corrected: boolean;
  /** What the half that learns promises to save at this floor, a part of the spend; 0 where nothing. */
  promised(floor: number): number;
  /** Null where nothing is recommended or no task is left. */
  tested(floor: number): Tried | null;
  /** On the half that tests, the mildest policy that saves at least this part of the spend, or else the one that saves most. */
  reaching(saving: number, floor: number): Pairs | null;
  /** Mean difference of such a policy on the half that learns; -Infinity where none saves so much. */
  nearness(saving: number): number;
}

/** The tasks of one half in the order in which they move. */
export interface Line {
  readonly pairs: Pairs;
  readonly order: readonly number[];
  /** One-sided p of what has moved, where the usual test does not fit. */
  readonly p?: (moved: PairTally, floor: number) => number;
}

/** One candidate and one order: out of fold on the half that learns, learnt there for the half that tests. */
export interface Ordering extends Readonly<Record<Half, Line>> {
  readonly name: string;
  readonly candidate: string;
}

/** 1 - cost / cost of the reference; null when no cost is known. */
export function savingOf(policy: Pairs): number | null {
  return moneyOf(policy, new Uint8Array(policy.n).fill(1)).saving;
}

/** The policy "the first `count` of the line go to the candidate, the rest stays". */
export function prefix({ pairs, order }: Line, count: number): Pairs {
  const [candidate, candidate_cost] = [pairs.reference.slice(), pairs.reference_cost.slice()];
  for (const i of order.slice(0, count)) {
    candidate[i] = pairs.candidate[i]!;
    candidate_cost[i] = pairs.candidate_cost[i]!;
  }
  return { ...pairs, candidate, candidate_cost };
}

/** How many of a line may move at this floor: see `certifiedCount`. */
export function countAt({ pairs, order, p }: Line, floor: number): number {
  return p === undefined ? certifiedCount(pairs, order, floor) : countWhile(pairs, order, (tally) => p(tally, floor));
}

/** How many of a line make up this share of the weight. */
export function countOfShare({ pairs, order }: Line, share: number): number {
  const total = pairs.weight.reduce((sum, weight) => sum + weight, 0);
  let [count, weight] = [0, 0];
  while (count < order.length && weight < share * total * (1 - 1e-9)) weight += pairs.weight[order[count++]!]!;
  return count;
}

/** How many of a line save this part of the spend; where none do, how many save most. */
function countOfSaving({ pairs, order }: Line, saving: number): number {
  let before = 0;
  for (let i = 0; i < pairs.n; i++) if (pairs.priced[i] === 1) before += pairs.weight[i]! * pairs.reference_cost[i]!;
  let [saved, most, best] = [0, 0, 0];
  for (const [moved, i] of order.entries()) {
    if (pairs.priced[i] !== 1) continue;
    saved += pairs.weight[i]! * (pairs.reference_cost[i]! - pairs.candidate_cost[i]!);
    if (before > 0 && saved >= saving * before * (1 - 1e-9)) return moved + 1;
    if (saved > most) [most, best] = [saved, moved + 1];
  }
  return best;
}

function meanDifference({ candidate, reference, weight }: Pairs): number {
  return weightedMean(
    candidate.map((score, i) => score - reference[i]!),
    weight,
  ).mean;
}

/** What the policy would lose that saves enough. */
function nearnessOf(policy: Pairs, saving: number): number {
  return saves(policy, saving) ? meanDifference(policy) : Number.NEGATIVE_INFINITY;
}

/** The policy saves at least this part of the spend. */
export function saves(policy: Pairs, saving: number): boolean {
  return (savingOf(policy) ?? 0) >= saving - 1e-9;
}

/** As many tasks to the candidate as are certified in this order. */
export function ordered({ name, candidate, learn, test }: Ordering): Strategy {
  return {
    name,
    candidate,
    corrected: test.p !== undefined,
    promised: (floor) => {
      const count = countAt(learn, floor);
      const policy = prefix(learn, count);
      return count === 0 ? 0 : promise(savingOf(policy) ?? 0, pOf({ ...learn, pairs: policy }, floor));
    },
    tested: (floor) => {
      const count = countAt(test, floor);
      return test.pairs.n === 0 ? null : { policy: prefix(test, count), passes: count > 0 };
    },
    reaching: (saving) => (test.pairs.n === 0 ? null : prefix(test, countOfSaving(test, saving))),
    nearness: (saving) => nearnessOf(prefix(learn, countOfSaving(learn, saving)), saving),
  };
}

function pOf({ pairs, p }: Line, floor: number): number {
  const tally = fullTally(pairs);
  return p === undefined ? noninferiorityP(tally, pairs.method, floor) : p(tally, floor);
}

/** Every task to the candidate. */
export function whole({ candidate, learn, test }: Ordering): Strategy {
  const policy = test.pairs.n === 0 ? null : test.pairs;
  return {
    name: 'all',
    candidate,
    corrected: test.p !== undefined,
    promised: (floor) => promise(savingOf(learn.pairs) ?? 0, pOf(learn, floor)),
    tested: (floor) => policy && { policy, passes: pOf(test, floor) <= ALPHA },
    reaching: () => policy,
    nearness: (saving) => nearnessOf(learn.pairs, saving),
  };
}

/** What the half that learns has fixed for one floor: what it saw of it, and its outcomes on the other half. */
export interface Recommended {
  readonly learned: Learned;
  readonly policy: Pairs;
}

/** A policy of which there is one for each floor, such as a cascade's threshold; null where none is recommended. */
export function fixed(
  name: string,
  candidate: string | null,
  recommended: (floor: number) => Recommended | null,
): Strategy {
  const policyAt = (floor: number) => {
    const policy = recommended(floor)?.policy;
    return policy === undefined || policy.n === 0 ? null : policy;
  };
  return {
    name,
    candidate,
    corrected: false,
    promised: (floor) => {
      const learned = recommended(floor)?.learned;
      return learned === undefined ? 0 : promise(learned.saving ?? 0, learned.noninferior_p);
    },
    tested: (floor) => {
      const policy = policyAt(floor);
      return policy && { policy, passes: pOf({ pairs: policy, order: [] }, floor) <= ALPHA };
    },
    reaching: (_, floor) => policyAt(floor),
    nearness: () => Number.NEGATIVE_INFINITY,
  };
}

/** The order by segments that the report certifies with, corrected by labels where the report's is. */
export function segmentOrdering({ model, candidate }: Contender): Ordering {
  const { learn, learn_order, test, certified_order, correction } = candidate;
  const raw = { name: 'segment', candidate: model, learn: { pairs: learn, order: learn_order } };
  if (correction === undefined) return { ...raw, test: { pairs: test, order: certified_order } };
  const { test: corrected } = correction;
  return {
    ...raw,
    test:
      corrected === undefined
        ? { pairs: test, order: certified_order, p: () => 1 }
        : { pairs: corrected.pairs, order: certified_order, p: (tally, floor) => correctedP(corrected, tally, floor) },
  };
}
