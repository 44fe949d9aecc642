import Big from 'big.js';
import { plainCheck } from './absolute.ts';
import type { Change, CostChange, ModelComparison, QualityChange } from './compare_types.ts';
import type { GateCheck } from './gate_types.ts';
import { detectableBy } from './quality_change.ts';

/** Beyond the limit, by more than rounding. */
const beyond = (observed: number, allowed: number): boolean => observed > allowed + 1e-12;

/** Figures of a change for the worse of `observed`; recorded figures break a limit as they are, others by the adjusted p, later. */
function changeCheck(check: GateCheck, change: Change, observed: number): GateCheck {
  const { p, method, pairs } = change;
  const figures = { ...check, observed, p, method, pairs };
  if (!beyond(observed, check.allowed)) return figures;
  return method === 'one_run' ? { ...figures, why: 'one_run' } : { ...figures, state: 'broken' };
}

/** Figures of answers that were not asked for anew: what was seen, and no verdict. */
function notAsked(check: GateCheck): GateCheck {
  return { ...check, state: 'undecided', why: 'replayed', method: 'none', p: null, detectable: null, visible: null };
}

/** How far quality dropped. Missing verdicts count both ways: the limit is broken, or kept, only if it is either way. */
export function qualityChecks(compared: ModelComparison, allowed: number, alpha: number): readonly GateCheck[] {
  const { model, quality, quality_against, quality_for } = compared;
  const empty = plainCheck(model, 'max_quality_drop', allowed);
  if (!quality) return [{ ...empty, state: 'undecided', why: 'no_pairs' }];
  const check = qualityCheck(empty, quality, alpha);
  if (compared.replayed) return [notAsked(check)];
  if (!quality_against || !quality_for) return [check];
  // The kinder reading has to break it; the harsher has to keep it.
  const [worst, best] = [quality_against, quality_for].map((one) => qualityCheck(empty, one, alpha)) as [
    GateCheck,
    GateCheck,
  ];
  if (isBroken(best)) return [{ ...check, state: 'broken', p: best.p }];
  return isBroken(worst) ? [{ ...check, state: 'undecided', why: 'missing' }] : [{ ...check, state: 'ok' }];
}

/** Before the adjustment. */
function isBroken({ state, p }: GateCheck): boolean {
  return state === 'broken' && (p === null || p < 0.05);
}

function qualityCheck(empty: GateCheck, quality: QualityChange, alpha: number): GateCheck {
  const { low, high, losses, gains, ties, detectable, before, after } = quality;
  return {
    ...changeCheck(empty, quality, -quality.change),
    low: high === null ? null : -high,
    high: low === null ? null : -low,
    losses,
    gains,
    ties,
    detectable: quality.p === null ? null : detectableBy(quality, { alpha, allowed: empty.allowed }),
    visible: detectable,
    before: String(before),
    after: String(after),
  };
}

/** By which part cost per task rose. From nothing to something breaks any limit; from nothing to nothing none. */
export function costCheck({ model, cost, missing_after, replayed }: ModelComparison, allowed: number): GateCheck {
  const check = plainCheck(model, 'max_cost_increase', allowed);
  // Nobody's answer has no known cost; any other cost that is no longer known could hide a rise.
  if (!cost || cost.lost > missing_after) return { ...check, state: 'undecided', why: 'cost_unknown' };
  const { change, before_usd, after_usd, low, high } = cost;
  const figures = { ...check, before: before_usd, after: after_usd, low, high, ...effectParts(cost) };
  const { pairs } = cost;
  const exact = { ...figures, observed: change, pairs, p: null, method: 'recorded' } as const;
  const paid = new Big(after_usd).gt(0);
  if (change === null && paid) return { ...exact, state: 'broken' };
  // Prices do not vary from run to run: where they alone are beyond the limit there is nothing to test.
  const byPrice = figures.price_effect !== null && beyond(figures.price_effect, allowed);
  if (change !== null && byPrice && beyond(change, allowed)) return { ...exact, state: 'broken' };
  if (replayed) return notAsked({ ...figures, observed: change, pairs });
  return change === null ? exact : changeCheck(figures, { ...cost, change }, change);
}

/** Parts of the earlier cost. */
function effectParts(cost: CostChange): Pick<GateCheck, 'price_effect' | 'usage_effect'> {
  const { price_effect_usd, usage_effect_usd, before_usd, price_before, price_after } = cost;
  const before = new Big(before_usd);
  const told = price_effect_usd !== null && usage_effect_usd !== null && price_before !== price_after;
  if (!told || before.eq(0)) return { price_effect: null, usage_effect: null };
  const part = (usd: string): number => Number(new Big(usd).div(before));
  return { price_effect: part(price_effect_usd), usage_effect: part(usage_effect_usd) };
}

/** By which part the typical latency rose. */
export function latencyCheck({ model, latency, replayed }: ModelComparison, allowed: number): GateCheck {
  const check = plainCheck(model, 'max_latency_increase', allowed);
  if (!latency) return { ...check, state: 'undecided', why: 'no_latency' };
  const { low, high, before_ms, after_ms } = latency;
  const figures = { ...check, low, high, before: String(before_ms), after: String(after_ms) };
  if (replayed) return notAsked({ ...figures, observed: latency.change, pairs: latency.pairs });
  return changeCheck(figures, latency, latency.change);
}
