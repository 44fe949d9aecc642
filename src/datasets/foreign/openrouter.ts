import type { ForeignFormat } from './format.ts';
import { amount, at, type ForeignOutcome, type ForeignRecord, first, plainFields, text } from './outcome.ts';

/** OpenRouter: the activity CSV (generation_id, cost_total), or generations as its API gives them (id, total_cost). Both hold costs and tokens, but no answers. */
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
    model: text(first(record.model_permaslug, record.model)),
    score: null,
    cost_usd: first(record.cost_total, record.total_cost),
    // Native counts are what is charged; the others are in one tokenizer for all models.
    input_tokens: amount(first(record.native_tokens_prompt, record.tokens_prompt)),
    output_tokens: amount(first(record.native_tokens_completion, record.tokens_completion)),
    cached_tokens: amount(first(record.native_tokens_cached, record.tokens_cached)),
    latency_ms: amount(first(record.generation_time_ms, record.generation_time)),
    extra: plainFields(record, ['api_key_name', 'user']),
  };
}
