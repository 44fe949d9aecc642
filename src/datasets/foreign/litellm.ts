import type { Json } from '../../domain/task.ts';
import type { ForeignFormat } from './format.ts';
import {
  amount,
  answerText,
  arrayIn,
  at,
  contentText,
  type ForeignOutcome,
  type ForeignRecord,
  first,
  objectIn,
  plainFields,
  taskOfInput,
  text,
} from './outcome.ts';

/**
 * LiteLLM: rows of its spend logs (request_id, spend), as a list or as a page of /spend/logs/v2, or its standard logging payload (id, response_cost). Fields:
 * SpendLogsPayload in litellm/proxy/_types.py, docs.litellm.ai/docs/proxy/logging_spec
 */
export const litellm: ForeignFormat = {
  title: 'LiteLLM spend log',
  recordsIn(document) {
    const data = at(document, 'data');
    return Array.isArray(data) && data.length > 0 && data.every((record) => isCall(objectIn(record) ?? {}))
      ? data
      : undefined;
  },
  detects: isCall,
  outcomeOf,
  counts_repeats: true,
};

function isCall(record: ForeignRecord): boolean {
  return ('spend' in record || 'response_cost' in record) && 'prompt_tokens' in record && 'completion_tokens' in record;
}

/** Never carried over, not even for --where. */
const KEYS = ['api_key', 'hashed_api_key'];

function outcomeOf(record: ForeignRecord): ForeignOutcome {
  const failed = /^(failure|failed|error)$/i.test(text(first(record.status, at(record.metadata, 'status'))));
  const output = first(answerText(objectIn(record.response)), contentText(textResponse(record)));
  const messages = arrayIn(record.messages);
  // Served from LiteLLM's cache, or failed: 0 is what was charged now, and no price of the answer.
  const free = /^true$/i.test(String(record.cache_hit ?? '')) || failed;
  return {
    task_id: messages.length > 0 ? taskOfInput(messages) : text(first(record.request_id, record.id)),
    model: text(first(record.model, record.model_group)),
    ...(failed ? {} : output === undefined ? { score: null } : { output }),
    cost_usd: free ? undefined : first(record.spend, record.response_cost),
    input_tokens: amount(record.prompt_tokens),
    output_tokens: amount(record.completion_tokens),
    cached_tokens: cachedTokens(record.metadata),
    ...(free ? {} : { latency_ms: elapsed(record) }),
    extra: plainFields(record, KEYS),
  };
}

/** The part of the prompt that was read from the provider's cache: LiteLLM counts it into prompt_tokens for every provider. */
function cachedTokens(metadata: Json | undefined): number | undefined {
  return amount(
    first(
      at(metadata, 'usage_object', 'prompt_tokens_details', 'cached_tokens'),
      at(metadata, 'additional_usage_values', 'prompt_tokens_details', 'cached_tokens'),
      at(metadata, 'additional_usage_values', 'cache_read_input_tokens'),
    ),
  );
}

function textResponse({ response }: ForeignRecord): string | undefined {
  return typeof response === 'string' && !/^\s*[{[]/.test(response) && response !== '' ? response : undefined;
}

/** Milliseconds between start and end: ISO times in spend logs, seconds in the logging payload. */
function elapsed({ startTime, endTime }: ForeignRecord): number | undefined {
  const [start, end] = [startTime, endTime].map((time) =>
    typeof time === 'number' ? time * 1000 : Date.parse(text(time)),
  );
  return amount(Math.round((end! - start!) * 1000) / 1000);
}
