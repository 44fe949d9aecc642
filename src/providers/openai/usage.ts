import type { Usage } from '../../domain/completion.ts';
import { sumUsd, usd } from '../../domain/money.ts';
import { type Fields, isRecord } from './guards.ts';

/** More tokens than any context holds: a sign that the figure is not one. */
const ABSURD = 1e9;

export interface UsageReading {
  readonly usage?: Usage;
  readonly reported_cost_usd?: string;
  readonly warnings: readonly string[];
}

/**
 * The `usage` object of a chat completion in our form: input includes cached, output includes reasoning.
 * Anything unusable makes the whole usage absent (unknown, never 0) with a warning. Where a server leaves the cached tokens out of
 * `prompt_tokens`, the contradiction shows only when cached > input; then usage is unknown too.
 */
export function readUsage(value: unknown, headers: Readonly<Record<string, unknown>>): UsageReading {
  const fields = isRecord(value) ? value : undefined;
  const cost = reportedCost(fields, headers);
  const reported = cost === undefined ? {} : { reported_cost_usd: cost };
  if (fields === undefined) return { ...reported, warnings: [] };
  const counted = count(fields);
  return typeof counted === 'string'
    ? { ...reported, warnings: [`usage is unusable: ${counted}`] }
    : { ...reported, usage: counted.usage, warnings: counted.warnings };
}

interface Parts {
  readonly input: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly completion: number;
  readonly reasoning: number;
  readonly total: number | undefined;
}

function count(fields: Fields): { usage: Usage; warnings: readonly string[] } | string {
  const parts = readParts(fields);
  if (typeof parts === 'string') return parts;
  const { input, cached, cacheWrite, completion, reasoning, total } = parts;
  if (cached + cacheWrite > input) return `${cached + cacheWrite} cached tokens of ${input} input tokens`;
  // xAI and some gateways leave reasoning out of completion_tokens; the total tells.
  const outside = reasoning > 0 && total === input + completion + reasoning;
  const output = outside ? completion + reasoning : completion;
  if (reasoning > output) return `${reasoning} reasoning tokens of ${output} output tokens`;
  const off = total !== undefined && total !== input + output;
  const warnings = off
    ? [`usage.total_tokens is ${total}, but the parts sum to ${input + output}; the parts are used`]
    : [];
  return { usage: { input, cached, cache_write: cacheWrite, output, reasoning }, warnings };
}

function readParts(fields: Fields): Parts | string {
  const prompt = isRecord(fields.prompt_tokens_details) ? fields.prompt_tokens_details : {};
  const completion = isRecord(fields.completion_tokens_details) ? fields.completion_tokens_details : {};
  const raw = {
    prompt_tokens: fields.prompt_tokens,
    completion_tokens: fields.completion_tokens,
    cached: prompt.cached_tokens ?? fields.prompt_cache_hit_tokens ?? fields.cache_read_input_tokens ?? 0,
    cache_write: prompt.cache_write_tokens ?? fields.cache_creation_input_tokens ?? 0,
    reasoning: completion.reasoning_tokens ?? 0,
  };
  const bad = Object.entries(raw).find(([, value]) => tokens(value) === undefined);
  if (bad !== undefined)
    return `${bad[0]} is ${bad[1] === undefined ? 'missing' : String(JSON.stringify(bad[1])).slice(0, 40)}`;
  return {
    input: tokens(raw.prompt_tokens) ?? 0,
    cached: tokens(raw.cached) ?? 0,
    cacheWrite: tokens(raw.cache_write) ?? 0,
    completion: tokens(raw.completion_tokens) ?? 0,
    reasoning: tokens(raw.reasoning) ?? 0,
    total: tokens(fields.total_tokens),
  };
}

function tokens(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= ABSURD ? count : undefined;
}

/** OpenRouter puts dollars into `usage.cost` (with one's own key: its fee, and the provider's bill beside it); LiteLLM sends a header. */
function reportedCost(fields: Fields | undefined, headers: Readonly<Record<string, unknown>>): string | undefined {
  const cost = dollars(fields?.cost);
  if (cost === undefined) return dollars(headers['x-litellm-response-cost']);
  const details = isRecord(fields?.cost_details) ? fields.cost_details : {};
  const upstream = fields?.is_byok === true ? dollars(details.upstream_inference_cost) : undefined;
  return upstream === undefined ? cost : sumUsd([cost, upstream]);
}

function dollars(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const plain = typeof value === 'string' ? /^\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(value) : true;
  const amount = Number(value);
  return plain && Number.isFinite(amount) && amount >= 0 ? usd(value) : undefined;
}
