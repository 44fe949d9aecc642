import Big from 'big.js';
import type { Answer, Cost, Usage } from '../domain/completion.ts';
import { costOf, tokenMeters } from './cost.ts';
import { type ResolvedPrice, rateFor, ratesAt } from './rates.ts';

/** What one meter of a call took. Tokens are priced per million, requests each, compute per hour. Plain decimal strings. */
export interface MeterCharge {
  readonly meter: 'input' | 'cached' | 'cache_write' | 'output' | 'reasoning' | 'request' | 'compute';
  /** Tokens, requests or hours (of the machine, divided by how many share it). */
  readonly quantity: string;
  readonly unit_price_usd: string;
  /** Before the price multiplier. */
  readonly list_usd: string;
  /** After it; the meters of a call add up to what the call cost. */
  readonly billed_usd: string;
}

/** The cost of one call taken apart: gross + cache discount + cache write surcharge + multiplier = usd, exactly. Plain decimal strings. */
export interface Breakdown {
  readonly meters: readonly MeterCharge[];
  /** At the list price, all input at the price of uncached input. */
  readonly gross_usd: string;
  /** What reading from the cache took off; 0 or negative, positive only where cached input is dearer. */
  readonly cache_discount_usd: string;
  /** What writing to the cache added. */
  readonly cache_write_surcharge_usd: string;
  readonly multiplier: number;
  /** What the multiplier took off (a batch discount) or added (a priority tier). */
  readonly multiplier_usd: string;
  readonly usd: string;
}

type ListCharge = Omit<MeterCharge, 'billed_usd'>;

const MILLIONTH = new Big('0.000001');
const MS_PER_HOUR = 3_600_000;
/** As of a call's cost: to a femtodollar. */
const DECIMALS = 15;

function tokenCharges({ usage }: Pick<Answer, 'usage'>, price: ResolvedPrice, at: Date): readonly ListCharge[] {
  if (usage === undefined) return [];
  return tokenMeters(usage, ratesAt(price, at)).flatMap(([meter, tokens, rate]) => {
    if (tokens === 0 || rate === undefined) return [];
    const unit = new Big(rateFor(rate, usage.input));
    const list_usd = unit.times(tokens).times(MILLIONTH).toFixed();
    return [
      { meter: meter as MeterCharge['meter'], quantity: String(tokens), unit_price_usd: unit.toFixed(), list_usd },
    ];
  });
}

function otherCharges({ ms }: Pick<Answer, 'ms'>, price: ResolvedPrice, at: Date): readonly ListCharge[] {
  const { request } = ratesAt(price, at);
  const fee = request === undefined || request === 0 ? [] : [new Big(request).toFixed()];
  const fees = fee.map((usd) => ({ meter: 'request', quantity: '1', unit_price_usd: usd, list_usd: usd }) as const);
  if (!price.per_hour || ms === undefined) return fees;
  const shared = new Big(MS_PER_HOUR).times(price.parallel ?? 1);
  const unit = new Big(price.per_hour);
  const compute = {
    meter: 'compute',
    quantity: new Big(ms).div(shared).round(DECIMALS).toFixed(),
    unit_price_usd: unit.toFixed(),
    list_usd: unit.times(ms).div(shared).round(DECIMALS).toFixed(),
  } as const;
  return [...fees, compute];
}

/** The last meter takes what rounding left over; only compute time is rounded, and it comes last. */
function billed(charges: readonly ListCharge[], multiplier: number, usd: string): readonly MeterCharge[] {
  let left = new Big(usd);
  return charges.map((charge, i) => {
    const amount = i === charges.length - 1 ? left : new Big(charge.list_usd).times(multiplier);
    left = left.minus(amount);
    return { ...charge, billed_usd: amount.toFixed() };
  });
}

/** What the tokens of a meter cost beyond the price of plain input. */
function beyondInput(meters: readonly ListCharge[], name: 'cached' | 'cache_write', input: Big | undefined): Big {
  const meter = meters.find((one) => one.meter === name);
  if (meter === undefined || input === undefined) return new Big(0);
  return new Big(meter.list_usd).minus(input.times(meter.quantity).times(MILLIONTH));
}

/**
 * Takes a cost apart that was computed from a price list. Undefined where that cannot be done: the cost is unknown, was reported or recorded, or is not
 * what this price gives at this moment (then the moment of the call is not known well enough).
 */
export function breakdownOf(
  call: Pick<Answer, 'usage' | 'ms'>,
  cost: Cost,
  price: ResolvedPrice | undefined,
  at: Date,
): Breakdown | undefined {
  if (cost.state === 'unknown' || price === undefined || cost.source !== price.source) return undefined;
  const again = costOf(call, price, at);
  if (again.state === 'unknown' || again.usd !== cost.usd) return undefined;
  const charges = [...tokenCharges(call, price, at), ...otherCharges(call, price, at)];
  const { input } = ratesAt(price, at);
  const plain = input === undefined || call.usage === undefined ? undefined : new Big(rateFor(input, call.usage.input));
  const cache = beyondInput(charges, 'cached', plain);
  const written = beyondInput(charges, 'cache_write', plain);
  const multiplier = price.multiplier ?? 1;
  const sum = charges.reduce((total, { list_usd }) => total.plus(list_usd), new Big(0));
  // With a multiplier of 1, what rounding compute time may have moved belongs to the gross amount.
  const list = multiplier === 1 ? new Big(cost.usd) : sum;
  return {
    meters: billed(charges, multiplier, cost.usd),
    gross_usd: list.minus(cache).minus(written).toFixed(),
    cache_discount_usd: cache.toFixed(),
    cache_write_surcharge_usd: written.toFixed(),
    multiplier,
    multiplier_usd: new Big(cost.usd).minus(list).toFixed(),
    usd: cost.usd,
  };
}

/** The meters of a call with reasoning apart also where it is billed as other output; they add up to the same. */
export function withReasoning({ meters, multiplier }: Breakdown, usage: Usage | undefined): readonly MeterCharge[] {
  const output = meters.find(({ meter }) => meter === 'output');
  const apart = meters.some(({ meter }) => meter === 'reasoning');
  if (!output || !usage || apart || usage.reasoning === 0) return meters;
  const list = new Big(output.unit_price_usd).times(usage.reasoning).times(MILLIONTH);
  const part = list.times(multiplier);
  const reasoning: MeterCharge = {
    meter: 'reasoning',
    quantity: String(usage.reasoning),
    unit_price_usd: output.unit_price_usd,
    list_usd: list.toFixed(),
    billed_usd: part.toFixed(),
  };
  const rest: MeterCharge = {
    ...output,
    quantity: String(usage.output - usage.reasoning),
    list_usd: new Big(output.list_usd).minus(list).toFixed(),
    billed_usd: new Big(output.billed_usd).minus(part).toFixed(),
  };
  return meters.flatMap((meter) => (meter === output ? [rest, reasoning] : [meter]));
}
