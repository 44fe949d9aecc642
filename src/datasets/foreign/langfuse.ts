import type { Json } from '../../domain/task.ts';
import type { Context, ForeignFormat } from './format.ts';
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
  parsedOrNot,
  plainFields,
  prefixed,
  taskOfInput,
  text,
} from './outcome.ts';

/**
 * Langfuse: observations as the UI, the API (camelCase) or the blob storage (snake_case) export them, or a downloaded trace with its observations and
 * scores. Only generations count. Fields: langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields and .../export-from-ui; of the UI's
 * files convertObservation and transformStreamToCsv in langfuse's packages/shared
 */
export const langfuse: ForeignFormat = {
  title: 'Langfuse export',
  recordsIn(document) {
    const list = Array.isArray(document)
      ? document
      : Array.isArray(at(document, 'data'))
        ? at(document, 'data')
        : [document];
    const records = (list as readonly Json[]).flatMap((one) => {
      const inside = first(at(one, 'observations'), at(one, 'trace', 'observations'));
      return Array.isArray(inside) && inside.every((part) => objectIn(part)) ? inside : [one];
    });
    return records.length > 0 && records.every((one) => isObservation(objectIn(one) ?? {})) ? records : undefined;
  },
  detects: isObservation,
  outcomeOf,
  counts_repeats: true,
};

function isObservation(record: ForeignRecord): boolean {
  const observed = ('traceId' in record || 'trace_id' in record) && 'type' in record;
  return observed && ('startTime' in record || 'start_time' in record);
}

function outcomeOf(raw: ForeignRecord, { document }: Context): ForeignOutcome | undefined {
  const record = unquoted(raw);
  if (!/^generation$/i.test(text(record.type))) return undefined;
  const model = text(first(record.model, record.providedModelName, record.provided_model_name));
  const failed = record.level === 'ERROR';
  const item = first(record.datasetItemId, record.experiment_item_id, record.experimentItemId);
  const score = scoreFor(record, document);
  return {
    task_id: text(item) || (first(record.input) === undefined ? text(record.id) : taskOfInput(record.input!)),
    model,
    ...(failed ? {} : { output: outputOf(record.output) }),
    ...(failed || score === undefined ? {} : { score }),
    expected: first(record.expectedOutput, record.experiment_item_expected_output),
    cost_usd: costOf(record),
    ...tokensOf(record),
    latency_ms: elapsed(record),
    extra: {
      ...otherFields(record),
      ...prefixed('metadata', record.metadata),
      name: text(record.name),
      trace_id: traceOf(record),
      trace_name: text(first(record.traceName, record.trace_name)),
      level: text(record.level),
    },
  };
}

const CONTENT = ['input', 'output', 'metadata', 'name'];

/** The UI's CSV has times as JSON texts, quotes and all; so was every text in it before July 2026 (github.com/langfuse/langfuse/pull/12441). */
function unquoted(record: ForeignRecord): ForeignRecord {
  const all = unquote(record.type) !== record.type;
  const cells = Object.entries(record).map(([name, value]) => [
    name,
    all || !CONTENT.includes(name) ? unquote(value) : value,
  ]);
  return Object.fromEntries(cells) as ForeignRecord;
}

function unquote(value: Json | undefined): Json | undefined {
  const inside = typeof value === 'string' && /^"[\s\S]*"$/.test(value) ? parsedOrNot(value) : undefined;
  return typeof inside === 'string' ? inside : value;
}

/** Everything plain for --columns and --where; the UI has a column for each score of the project, a list of the values it was given: of one it is the value. */
function otherFields(record: ForeignRecord): Record<string, Json> {
  const lists = Object.entries(record).flatMap(([name, value]) => {
    const [only, ...others] = arrayIn(value);
    const plain = others.length === 0 && ['string', 'number', 'boolean'].includes(typeof only);
    return plain && !CONTENT.includes(name) ? [[name, only!] as const] : [];
  });
  return { ...plainFields(record, CONTENT), ...Object.fromEntries(lists) };
}

function traceOf(record: ForeignRecord): string {
  return text(first(record.traceId, record.trace_id));
}

/** A message, a completion, a plain text, or whatever was logged, as JSON. */
function outputOf(output: Json | undefined): Json | undefined {
  const parsed = objectIn(output) ?? output;
  return first(contentText(at(parsed, 'content')), answerText(parsed), output);
}

/** The score of a downloaded trace that names this observation, or else the trace; only where there is exactly one. */
function scoreFor(record: ForeignRecord, document: Json | undefined): Json | undefined {
  const scores = scoresIn(document).filter((score) => first(at(score, 'value')) !== undefined);
  const own = scores.filter((score) => at(score, 'observationId') === record.id && record.id !== undefined);
  const ofTrace = scores.filter(
    (score) => first(at(score, 'observationId')) === undefined && at(score, 'traceId') === traceOf(record),
  );
  const [only, ...others] = own.length > 0 ? own : ofTrace;
  return others.length === 0 ? at(only, 'value') : undefined;
}

function scoresIn(document: Json | undefined): readonly Json[] {
  const traces = Array.isArray(document) ? document : document === undefined ? [] : [document];
  return traces.flatMap((trace) => [...arrayIn(at(trace, 'scores')), ...arrayIn(at(trace, 'trace', 'scores'))]);
}

/** A cost of 0 beside tokens is what Langfuse writes for a model without a price: unknown. */
function costOf(record: ForeignRecord): Json | undefined {
  const details = first(record.costDetails, record.cost_details);
  const cost = first(record.calculatedTotalCost, record.totalCost, record.total_cost, at(details, 'total'));
  return amount(cost) === 0 ? undefined : cost;
}

/** Input is every usage type with "input" in its name (cached ones among them), output likewise: as Langfuse's own tables sum them. */
function tokensOf(record: ForeignRecord): Partial<ForeignOutcome> {
  const details = objectIn(first(record.usageDetails, record.usage_details, record.usage)) ?? {};
  const sum = (word: string): number | undefined => {
    const parts = Object.entries(details).filter(([name]) => name.includes(word));
    const counts = parts.map(([, count]) => amount(count)).filter((count) => count !== undefined);
    return counts.length === 0 ? undefined : counts.reduce((total, count) => total + count, 0);
  };
  const cached = Object.entries(details).find(([name]) =>
    /^(input_cached_tokens|cache_read_input_tokens|input_cache_read)$/.test(name),
  );
  return {
    input_tokens: amount(first(sumOr(sum('input'), record.promptTokens))),
    output_tokens: amount(first(sumOr(sum('output'), record.completionTokens))),
    cached_tokens: amount(cached?.[1]),
  };
}

function sumOr(sum: number | undefined, otherwise: Json | undefined): Json | undefined {
  return sum === undefined ? otherwise : sum;
}

/** `latency` is seconds in one export and milliseconds in another: the two times are the same in all. */
function elapsed(record: ForeignRecord): number | undefined {
  const times = [first(record.startTime, record.start_time), first(record.endTime, record.end_time)];
  const [start, end] = times.map((time) => Date.parse(text(time)));
  return amount(end! - start!);
}
