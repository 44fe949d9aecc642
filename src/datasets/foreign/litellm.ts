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

/** LiteLLM: rows of its spend logs (request_id, spend), or its standard logging payload (id, response_cost). */
export const litellm: ForeignFormat = {
  title: 'LiteLLM spend log',
  detects: (record) =>
    ('spend' in record || 'response_cost' in record) && 'prompt_tokens' in record && 'completion_tokens' in record,
  outcomeOf,
  counts_repeats: true,
};

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
    ...(free ? {} : { latency_ms: elapsed(record) }),
    extra: plainFields(record, KEYS),
  };
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
