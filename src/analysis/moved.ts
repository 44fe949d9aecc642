import type { Pairs } from './pairs.ts';
import type { MovedShare, SegmentMove } from './share_types.ts';
import { roundedUsd } from './standing.ts';
import { qualityOf } from './stats/quality.ts';

/** Which pairs move: 1 where they do. */
function movedMask(pairs: Pairs, order: readonly number[], count: number): Uint8Array {
  const moves = new Uint8Array(pairs.n);
  for (let k = 0; k < count; k++) moves[order[k]!] = 1;
  return moves;
}

interface Money {
  readonly spend_share: number | null;
  readonly saving: number | null;
  readonly cost_before_usd: string | null;
  readonly cost_after_usd: string | null;
}

/** Weighted dollars per task before and after the move, over the pairs whose costs are both known. */
export function moneyOf(pairs: Pairs, moves: Uint8Array): Money {
  let [weight, before, leaving, arriving] = [0, 0, 0, 0];
  for (let i = 0; i < pairs.n; i++) {
    if (pairs.priced[i] !== 1) continue;
    const w = pairs.weight[i]!;
    weight += w;
    before += w * pairs.reference_cost[i]!;
    if (moves[i] !== 1) continue;
    leaving += w * pairs.reference_cost[i]!;
    arriving += w * pairs.candidate_cost[i]!;
  }
  if (weight === 0) return { spend_share: null, saving: null, cost_before_usd: null, cost_after_usd: null };
  return {
    spend_share: before > 0 ? leaving / before : null,
    saving: before > 0 ? (leaving - arriving) / before : null,
    cost_before_usd: roundedUsd(before / weight),
    cost_after_usd: roundedUsd((before - leaving + arriving) / weight),
  };
}

/** What moves of each segment that the pairs contain, in the given ranking. */
function routing(pairs: Pairs, moves: Uint8Array, ranking: readonly number[], names: readonly string[]): SegmentMove[] {
  const all = new Float64Array(pairs.segments);
  const moved = new Float64Array(pairs.segments);
  for (let i = 0; i < pairs.n; i++) {
    const segment = pairs.segment[i]!;
    all[segment] = all[segment]! + pairs.weight[i]!;
    if (moves[i] === 1) moved[segment] = moved[segment]! + pairs.weight[i]!;
  }
  return ranking
    .filter((segment) => segment < names.length && all[segment]! > 0)
    .map((segment) => ({ segment: names[segment]!, fraction: moved[segment]! / all[segment]! }));
}

/** The share of the pairs' weight that moves. */
export function weightShare(pairs: Pairs, moves: Uint8Array): number {
  let [moved, total] = [0, 0];
  for (let i = 0; i < pairs.n; i++) {
    total += pairs.weight[i]!;
    if (moves[i] === 1) moved += pairs.weight[i]!;
  }
  return total > 0 ? moved / total : 0;
}

/**
 * The policy "the first `count` pairs of this order go to the candidate" in numbers. Only an order by segments has a ranking of them and a routing table;
 * without one the order is random, unless told which router made it.
 */
export function describeMove(
  pairs: Pairs,
  order: readonly number[],
  count: number,
  segments: { readonly ranking: readonly number[]; readonly names: readonly string[] } | undefined,
  by: MovedShare['order'] = segments === undefined ? 'random' : 'segment',
): MovedShare {
  const moves = movedMask(pairs, order, count);
  const after = qualityOf(
    pairs.reference.map((score, i) => (moves[i] === 1 ? pairs.candidate[i]! : score)),
    pairs.weight,
  );
  return {
    order: by,
    tested: pairs.n,
    task_share: weightShare(pairs, moves),
    ...moneyOf(pairs, moves),
    quality: after.mean,
    quality_low: after.low,
    quality_high: after.high,
    quality_before: qualityOf(pairs.reference, pairs.weight).mean,
    segments: segments === undefined ? [] : routing(pairs, moves, segments.ranking, segments.names),
  };
}
