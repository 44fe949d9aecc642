import Big from 'big.js';
import type { ModelSpec } from '../domain/model.ts';
import { pricesTokens, type Rate, type Rates, type ResolvedPrice } from './rates.ts';

const LIMITS = ['max_completion_tokens', 'max_tokens'] as const;

/** The most output tokens that a model's parameters allow per call, or undefined when nothing limits them. */
export function maxOutputTokens({ params, extra_body }: Pick<ModelSpec, 'params' | 'extra_body'>): number | undefined {
  const body: Readonly<Record<string, unknown>> = { ...params, ...extra_body };
  const limits = LIMITS.map((name) => body[name]).filter((n): n is number => Number.isSafeInteger(n) && Number(n) > 0);
  // Every choice is billed, though only the first is used.
  const choices = ['n', 'best_of']
    .map((name) => body[name])
    .filter((n): n is number => Number.isSafeInteger(n) && Number(n) > 0);
  return limits.length > 0 ? Math.max(...limits) * Math.max(1, ...choices) : undefined;
}

function highest(rate: Rate | undefined, promptTokens: number): number {
  if (rate === undefined) return 0;
  if (typeof rate === 'number') return rate;
  const reachable = rate.tiers.filter(({ above }) => above < promptTokens);
  return Math.max(rate.base, ...reachable.map(({ price }) => price));
}

function worstTokens(rates: Rates, input: number, output: number | undefined): Big | undefined {
  const fee = new Big(rates.request ?? 0);
  if (!pricesTokens(rates)) return fee;
  if (rates.input === undefined || rates.output === undefined || output === undefined) return undefined;
  const inputRate = Math.max(...[rates.input, rates.cached, rates.cache_write].map((rate) => highest(rate, input)));
  const outputRate = Math.max(...[rates.output, rates.reasoning].map((rate) => highest(rate, input)));
  return new Big(inputRate).times(input).plus(new Big(outputRate).times(output)).times('0.000001').plus(fee);
}

function worstTime(price: ResolvedPrice, maxMs: number | undefined): Big | undefined {
  if (price.per_hour === undefined || price.per_hour === 0) return new Big(0);
  if (maxMs === undefined) return undefined;
  return new Big(price.per_hour)
    .times(maxMs)
    .div(new Big(3_600_000).times(price.parallel ?? 1))
    .round(15, Big.roundUp);
}

/**
 * The most that one attempt can cost at this price, in exact dollars: every input token at its dearest rate, the dearest reachable tier and the
 * dearest time of day (the answer may come after the hour has changed), output up to its limit, `maxMs` of machine time.
 * Undefined when nothing bounds it: no output limit, no timeout for a price per hour, or a meter without a price.
 */
export function worstCase(
  price: ResolvedPrice,
  inputUpperBound: number,
  maxOutput: number | undefined,
  maxMs?: number,
): string | undefined {
  const compute = worstTime(price, maxMs);
  let worst = new Big(0);
  for (const rates of price.variants?.map((variant) => variant.rates) ?? [price]) {
    const cost = worstTokens(rates, inputUpperBound, maxOutput);
    if (cost === undefined) return undefined;
    if (cost.gt(worst)) worst = cost;
  }
  return (
    compute &&
    worst
      .plus(compute)
      .times(price.multiplier ?? 1)
      .toFixed()
  );
}
