import { certifiedCount, countWhile } from '../certify.ts';
import { correctedP } from '../judging/correct_pairs.ts';
import { correctedShare, neededCorrected } from '../judging/correct_share.ts';
import { describeMove } from '../moved.ts';
import { fullTally } from '../pairs.ts';
import { discordanceOf, pairsNeeded } from '../plan/plan.ts';
import type { Candidate } from '../share.ts';
import type { MovedShare } from '../share_types.ts';
import type { Split } from '../split.ts';
import { ALPHA } from '../stats/distributions.ts';
import { noninferiorityP } from '../stats/noninferiority.ts';
import type { Table } from '../table.ts';
import { type LearntOrder, type Look, learntOrder, type PairOrder } from './by_router.ts';
import { policyOf } from './policy.ts';
import { routerSet } from './router_set.ts';
import type { Ordering, Router, RouterKind } from './routing_types.ts';
import type { Policy } from './saved_route.ts';

/** What a way of choosing moves, without how. */
export type Moved = Omit<MovedShare, 'order' | 'segments'>;

/** One way to choose who answers, in numbers. */
export interface ComparedOrdering {
  readonly ordering: Ordering | 'always_reference' | 'always_candidate';
  /** Out of fold over all pairs; null where nothing is ordered, or the reference is not better. */
  readonly apgr: number | null;
  readonly cpt50: number | null;
  readonly cpt80: number | null;
  /** Learnt on one half, tested on the other; null for the oracle, and where nothing could be tested. */
  readonly certified: Moved | null;
}

/** All ways to choose, side by side, and the one that was asked for as a policy. */
export interface RouteComparison {
  readonly candidate: string;
  readonly reference: string;
  readonly floor: number;
  readonly router: RouterKind;
  readonly pairs: number;
  /** From the reference alone to the candidate alone. */
  readonly orderings: readonly ComparedOrdering[];
  /** The largest share that could move if every outcome were known. */
  readonly oracle: number | null;
  /** Of the router that was asked for; null where nothing is certified. */
  readonly certified: MovedShare | null;
  readonly chosen: { readonly router: Router; readonly policy: Policy } | null;
  /** Where nothing is certified: tasks with which the floor would be decidable (80 % power) if the candidate were as good; null at floor 0. */
  readonly needed_tasks: number | null;
}

export interface CompareOptions {
  readonly ids: { readonly candidate: string; readonly reference: string };
  readonly floor: number;
  readonly router: RouterKind;
  readonly embedding_model?: string;
  readonly oracle: number | null;
  /** Decides ties of the policy. */
  readonly seed: number;
}

interface Tested {
  readonly count: number;
  readonly moved: MovedShare | null;
}

/** How far one order is certified: by labels where the judge is corrected by them, as in the report. */
function certify({ test, correction }: Candidate, order: PairOrder, floor: number): Tested {
  if (test.n === 0) return { count: 0, moved: null };
  if (correction === undefined) {
    const count = certifiedCount(test, order.order, floor);
    return { count, moved: describeMove(test, order.order, count, order.segments, order.kind) };
  }
  const { test: corrected } = correction;
  if (corrected === undefined) return { count: 0, moved: null };
  const count = countWhile(corrected.pairs, order.order, (tally) => correctedP(corrected, tally, floor));
  const route = { order: order.order, ranking: [], names: [], ...order.segments };
  const moved = correctedShare(correction, route, floor)?.certified;
  return { count, moved: moved ? { ...moved, order: order.kind } : null };
}

function withoutOrder({ order: _order, segments: _segments, ...moved }: MovedShare): Moved {
  return moved;
}

/** All of the test half to the candidate, or none of it: nothing is learnt, and one test decides. */
function always({ test, correction }: Candidate, all: boolean, floor: number): Moved | null {
  if (test.n === 0) return null;
  const corrected = correction?.test;
  const p =
    corrected === undefined
      ? noninferiorityP(fullTally(test), test.method, floor)
      : correctedP(corrected, fullTally(corrected.pairs), floor);
  const untested = correction !== undefined && corrected === undefined;
  const count = all && !untested && p <= ALPHA ? test.n : 0;
  return withoutOrder(describeMove(test, Array.from(test.task.keys()), count, undefined));
}

function needed({ pairs, tally, correction }: Candidate, floor: number): number | null {
  if (floor <= 0 || pairs.n === 0) return null;
  if (correction !== undefined) return 2 * neededCorrected(correction, floor);
  return 2 * (pairsNeeded(discordanceOf(tally), floor, pairs.method) ?? 0);
}

/** Puts every ordering of one candidate beside the others. `look` gives a task's text and vector by its number in the table; without it segments are all there is. */
export function compareOrderings(
  candidate: Candidate,
  table: Table,
  split: Split,
  look: Look | undefined,
  options: CompareOptions,
): RouteComparison {
  const { ids, floor, router, embedding_model } = options;
  const segmentOf: Look = (task) => ({ segment: table.segments[table.segment[task]!] ?? '', input: '' });
  const lookFor = (kind: RouterKind) => (kind === 'segment' ? segmentOf : (look ?? segmentOf));
  const learn = (kind: RouterKind) =>
    learntOrder(kind, candidate.learn, candidate.test, lookFor(kind), embedding_model ? { embedding_model } : {});
  const asked = candidate.test.n === 0 ? undefined : learn(router);
  const orderOf = (ordering: Ordering): PairOrder | undefined => {
    if (ordering === 'oracle' || asked === undefined) return undefined;
    if (ordering === 'random') return { kind: 'random', order: candidate.random_order };
    return ordering === router ? asked : learn(ordering);
  };
  const set = routerSet({ ...ids, pairs: candidate.pairs }, table, split, look, []);
  const routed = set.routers.map(({ ordering, apgr, cpt50, cpt80 }): ComparedOrdering => {
    const order = orderOf(ordering);
    const moved = order ? certify(candidate, order, floor).moved : null;
    return { ordering, apgr, cpt50, cpt80, certified: moved && withoutOrder(moved) };
  });
  const end = (ordering: 'always_reference' | 'always_candidate'): ComparedOrdering => {
    const certified = always(candidate, ordering === 'always_candidate', floor);
    return { ordering, apgr: null, cpt50: null, cpt80: null, certified };
  };
  const found = asked && chosen(candidate, asked, lookFor(router), options);
  return {
    ...ids,
    floor,
    router,
    pairs: candidate.pairs.n,
    orderings: [end('always_reference'), ...routed, end('always_candidate')],
    oracle: options.oracle,
    certified: found?.certified ?? null,
    chosen: found ? { router: found.router, policy: found.policy } : null,
    needed_tasks: found ? null : needed(candidate, floor),
  };
}

function chosen(candidate: Candidate, asked: LearntOrder, look: Look, { floor, seed }: CompareOptions) {
  const { count, moved } = certify(candidate, asked, floor);
  if (moved === null || count === 0) return undefined;
  return {
    certified: moved,
    router: asked.router,
    policy: policyOf(asked, candidate.test, look, { count, moved, seed }),
  };
}
