import { qualityOf } from '../stats/quality.ts';
import type { GateCheck, LimitName, Limits, ShareRouter } from './gate_types.ts';
import type { Side, SideModel } from './side.ts';

/** The certified share of one candidate at one floor in one order, as the report has it. */
export interface Certified {
  readonly candidate: string;
  readonly floor: number;
  readonly router: ShareRouter;
  /** Null where it cannot be told. */
  readonly task_share: number | null;
  /** The report's headline is about this candidate: it was chosen on other tasks than it was tested on. */
  readonly chosen: boolean;
}

/** A check with everything that only some checks have left out. */
export function plainCheck(model: string, limit: LimitName, allowed: number): GateCheck {
  const none = { observed: null, low: null, high: null, why: null, p: null, p_adjusted: null } as const;
  const pairs = { pairs: null, losses: null, gains: null, ties: null, detectable: null, visible: null } as const;
  const rest = { price_effect: null, usage_effect: null, before: null, after: null, place: null } as const;
  return { model, limit, allowed, state: 'ok', method: 'none', ...none, ...pairs, ...rest };
}

interface Facts {
  readonly after: Side;
  readonly certified: readonly Certified[];
  readonly allow_missing: number;
}

/** Limits of one model that need no baseline. That verdicts are complete is always among them. */
export function absoluteChecks(model: string, limits: Limits, facts: Facts): readonly GateCheck[] {
  const side = facts.after.models.get(model);
  if (!side) return [];
  const { min_quality, min_certified_share } = limits;
  return [
    unscoredCheck(model, side, limits, facts),
    ...(min_quality === undefined ? [] : [minQuality(model, side, min_quality, facts.after)]),
    ...(min_certified_share === undefined ? [] : certifiedCheck(model, limits, facts)),
  ];
}

/** Trials of the run without a verdict: more than are allowed, and the gate stays open. */
function unscoredCheck(model: string, side: SideModel, limits: Limits, { after, allow_missing }: Facts): GateCheck {
  const trials = after.dataset.tasks * after.repeats;
  let scored = 0;
  for (const { scores } of side.cells.values()) scored += scores.length;
  const share = limits.max_unscored_share;
  const allowed = share === undefined ? (limits.max_unscored ?? allow_missing) : Math.floor(share * trials + 1e-9);
  const missing = Math.max(0, trials - scored);
  const check = { ...plainCheck(model, 'max_unscored', allowed), observed: missing };
  return missing > allowed ? { ...check, state: 'undecided', why: 'missing' } : check;
}

/** The mean as it is, on all tasks of the run; missing verdicts count both ways. */
function minQuality(model: string, side: SideModel, allowed: number, after: Side): GateCheck {
  const [as_is, against, best] = [undefined, 0, 1].map((otherwise) => meanQuality(side, after, otherwise));
  const check = plainCheck(model, 'min_quality', allowed);
  if (!as_is || !against || !best) return { ...check, state: 'undecided', why: 'no_pairs' };
  const { mean, low, high } = as_is;
  const kept = [against.mean, best.mean].map((value) => value >= allowed - 1e-12);
  const figures = { ...check, observed: mean, low, high, after: String(mean), method: 'recorded' as const };
  if (kept[0] !== kept[1]) return { ...figures, state: 'undecided', why: 'missing' };
  return {
    ...figures,
    method: side.fixed && side.judged_in.size === 0 ? 'recorded' : 'none',
    state: kept[0] ? 'ok' : 'broken',
  };
}

/** Tasks that the run never came to weigh 1: nobody knows better. */
function meanQuality(side: SideModel, { tasks, repeats, dataset }: Side, otherwise: number | undefined) {
  const [scores, weights]: [number[], number[]] = [[], []];
  for (const [id, { weight }] of tasks) {
    const { scores: own, missing } = side.cells.get(id) ?? { scores: [], missing: repeats };
    const all = otherwise === undefined ? own : [...own, ...new Array<number>(missing).fill(otherwise)];
    if (all.length === 0) continue;
    scores.push(all.reduce((sum, score) => sum + score, 0) / all.length);
    weights.push(weight);
  }
  for (let i = tasks.size; otherwise !== undefined && i < dataset.tasks; i++) {
    scores.push(otherwise);
    weights.push(1);
  }
  return scores.length === 0 ? undefined : qualityOf(scores, weights);
}

/** The candidate that a limit for any of them is held against: the headline's, or else the one with the largest share. */
export function anyCandidate(certified: readonly Certified[], limits: Limits): string | undefined {
  const here = certified
    .filter((one) => isAsked(one, limits))
    .toSorted((a, b) => (b.task_share ?? 0) - (a.task_share ?? 0));
  return (here.find(({ chosen }) => chosen) ?? here[0])?.candidate;
}

/** Whether a share is the one that is limited: at the floor that is asked for, in the order that is asked for. */
function isAsked({ floor, router }: Certified, limits: Limits): boolean {
  return Math.abs(floor - (limits.certified_floor ?? Number.NaN)) < 1e-9 && router === routerOf(limits);
}

function routerOf({ certified_router: router = 'segment' }: Limits): ShareRouter {
  return router;
}

/** The reference itself has no share; a floor that the run did not report, or an order that it could not make, cannot be looked at. */
function certifiedCheck(model: string, limits: Limits, { certified }: Facts): readonly GateCheck[] {
  const { min_certified_share: allowed = 0 } = limits;
  const own = certified.filter(({ candidate }) => candidate === model);
  if (own.length === 0) return [];
  const found = own.find((one) => isAsked(one, limits));
  const check = { ...plainCheck(model, 'min_certified_share', allowed), router: routerOf(limits) };
  if (!found || found.task_share === null) return [{ ...check, state: 'undecided', why: 'not_certified_here' }];
  const observed = found.task_share;
  return [{ ...check, observed, after: String(observed), state: observed >= allowed - 1e-12 ? 'ok' : 'broken' }];
}
