import { certifiedCount } from '../certify.ts';
import { describeMove } from '../moved.ts';
import { bySegment, crossFitted, orderByScore, segmentRanking, segmentScores } from '../order.ts';
import type { Pairs } from '../pairs.ts';
import type { MovedShare } from '../share_types.ts';
import type { Lessons, Router, RouterKind, Visible } from './routing_types.ts';
import { outOfFold, routerScore, type TrainOptions, trainRouter } from './train.ts';

/** What may be seen of the task with this number in the table. */
export type Look = (task: number) => Visible;

/** Positions of pairs, safest first; with the segments' ranking and names where segments made the order. */
export interface PairOrder {
  readonly kind: MovedShare['order'];
  readonly order: readonly number[];
  readonly segments?: { readonly ranking: readonly number[]; readonly names: readonly string[] };
}

/** A router trained on one half, and the order that it puts the other half in: the same one at every floor. */
export interface LearntOrder extends PairOrder {
  readonly router: Router;
}

/** All pairs in out-of-fold order; equal scores tell tasks apart no better than chance. */
export interface CrossFittedOrder extends PairOrder {
  readonly scores: Float64Array;
}

/** What a router may do at one floor: the first `count` pairs of the test half in this order move. */
export interface CertifiedRouter {
  readonly router: Router;
  readonly order: readonly number[];
  readonly count: number;
  readonly share: MovedShare;
}

/** The pairs as lessons, in their order. */
export function lessonsOf(pairs: Pairs, look: Look): Lessons {
  return {
    visible: Array.from(pairs.task, look),
    difference: pairs.candidate.map((score, i) => score - pairs.reference[i]!),
    weight: pairs.weight,
  };
}

/** Names of the segments that these pairs have, by number; the others' are empty and never shown. */
function namesOf(pairs: Pairs, look: Look): string[] {
  const names = new Array<string>(pairs.segments - 1).fill('');
  for (let i = 0; i < pairs.n; i++)
    if (names[pairs.segment[i]!] === '') names[pairs.segment[i]!] = look(pairs.task[i]!).segment;
  return names;
}

/** Segment after segment, equals by the segments' own order: what the report's certified share does. */
function segmentOrder(router: Router, test: Pairs, look: Look): Omit<LearntOrder, 'router' | 'kind'> {
  const names = namesOf(test, look);
  const score = (segment: string) => routerScore(router, { segment, input: '' });
  const ranking = segmentRanking(Float64Array.from([...names, ''], score));
  return { order: bySegment(test, ranking), segments: { ranking, names } };
}

/** Trains on one half and orders the other, which must not share a task with it. */
export function learntOrder(
  kind: RouterKind,
  learn: Pairs,
  test: Pairs,
  look: Look,
  options: TrainOptions = {},
): LearntOrder {
  const router = trainRouter(kind, lessonsOf(learn, look), options);
  if (kind === 'segment') return { kind, router, ...segmentOrder(router, test, look) };
  const scores = Float64Array.from(test.task, (task) => routerScore(router, look(task)));
  return { kind, router, order: orderByScore(scores) };
}

/** Orders all pairs, each by a router that learnt from the other folds. `fold` has one entry per task of the table. */
export function crossFittedOrder(kind: RouterKind, pairs: Pairs, fold: Uint8Array, look: Look): CrossFittedOrder {
  const scores = outOfFold(
    kind,
    lessonsOf(pairs, look),
    Uint8Array.from(pairs.task, (task) => fold[task]!),
  );
  if (kind !== 'segment') return { kind, scores, order: orderByScore(scores) };
  const ranking = segmentRanking(segmentScores(pairs, () => true));
  return { kind, scores, order: crossFitted(pairs, fold), segments: { ranking, names: namesOf(pairs, look) } };
}

/** As far as the guarded test allows, tasks of the test half move in this order; null without one. */
export function certifiedMove(test: Pairs, { kind, order, segments }: PairOrder, floor: number): MovedShare | null {
  return test.n === 0 ? null : describeMove(test, order, certifiedCount(test, order, floor), segments, kind);
}

/** As far as the plain test allows, all pairs move in their out-of-fold order: no promise; null without any. */
export function estimatedMove(pairs: Pairs, { kind, order, segments }: PairOrder, floor: number): MovedShare | null {
  return pairs.n === 0 ? null : describeMove(pairs, order, certifiedCount(pairs, order, floor, 'none'), segments, kind);
}

/** A router trained on `learn`, and what it may move of `test` at this floor with 95 % confidence; `test` has at least one pair. */
export function certifiedByRouter(
  kind: RouterKind,
  learn: Pairs,
  test: Pairs,
  look: Look,
  floor: number,
  options: TrainOptions = {},
): CertifiedRouter {
  const { router, order, segments } = learntOrder(kind, learn, test, look, options);
  const count = certifiedCount(test, order, floor);
  return { router, order, count, share: describeMove(test, order, count, segments, kind) };
}
