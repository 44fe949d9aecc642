import type { CurvePoint } from '../curve_types.ts';
import { along, oracleOrder, straight } from '../curves.ts';
import { moneyOf } from '../moved.ts';
import { type Pairs, pairsWhere } from '../pairs.ts';
import type { Split } from '../split.ts';
import type { Table } from '../table.ts';
import { certifiedMove, crossFittedOrder, estimatedMove, type Look, learntOrder, type PairOrder } from './by_router.ts';
import { type DeferralPoint, deferral, deferralCurve, oracleDeferral } from './deferral.ts';
import type { OrderedShare, Ordering, RouterKind, RouterResult, RouterSet } from './routing_types.ts';

/** Every ordering, in the order in which they are shown. */
export const ORDERINGS = ['segment', 'length', 'tfidf', 'embedding', 'random', 'oracle'] as const satisfies Ordering[];

/** The pairs of one candidate, all and by halves. */
interface Halves {
  readonly all: Pairs;
  readonly learn: Pairs;
  readonly test: Pairs;
}

/** Shares at every floor, where these orders allow any. */
function sharesAt(
  { all, test }: Halves,
  orders: { readonly certified: PairOrder; readonly estimate: PairOrder } | undefined,
  floors: readonly number[],
): OrderedShare[] {
  return floors.map((floor) => ({
    floor,
    certified: orders === undefined ? null : certifiedMove(test, orders.certified, floor),
    estimate: orders === undefined ? null : estimatedMove(all, orders.estimate, floor),
  }));
}

function result(
  ordering: Ordering,
  points: readonly DeferralPoint[] | undefined,
  curve: readonly CurvePoint[],
  shares: readonly OrderedShare[],
): RouterResult {
  return { ordering, ...deferral(points), curve, shares };
}

function routed(
  kind: RouterKind,
  halves: Halves,
  { fold }: Split,
  look: Look,
  floors: readonly number[],
): RouterResult {
  const certified = learntOrder(kind, halves.learn, halves.test, look);
  const estimate = crossFittedOrder(kind, halves.all, fold, look);
  const points = deferralCurve(halves.all, estimate.scores);
  return result(kind, points, along(halves.all, estimate.order), sharesAt(halves, { certified, estimate }, floors));
}

/** All scores alike: nothing is known, and what is expected of a coin is a straight line. */
function random(halves: Halves, floors: readonly number[]): RouterResult {
  const asTheyStand = (pairs: Pairs) => ({ kind: 'random' as const, order: Array.from(pairs.task.keys()) });
  const orders = { certified: asTheyStand(halves.test), estimate: asTheyStand(halves.all) };
  const points = deferralCurve(halves.all, new Float64Array(halves.all.n));
  return result('random', points, straight(halves.all), sharesAt(halves, orders, floors));
}

function oracle(halves: Halves, floors: readonly number[]): RouterResult {
  const curve = along(halves.all, oracleOrder(halves.all));
  return result('oracle', oracleDeferral(halves.all), curve, sharesAt(halves, undefined, floors));
}

/** Orderings that have what they look at. */
function possible(pairs: Pairs, visible: Look | undefined): readonly Ordering[] {
  if (pairs.n === 0) return [];
  if (visible === undefined) return ['segment', 'random', 'oracle'];
  const embedded = pairs.task.every((task) => visible(task).embedding !== undefined);
  return ORDERINGS.filter((ordering) => ordering !== 'embedding' || embedded);
}

/** What always-cheap and always-strong are worth. */
function ends(pairs: Pairs) {
  const money = moneyOf(pairs, new Uint8Array(pairs.n).fill(1));
  const [first, last] = pairs.n === 0 ? [] : [straight(pairs)[0], straight(pairs).at(-1)];
  return {
    quality_candidate: last?.quality ?? null,
    quality_reference: first?.quality ?? null,
    cost_candidate_usd: money.cost_after_usd,
    cost_reference_usd: money.cost_before_usd,
  };
}

/**
 * Every ordering of one candidate's pairs side by side: certified (learnt on half 0, tested on half 1) and estimated shares at each floor, deferral out of
 * fold. `visible` gives a task's text and vector by its number in the table; without it only segments, chance and the oracle are compared.
 */
export function routerSet(
  { candidate, reference, pairs }: { readonly candidate: string; readonly reference: string; readonly pairs: Pairs },
  table: Pick<Table, 'segments' | 'segment'>,
  split: Split,
  visible: Look | undefined,
  floors: readonly number[],
): RouterSet {
  const half = (wanted: number) => pairsWhere(pairs, (task) => split.half[task] === wanted);
  const halves = { all: pairs, learn: half(0), test: half(1) };
  const segmentOf: Look = (task) => ({ segment: table.segments[table.segment[task]!] ?? '', input: '' });
  const ascending = floors.toSorted((a, b) => a - b);
  const resultOf = (ordering: Ordering) => {
    if (ordering === 'random') return random(halves, ascending);
    if (ordering === 'oracle') return oracle(halves, ascending);
    return routed(ordering, halves, split, ordering === 'segment' ? segmentOf : (visible ?? segmentOf), ascending);
  };
  const routers = possible(pairs, visible).map(resultOf);
  return { candidate, reference, pairs: pairs.n, ...ends(pairs), routers };
}
