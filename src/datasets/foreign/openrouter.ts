import { addUsd, usd } from '../../domain/money.ts';
import type { Json } from '../../domain/task.ts';
import type { ForeignFormat } from './format.ts';
import { amount, at, type ForeignOutcome, type ForeignRecord, first, plainFields, text } from './outcome.ts';

/**
 * OpenRouter: the activity CSV (generation_id, cost_total), or generations as its API gives them (id, total_cost). Both hold costs and tokens, but no answers.
 * Fields: openrouter.ai/docs/guides/guides/activity-export, openrouter.ai/docs/api-reference/get-a-generation
 */
export const openrouter: ForeignFormat = {
  title: 'OpenRouter usage log',
  recordsIn(document) {
    const data = at(document, 'data');
    const records = Array.isArray(data) ? data : data === undefined ? [] : [data];
    return records.length > 0 && records.every((record) => isGeneration((record ?? {}) as ForeignRecord))
      ? records
      : undefined;
  },
  detects: isGeneration,
  outcomeOf,
  counts_repeats: false,
};

function isGeneration(record: ForeignRecord): boolean {
  return isDaily(record) || ('tokens_prompt' in record && ('cost_total' in record || 'total_cost' in record));
}

function isDaily(record: ForeignRecord): boolean {
  return 'model_permaslug' in record && 'requests' in record;
}

function outcomeOf(record: ForeignRecord): ForeignOutcome | string {
  if (isDaily(record)) return 'these are daily totals of OpenRouter, not calls: export the generations instead';
  return {
    task_id: text(first(record.generation_id, record.id)),
    model: modelOf(record),
    score: null,
    cost_usd: costOf(record),
    // Native counts are what is charged; the others are in one tokenizer for all models.
    input_tokens: amount(first(record.native_tokens_prompt, record.tokens_prompt)),
    output_tokens: amount(first(record.native_tokens_completion, record.tokens_completion)),
    cached_tokens: amount(first(record.native_tokens_cached, record.tokens_cached)),
    latency_ms: amount(first(record.generation_time_ms, record.generation_time)),
    extra: plainFields(record, ['api_key_name', 'user']),
  };
}

/** A variant (`free`, `nitro`) has its own price and providers: another model, under the name that asks for it. */
function modelOf(record: ForeignRecord): string {
  const model = text(first(record.model_permaslug, record.model));
  const variant = text(record.variant);
  return variant === '' || variant === 'standard' || model.endsWith(`:${variant}`) ? model : `${model}:${variant}`;
}

/** What a call costs: with a key of one's own (BYOK) OpenRouter charges a fee, and the provider bills the rest. Other calls have the provider's share in the charge. */
function costOf(record: ForeignRecord): Json | undefined {
  const charged = first(record.cost_total, record.total_cost);
  const own = /^true$/i.test(String(record.is_byok ?? '')) ? record.upstream_inference_cost : undefined;
  const billed = amount(first(record.byok_usage_inference, own));
  if (billed === undefined || billed === 0 || amount(charged) === undefined) return charged;
  return addUsd(usd(String(charged)), usd(billed));
}
