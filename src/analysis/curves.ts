import type { CurvePoint } from './curve_types.ts';
import type { Curve, CurveOrder, CurveSet } from './detail_types.ts';
import type { Contender } from './headline.ts';
import type { Pairs } from './pairs.ts';
import { roundedUsd } from './standing.ts';

/** Points are 1 % apart. */
const STEPS = 100;

/** What all tested tasks add up to, and what the tasks that moved so far change of it. */
interface Sums {
  weight: number;
  quality: number;
  priced: number;
  cost: number;
}

/** Everything stays with the reference. */
function unmoved(pairs: Pairs): Sums {
  const sums = { weight: 0, quality: 0, priced: 0, cost: 0 };
  for (let i = 0; i < pairs.n; i++) {
    const w = pairs.weight[i]!;
    sums.weight += w;
    sums.quality += w * pairs.reference[i]!;
    if (pairs.priced[i] !== 1) continue;
    sums.priced += w;
    sums.cost += w * pairs.reference_cost[i]!;
  }
  return sums;
}

function point(share: number, { weight, quality, priced, cost }: Sums): CurvePoint {
  return {
    share,
    // Sums of many small differences leave noise below 0 and above 1.
    quality: Math.min(1, Math.max(0, quality / weight)),
    cost_per_task_usd: priced > 0 ? roundedUsd(Math.max(0, cost / priced)) : null,
  };
}

/** Moves a part, 0..1, of the weight of one pair. */
function move(sums: Sums, pairs: Pairs, i: number, part: number): void {
  const w = part * pairs.weight[i]!;
  sums.quality += w * (pairs.candidate[i]! - pairs.reference[i]!);
  if (pairs.priced[i] === 1) sums.cost += w * (pairs.candidate_cost[i]! - pairs.reference_cost[i]!);
}

/** The policy at every share, pairs moving in this order; the pair at the edge moves in part, so that each share is met exactly. */
export function along(pairs: Pairs, order: readonly number[]): CurvePoint[] {
  const moved = unmoved(pairs);
  const points: CurvePoint[] = [];
  let [whole, count] = [0, 0];
  for (let step = 0; step <= STEPS; step++) {
    const goal = (moved.weight * step) / STEPS;
    for (; count < order.length; count++) {
      const weight = pairs.weight[order[count]!]!;
      if (step < STEPS && whole + weight > goal + 1e-9 * moved.weight) break;
      move(moved, pairs, order[count]!, 1);
      whole += weight;
    }
    const here = { ...moved };
    const edge = order[count];
    if (edge !== undefined) move(here, pairs, edge, Math.max(0, goal - whole) / pairs.weight[edge]!);
    points.push(point(step / STEPS, here));
  }
  return points;
}

/** What is expected of moving at random: straight between all and nothing. */
export function straight(pairs: Pairs): CurvePoint[] {
  const from = unmoved(pairs);
  const to = { ...from };
  for (let i = 0; i < pairs.n; i++) move(to, pairs, i, 1);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = step / STEPS;
    const mix = (key: 'quality' | 'cost') => from[key] + share * (to[key] - from[key]);
    return point(share, { ...from, quality: mix('quality'), cost: mix('cost') });
  });
}

/** The largest gains first, the largest losses last; equals as they stand. */
export function oracleOrder(pairs: Pairs): number[] {
  const difference = (i: number) => pairs.candidate[i]! - pairs.reference[i]!;
  return Array.from(pairs.task.keys()).sort((a, b) => difference(b) - difference(a) || a - b);
}

/** The share curves of one candidate, on the half of the tasks that its certified order was not learnt on. */
export function curveSet({ model, candidate }: Contender, reference: string): CurveSet {
  const { test, certified_order } = candidate;
  const curve = (order: CurveOrder, points: readonly CurvePoint[]): Curve => ({ order, tested: test.n, points });
  const curves = [
    () => curve('segment', along(test, certified_order)),
    () => curve('random', straight(test)),
    () => curve('oracle', along(test, oracleOrder(test))),
  ];
  return { candidate: model, reference, curves: test.n === 0 ? [] : curves.map((make) => make()) };
}
