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
  prefixed,
  text,
  usageOf,
} from './outcome.ts';

/** Output file of the OpenAI Batch API (also Azure's and compatible ones): a line per request, `custom_id` and `response.body`. The task is the custom_id. */
export const openaiBatch: ForeignFormat = {
  title: 'OpenAI batch output',
  detects: (record) => 'custom_id' in record && ('response' in record || 'error' in record),
  outcomeOf: batchOutcome,
  counts_repeats: false,
};

/** A request that failed names no model: it cannot be anybody's outcome. */
function batchOutcome(record: ForeignRecord): ForeignOutcome | undefined {
  const body = at(record.response, 'body');
  const status = amount(at(record.response, 'status_code')) ?? 200;
  const answered = status === 200 && first(record.error) === undefined;
  if (!answered && first(at(body, 'model')) === undefined) return undefined;
  return {
    task_id: text(record.custom_id),
    model: text(at(body, 'model')),
    ...(answered ? { output: answerText(body) ?? '' } : {}),
    ...usageOf(at(body, 'usage')),
    extra: { custom_id: text(record.custom_id), status_code: status },
  };
}

/** Output items of a run of the OpenAI Evals API, as the API lists them. The score is the mean over its graders. */
export const openaiEvals: ForeignFormat = {
  title: 'OpenAI evals output items',
  recordsIn(document) {
    const data = at(document, 'data');
    return Array.isArray(data) && data.length > 0 && data.every(isOutputItem) ? data : undefined;
  },
  detects: isOutputItem,
  outcomeOf: itemOutcome,
  counts_repeats: true,
};

function isOutputItem(record: Json): boolean {
  return at(record, 'object') === 'eval.run.output_item';
}

function itemOutcome(record: ForeignRecord): ForeignOutcome {
  const sample = objectIn(record.sample) ?? {};
  const failed = first(sample.error) !== undefined && first(at(sample.error, 'message')) !== undefined;
  const graders = arrayIn(record.results).map(
    (result) => [text(at(result, 'name')), first(at(result, 'score'), at(result, 'passed'))] as const,
  );
  const outputs = arrayIn(sample.output).map((message) => contentText(at(message, 'content')));
  return {
    task_id: text(record.datasource_item_id) || text(record.id),
    model: text(sample.model),
    ...(failed ? {} : { output: outputs.filter((one) => one !== undefined).join('') }),
    ...(failed ? {} : gradeOf(graders.map(([, score]) => score))),
    ...usageOf(sample.usage),
    extra: {
      ...prefixed('item', record.datasource_item),
      ...Object.fromEntries(graders.map(([name, score]) => [`scores.${name}`, score])),
      ...plainFields(record),
    },
  };
}

/** The mean of the graders; nothing where one of them gave no number. */
function gradeOf(scores: readonly (Json | undefined)[]): Pick<ForeignOutcome, 'score'> {
  const numbers = scores.map((score) => (typeof score === 'boolean' ? Number(score) : score));
  if (numbers.length === 0 || !numbers.every((score) => typeof score === 'number')) return {};
  return { score: (numbers as number[]).reduce((sum, score) => sum + score, 0) / numbers.length };
}
