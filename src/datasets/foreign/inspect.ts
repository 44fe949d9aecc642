import type { Json } from '../../domain/task.ts';
import type { Context, ForeignFormat } from './format.ts';
import {
  amount,
  answerText,
  arrayIn,
  at,
  type ForeignOutcome,
  type ForeignRecord,
  first,
  objectIn,
  prefixed,
  text,
} from './outcome.ts';

/** An Inspect AI log as `.json` (EvalLog: eval.model, samples[]); a log has one model, so several are imported together. */
export const inspect: ForeignFormat = {
  title: 'Inspect log',
  recordsIn(document) {
    const samples = at(document, 'samples');
    return typeof at(document, 'eval', 'model') === 'string' && Array.isArray(samples) ? samples : undefined;
  },
  detects: () => false,
  outcomeOf,
  counts_repeats: false,
};

function outcomeOf(sample: ForeignRecord, { document }: Context): ForeignOutcome {
  const task = text(at(document, 'eval', 'task'));
  const model = text(at(document, 'eval', 'model'));
  const failed = sample.error !== undefined && sample.error !== null;
  const scores = scoresOf(sample);
  const seconds = amount(first(sample.working_time, sample.total_time));
  return {
    task_id: task === '' ? text(sample.id) : `${task}/${text(sample.id)}`,
    model,
    repeat: Math.max(0, (amount(sample.epoch) ?? 1) - 1),
    ...(failed ? {} : { output: first(at(sample.output, 'completion'), answerText(sample.output)) }),
    ...(failed || scores.length === 0 ? {} : { score: scores[0]![1] }),
    expected: labelIn(sample.target),
    ...usageIn(at(sample.model_usage, model)),
    ...(seconds === undefined ? {} : { latency_ms: Math.round(seconds * 1e6) / 1e3 }),
    extra: {
      ...prefixed('metadata', sample.metadata),
      ...Object.fromEntries(scores.map(([name, score]) => [`scores.${name}`, score])),
      task,
      sample_id: text(sample.id),
    },
  };
}

/** Inspect's letters: correct, incorrect, partial, no answer. */
const LETTERS: Readonly<Record<string, number>> = { C: 1, I: 0, P: 0.5, N: 0 };

/** Scorer -> value, in the log's order; a scorer that gives several values has one entry each. */
function scoresOf(sample: ForeignRecord): readonly (readonly [name: string, score: Json])[] {
  const scores = objectIn(sample.scores) ?? (objectIn(sample.score) ? { score: sample.score! } : {});
  return Object.entries(scores).flatMap(([name, score]) => {
    const value = at(score, 'value');
    const several = objectIn(value);
    if (several) return Object.entries(several).map(([part, one]) => [`${name}.${part}`, scoreIn(one)] as const);
    return value === undefined ? [] : [[name, scoreIn(value)] as const];
  });
}

function scoreIn(value: Json): Json {
  return typeof value === 'string' && Object.hasOwn(LETTERS, value) ? LETTERS[value]! : value;
}

function labelIn(target: Json | undefined): Json | undefined {
  if (!Array.isArray(target)) return first(target);
  return target.length === 1 ? target[0] : target.length === 0 ? undefined : (arrayIn(target) as Json);
}

/** Whether input_tokens counts the cached ones differs by provider: the total tells. Where it does not add up either way, tokens are unknown. */
function usageIn(usage: Json | undefined): Partial<ForeignOutcome> {
  const [input, output, total] = ['input_tokens', 'output_tokens', 'total_tokens'].map((name) =>
    amount(at(usage, name)),
  );
  const read = amount(at(usage, 'input_tokens_cache_read')) ?? 0;
  const write = amount(at(usage, 'input_tokens_cache_write')) ?? 0;
  const cost_usd = first(at(usage, 'total_cost'));
  if (input === undefined || output === undefined) return { cost_usd };
  if (read + write === 0) return { input_tokens: input, output_tokens: output, cost_usd };
  if (total === input + output + read + write)
    return { input_tokens: input + read + write, output_tokens: output, cached_tokens: read, cost_usd };
  if (total === input + output) return { input_tokens: input, output_tokens: output, cached_tokens: read, cost_usd };
  return { cost_usd };
}
