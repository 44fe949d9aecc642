import Big from 'big.js';

/** What the same calls cost before, after, and after at the prices of before; plain decimal strings in dollars. */
export interface VolumePair {
  readonly before_usd: string;
  readonly after_usd: string;
  /** The usage of after under the prices of before; null where it cannot be priced so (reported or recorded costs, no usage). */
  readonly after_at_old_prices_usd: string | null;
}

/** A change of cost by its causes: total = price effect + usage effect + not separable, exactly. */
export interface PriceVolumeVariance {
  readonly before_usd: string;
  readonly after_usd: string;
  readonly total_usd: string;
  /** (new price - old price) x new usage. */
  readonly price_effect_usd: string;
  /** (new usage - old usage) x old price. */
  readonly usage_effect_usd: string;
  /** Change of calls for which the two cannot be told apart, and how many they are. */
  readonly not_separable_usd: string;
  readonly not_separable: number;
  readonly calls: number;
}

/**
 * The price-volume variance of standard costing: tells a change of price from a change of usage. The price effect is taken at the new usage, the usage
 * effect at the old price, so that nothing is left over.
 */
export function priceVolumeVariance(pairs: Iterable<VolumePair>): PriceVolumeVariance {
  let [before, after, price, usage, other] = [new Big(0), new Big(0), new Big(0), new Big(0), new Big(0)];
  let [calls, apart] = [0, 0];
  for (const { before_usd, after_usd, after_at_old_prices_usd: between } of pairs) {
    calls++;
    before = before.plus(before_usd);
    after = after.plus(after_usd);
    if (between === null) {
      apart++;
      other = other.plus(after_usd).minus(before_usd);
      continue;
    }
    price = price.plus(after_usd).minus(between);
    usage = usage.plus(between).minus(before_usd);
  }
  return {
    before_usd: before.toFixed(),
    after_usd: after.toFixed(),
    total_usd: after.minus(before).toFixed(),
    price_effect_usd: price.toFixed(),
    usage_effect_usd: usage.toFixed(),
    not_separable_usd: other.toFixed(),
    not_separable: apart,
    calls,
  };
}
