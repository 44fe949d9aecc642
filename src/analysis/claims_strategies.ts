import { certifiedCount, countWhile } from './certify.ts';
import type { Contender } from './headline.ts';
import { correctedP } from './judging/correct_pairs.ts';
import { moneyOf } from './moved.ts';
import { fullTally, methodOf, type Pairs } from './pairs.ts';
import { ALPHA } from './stats/distributions.ts';
import { noninferiorityP, type PairTally } from './stats/noninferiority.ts';

/** The tasks that choose, and the tasks that decide. */
export type Half = 'learn' | 'test';

/** What a strategy makes of one half: pairs in which the policy stands in the candidate's place, with its scores and costs. */
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
  /** The policy at this floor; null where nothing is recommended or no task is left. */
  at(half: Half, floor: number): Tried | null;
  /** The mildest policy that saves at least this part of the spend, or else the one that saves most. */
  reaching(half: Half, saving: number, floor: number): Pairs | null;
  /** Scores are corrected by labels: tests of raw verdicts do not fit them. */
  readonly corrected: boolean;
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

function common(ordering: Ordering) {
  return { candidate: ordering.candidate, corrected: ordering.test.p !== undefined };
}

/** As many tasks to the candidate as are certified in this order. */
export function ordered(ordering: Ordering): Strategy {
  return {
    name: ordering.name,
    ...common(ordering),
    at: (half, floor) => {
      const count = countAt(ordering[half], floor);
      return ordering[half].pairs.n === 0 ? null : { policy: prefix(ordering[half], count), passes: count > 0 };
    },
    reaching: (half, saving) =>
      ordering[half].pairs.n === 0 ? null : prefix(ordering[half], countOfSaving(ordering[half], saving)),
  };
}

/** Every task to the candidate. */
export function whole(ordering: Ordering): Strategy {
  const passes = ({ pairs, p }: Line, floor: number) => {
    const tally = fullTally(pairs);
    return (p === undefined ? noninferiorityP(tally, pairs.method, floor) : p(tally, floor)) <= ALPHA;
  };
  const policyOf = (half: Half) => (ordering[half].pairs.n === 0 ? null : ordering[half].pairs);
  return {
    name: 'all',
    ...common(ordering),
    at: (half, floor) => {
      const policy = policyOf(half);
      return policy && { policy, passes: passes(ordering[half], floor) };
    },
    reaching: policyOf,
  };
}

/** A policy that the half that learns has fixed for each floor, such as a cascade's threshold: its outcomes on either half, or null where there is none. */
export function fixed(
  name: string,
  candidate: string | null,
  policyAt: (half: Half, floor: number) => Pairs | null,
): Strategy {
  const refitted = (half: Half, floor: number) => {
    const policy = policyAt(half, floor);
    if (policy === null || policy.n === 0) return null;
    return { ...policy, method: methodOf(policy.weight, policy.candidate, policy.reference) };
  };
  return {
    name,
    candidate,
    corrected: false,
    at: (half, floor) => {
      const policy = refitted(half, floor);
      return policy && { policy, passes: noninferiorityP(fullTally(policy), policy.method, floor) <= ALPHA };
    },
    reaching: (half, _, floor) => refitted(half, floor),
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
