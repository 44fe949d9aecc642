import Big from 'big.js';
import type { Answer, Cost, CostSource, Usage } from '../domain/completion.ts';
import { pricesTokens, type Rate, type Rates, type ResolvedPrice, rateFor, ratesAt } from './rates.ts';

/** Dollars, or the reason why nobody knows. */
type Part = Big | string;

const MILLIONTH = new Big('0.000001');
const MS_PER_HOUR = 3_600_000;
/** Only a price per hour needs a division, and with it rounding: to a femtodollar. */
const DECIMALS = 15;

/** Token counts are whole and not negative, and no part exceeds its whole. */
function isUsable(usage: Usage): boolean {
  const { input, cached, cache_write, output, reasoning } = usage;
  const counts = [input, cached, cache_write, output, reasoning];
  return counts.every((n) => Number.isSafeInteger(n) && n >= 0) && cached + cache_write <= input && reasoning <= output;
}

/** Tokens of each meter that is priced on its own, with its rate; nothing is counted twice. */
export function tokenMeters(usage: Usage, rates: Rates): readonly (readonly [string, number, Rate | undefined])[] {
  const apart = rates.reasoning === undefined ? 0 : usage.reasoning;
  return [
    ['input', usage.input - usage.cached - usage.cache_write, rates.input],
    ['cached', usage.cached, rates.cached ?? rates.input],
    ['cache_write', usage.cache_write, rates.cache_write ?? rates.input],
    ['output', usage.output - apart, rates.output],
    ['reasoning', apart, rates.reasoning],
  ];
}

function tokenCost(usage: Usage | undefined, rates: Rates): Part {
  if (!pricesTokens(rates)) return new Big(0);
  if (usage === undefined) return 'no usage';
  if (!isUsable(usage)) return 'unusable usage';
  let perMillion = new Big(0);
  for (const [meter, tokens, rate] of tokenMeters(usage, rates)) {
    if (tokens === 0) continue;
    if (rate === undefined) return `no price for ${meter} tokens`;
    perMillion = perMillion.plus(new Big(rateFor(rate, usage.input)).times(tokens));
  }
  return perMillion.times(MILLIONTH);
}

function computeCost(ms: number | undefined, price: ResolvedPrice): Part {
  if (price.per_hour === undefined || price.per_hour === 0) return new Big(0);
  if (ms === undefined || !Number.isFinite(ms) || ms < 0) return 'no timing';
  return new Big(price.per_hour).times(ms).div(new Big(MS_PER_HOUR).times(price.parallel ?? 1));
}

function listCost(answer: Pick<Answer, 'usage' | 'ms'>, price: ResolvedPrice | undefined, at: Date): Cost {
  if (price === undefined) return { state: 'unknown', why: 'no price' };
  const rates = ratesAt(price, at);
  const tokens = tokenCost(answer.usage, rates);
  const compute = computeCost(answer.ms, price);
  if (typeof tokens === 'string') return { state: 'unknown', why: tokens };
  if (typeof compute === 'string') return { state: 'unknown', why: compute };
  const sum = tokens
    .plus(compute)
    .plus(rates.request ?? 0)
    .times(price.multiplier ?? 1);
  return { state: 'known', usd: (price.per_hour ? sum.round(DECIMALS) : sum).toFixed(), source: price.source };
}

/** What toFixed would give back as it is. */
const CANONICAL = /^(0|[1-9]\d*)(\.\d*[1-9])?$/;

/** What a provider said it charged, or undefined when that is no amount of money. */
function reportedCost(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(text)) return undefined;
  return CANONICAL.test(text) ? text : new Big(text).toFixed();
}

/**
 * What one answer cost, in exact dollars. A cost that the provider reported wins, with the list price beside it as `list_usd`; then price x usage
 * at the moment of the call; else unknown, with why. `reportedAs` is `recorded` for costs that stand in a recording.
 */
export function costOf(
  answer: Pick<Answer, 'usage' | 'reported_cost_usd' | 'ms'>,
  price: ResolvedPrice | undefined,
  at: Date,
  reportedAs: CostSource = 'provider_reported',
): Cost {
  const list = listCost(answer, price, at);
  const reported = reportedCost(answer.reported_cost_usd);
  if (reported === undefined) return list;
  const known = { state: 'known', usd: reported, source: reportedAs } as const;
  return list.state === 'known' ? { ...known, list_usd: list.usd } : known;
}
