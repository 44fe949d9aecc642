import Big from 'big.js';
import type { Usage } from '../domain/completion.ts';
import { type Rate, type ResolvedPrice, rateFor, ratesAt } from './rates.ts';

/** What one meter took of one call's list cost; exact dollars. `tokens` is null for what is not billed by the token. */
export interface SplitPart {
  readonly meter: 'input' | 'cached' | 'cache_write' | 'output' | 'reasoning' | 'request' | 'compute';
  readonly tokens: number | null;
  readonly usd: Big;
}

const MILLIONTH = new Big('0.000001');

/**
 * The list cost of one call by meter; the parts add up to `usd` exactly. Reasoning is shown apart also where it is billed as other output. Undefined when price
 * and usage do not give this sum: the cost was reported, or its rates hold at another time than `at`.
 */
export function splitCost(
  usage: Usage | undefined,
  price: ResolvedPrice,
  at: Date,
  usd: string,
): readonly SplitPart[] | undefined {
  const rates = ratesAt(price, at);
  const scale = new Big(price.multiplier ?? 1);
  const part = (meter: SplitPart['meter'], tokens: number, rate: Rate | undefined): SplitPart => {
    const each = rate === undefined ? 0 : rateFor(rate, usage?.input ?? 0);
    return { meter, tokens, usd: new Big(each).times(tokens).times(MILLIONTH).times(scale) };
  };
  const tokens = usage ? tokenParts(usage).map(([meter, n]) => part(meter, n, rateOf(rates, meter))) : [];
  const request: SplitPart[] = rates.request
    ? [{ meter: 'request', tokens: null, usd: new Big(rates.request).times(scale) }]
    : [];
  const parts = [...tokens, ...request];
  const rest = new Big(usd).minus(parts.reduce((sum, one) => sum.plus(one.usd), new Big(0)));
  if (price.per_hour) return rest.lt(0) ? undefined : [...parts, { meter: 'compute', tokens: null, usd: rest }];
  return rest.eq(0) ? parts : undefined;
}

type TokenMeter = 'input' | 'cached' | 'cache_write' | 'output' | 'reasoning';

function tokenParts({ input, cached, cache_write, output, reasoning }: Usage): (readonly [TokenMeter, number])[] {
  return [
    ['input', input - cached - cache_write],
    ['cached', cached],
    ['cache_write', cache_write],
    ['output', output - reasoning],
    ['reasoning', reasoning],
  ];
}

function rateOf(rates: ReturnType<typeof ratesAt>, meter: TokenMeter): Rate | undefined {
  if (meter === 'cached' || meter === 'cache_write') return rates[meter] ?? rates.input;
  return meter === 'reasoning' ? (rates.reasoning ?? rates.output) : rates[meter];
}
