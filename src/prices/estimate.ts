import Big from 'big.js';
import type { Cost, Usage } from '../domain/completion.ts';
import type { ModelSpec } from '../domain/model.ts';
import { costOf } from './cost.ts';
import type { ResolvedPrice } from './rates.ts';
import { maxOutputTokens } from './worst.ts';

/** A guess with its edges. */
export interface Spread<T> {
  readonly low: T;
  readonly base: T;
  readonly high: T;
}

/** What a run of one model would take: all calls together. */
export interface Estimate {
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: Spread<number>;
  readonly cost: Spread<Cost>;
}

/** One task of the size that price comparisons assume: a page in, a paragraph out. */
export const TYPICAL_USAGE: Usage = { input: 1000, cached: 0, cache_write: 0, output: 300, reasoning: 0 };

/** A label; a paragraph; a paragraph after 2,700 tokens of thinking. Nobody knows before asking: these are assumptions, and called so. */
const ASSUMED_OUTPUT: Spread<number> = { low: 10, base: TYPICAL_USAGE.output, high: 3000 };

/** Output tokens per call that a dry run assumes: the parameter that limits them is the high end where there is one, and caps the others. */
export function assumedOutput(model: Pick<ModelSpec, 'params' | 'extra_body'>): Spread<number> {
  const { low, base, high } = ASSUMED_OUTPUT;
  const limit = maxOutputTokens(model) ?? high;
  return { low: Math.min(low, limit), base: Math.min(base, limit), high: limit };
}

const NO_PRICE: Cost = { state: 'unknown', why: 'no price' };

function spread<T>(make: (edge: keyof Spread<T>) => T): Spread<T> {
  return { low: make('low'), base: make('base'), high: make('high') };
}

/** Collects one model's calls for a dry run. Prompts of equal size are kept as a count, so memory does not grow with the number of tasks. */
export interface EstimateBuilder {
  add(inputTokens: number, calls?: number): void;
  total(): Estimate;
}

/** Estimates a run: exact input tokens per call (tiers included), assumed output, no cache hits, at the prices in force at `at`. */
export function openEstimate(
  model: Pick<ModelSpec, 'params' | 'extra_body'>,
  price: ResolvedPrice | undefined,
  at: Date,
): EstimateBuilder {
  const callsBySize = new Map<number, number>();
  const output = assumedOutput(model);
  const costAt = (edge: keyof Spread<number>): Cost => {
    let sum = new Big(0);
    for (const [input, calls] of callsBySize) {
      const cost = costOf({ usage: { ...TYPICAL_USAGE, input, output: output[edge] } }, price, at);
      if (cost.state === 'unknown') return cost;
      sum = sum.plus(new Big(cost.usd).times(calls));
    }
    return price === undefined ? NO_PRICE : { state: 'known', usd: sum.toFixed(), source: price.source };
  };
  return {
    add: (inputTokens, calls = 1) => void callsBySize.set(inputTokens, (callsBySize.get(inputTokens) ?? 0) + calls),
    total: () => {
      let [calls, input_tokens] = [0, 0];
      for (const [size, count] of callsBySize) {
        calls += count;
        input_tokens += size * count;
      }
      return { calls, input_tokens, output_tokens: spread((edge) => output[edge] * calls), cost: spread(costAt) };
    },
  };
}

/** Dollars per 1,000 tasks of one size, for a call made at `at`; `ms` is the machine time of one task, for prices per hour. */
export function per1k(price: ResolvedPrice | undefined, at: Date, usage: Usage = TYPICAL_USAGE, ms?: number): Cost {
  const cost = costOf({ usage, ...(ms !== undefined && { ms }) }, price, at);
  return cost.state === 'known' ? { ...cost, usd: new Big(cost.usd).times(1000).toFixed() } : cost;
}
