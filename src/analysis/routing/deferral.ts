import type { Pairs } from '../pairs.ts';

/** What a policy recovers of the quality gap when it asks the reference on this share of the tasks' weight. */
export interface DeferralPoint {
  readonly calls: number;
  /** Performance gap recovered: 0 the candidate's quality, 1 the reference's. */
  readonly pgr: number;
}

/** A deferral curve in four numbers; null where the reference is not better. */
export interface Deferral {
  readonly apgr: number | null;
  readonly apgr_grid: number | null;
  readonly cpt50: number | null;
  readonly cpt80: number | null;
}

/** Weight and weighted gain of asking the reference, over all pairs that share one score. */
interface Step {
  weight: number;
  gain: number;
}

/** Lowest score first: these need the reference most. */
function steps(pairs: Pairs, scores: Float64Array): Step[] {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const found: Step[] = [];
  let last: number | undefined;
  for (const i of order) {
    if (scores[i] !== last) found.push({ weight: 0, gain: 0 });
    last = scores[i]!;
    const step = found.at(-1)!;
    step.weight += pairs.weight[i]!;
    step.gain += pairs.weight[i]! * (pairs.reference[i]! - pairs.candidate[i]!);
  }
  return found;
}

/**
 * From asking the reference nothing to asking it everything, the task with the lowest score first; tasks of one score are asked in an order that nobody
 * chose, so the curve is straight there. Undefined where the reference is not better: there is no gap to recover.
 */
export function deferralCurve(pairs: Pairs, scores: Float64Array): DeferralPoint[] | undefined {
  const found = steps(pairs, scores);
  const weight = found.reduce((sum, step) => sum + step.weight, 0);
  const gap = found.reduce((sum, step) => sum + step.gain, 0);
  // Sums of equal scores in another order leave rounding.
  if (!(gap > 1e-12 * weight)) return undefined;
  const points: DeferralPoint[] = [{ calls: 0, pgr: 0 }];
  let [asked, gained] = [0, 0];
  for (const step of found) {
    asked += step.weight;
    gained += step.gain;
    points.push({ calls: asked / weight, pgr: gained / gap });
  }
  return points;
}

/** The best that any share of calls allows, calls unused where they would do harm: RouteLLM's optimal router. */
export function oracleDeferral(pairs: Pairs): DeferralPoint[] | undefined {
  let best = 0;
  return deferralCurve(
    pairs,
    pairs.candidate.map((score, i) => score - pairs.reference[i]!),
  )?.map(({ calls, pgr }) => {
    best = Math.max(best, pgr);
    return { calls, pgr: best };
  });
}

/** Area under straight lines between points, calls ascending from 0 to 1: the mean over all shares of calls. */
export function areaUnder(points: readonly DeferralPoint[]): number {
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    area += ((from.pgr + to.pgr) / 2) * (to.calls - from.calls);
  }
  return area;
}

/** Share of calls at which the curve first reaches this part of the gap; null when it never does. */
export function leastCalls(points: readonly DeferralPoint[], pgr: number): number | null {
  const i = points.findIndex((point) => point.pgr >= pgr);
  const [from, to] = [points[i - 1], points[i]];
  if (to === undefined) return null;
  if (from === undefined) return to.calls;
  return from.calls + ((to.calls - from.calls) * (pgr - from.pgr)) / (to.pgr - from.pgr);
}

/** The curve at calls 0, 10 %, ... 100 %, the grid of RouteLLM's evaluation (Ong et al. 2024). */
export function onGrid(points: readonly DeferralPoint[]): DeferralPoint[] {
  return Array.from({ length: 11 }, (_, tenth) => {
    const calls = tenth / 10;
    const to = Math.max(
      1,
      points.findIndex((point) => point.calls >= calls - 1e-12),
    );
    const [a, b] = [points[to - 1]!, points[to]!];
    const part = b.calls > a.calls ? Math.min(1, (calls - a.calls) / (b.calls - a.calls)) : 1;
    return { calls, pgr: a.pgr + part * (b.pgr - a.pgr) };
  });
}

/** APGR and CPT of a curve (methods: share of the gap recovered, averaged over calls; calls that recover 50 % and 80 %). */
export function deferral(points: readonly DeferralPoint[] | undefined): Deferral {
  if (points === undefined) return { apgr: null, apgr_grid: null, cpt50: null, cpt80: null };
  return {
    apgr: areaUnder(points),
    apgr_grid: areaUnder(onGrid(points)),
    cpt50: leastCalls(points, 0.5),
    cpt80: leastCalls(points, 0.8),
  };
}
