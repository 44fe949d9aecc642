import Big from 'big.js';
import type { Answer, Cost } from '../domain/completion.ts';
import { costOf } from './cost.ts';
import type { ResolvedPrice } from './rates.ts';

/** The cheapest or the dearest hour of a day. */
export type Hour = 'off_peak' | 'peak';

/** The times of day (UTC) at which a price changes; none where it is the same all day. */
function changesOf({ variants = [] }: ResolvedPrice): readonly string[] {
  return [...new Set(variants.flatMap(({ between }) => between ?? []))];
}

/** Whether a price depends on the hour of the call. */
export function hasHours(price: ResolvedPrice | undefined): price is ResolvedPrice {
  return price !== undefined && changesOf(price).length > 0;
}

/**
 * What a call would have cost at the cheapest or dearest hour of its own day (UTC); unchanged where the price has no hours, or where the cost was not made
 * of this price. Rates are constant between two changes, so looking at the changes is looking at the whole day.
 */
export function costAtHour(
  call: Pick<Answer, 'usage' | 'ms'>,
  cost: Cost,
  price: ResolvedPrice,
  at: Date,
  hour: Hour,
): Cost {
  if (cost.state === 'unknown' || cost.source !== price.source) return cost;
  const day = at.toISOString().slice(0, 10);
  const costs = changesOf(price).flatMap((time) => {
    const other = costOf(call, price, new Date(`${day}T${time}`));
    return other.state === 'known' ? [other] : [];
  });
  const beats = (a: string, b: string): boolean => (hour === 'peak' ? new Big(a).gt(b) : new Big(a).lt(b));
  return costs.reduce((best, one) => (beats(one.usd, best.usd) ? one : best), cost);
}
