import type { Json } from '../../domain/task.ts';
import type { Context, ForeignFormat } from './format.ts';
import {
  amount,
  arrayIn,
  at,
  type ForeignOutcome,
  type ForeignRecord,
  first,
  objectIn,
  prefixed,
  taskOfInput,
  text,
} from './outcome.ts';

/** Output of `promptfoo eval -o FILE.json` or `.jsonl`: one result per test, provider and prompt. Fields: EvaluateResult in promptfoo's src/types. */
export const promptfoo: ForeignFormat = {
  title: 'promptfoo results',
  recordsIn(document) {
    const results = first(at(document, 'results', 'results'), at(document, 'results'));
    return Array.isArray(results) && results.every(isResult) && results.length > 0 ? results : undefined;
  },
  detects: isResult,
  outcomeOf,
  counts_repeats: true,
};

function isResult(record: Json): boolean {
  const result = objectIn(record);
  return (
    result !== undefined && 'provider' in result && 'success' in result && ('vars' in result || 'testCase' in result)
  );
}

function outcomeOf(result: ForeignRecord, context: Context): ForeignOutcome {
  const { response, provider } = result;
  const vars = first(result.vars, at(result.testCase, 'vars')) ?? {};
  const asserts = arrayIn(at(result.testCase, 'assert'));
  // An answer from promptfoo's own cache was not paid for now: it reports cost 0 and no split of the tokens.
  const cached = at(response, 'cached') === true;
  const tokens = first(at(response, 'tokenUsage'), result.tokenUsage);
  const failed = result.error !== undefined && result.error !== null && result.failureReason !== 1;
  return {
    task_id: taskId(vars, asserts),
    model: modelOf(provider, result, context),
    ...(failed ? {} : { output: at(response, 'output') ?? undefined }),
    ...(failed || !isGraded(result, asserts) ? {} : { score: graderFailed(result) ? null : result.score }),
    expected: expectedOf(vars, asserts),
    ...(cached
      ? {}
      : {
          cost_usd: first(at(response, 'cost'), result.cost),
          input_tokens: amount(at(tokens, 'prompt')),
          output_tokens: amount(at(tokens, 'completion')),
          latency_ms: amount(result.latencyMs),
        }),
    extra: {
      ...prefixed('vars', vars),
      ...prefixed('metadata', at(result.testCase, 'metadata')),
      ...prefixed('scores', result.namedScores),
      success: result.success,
      description: text(at(result.testCase, 'description')),
      prompt: text(first(at(result.prompt, 'label'), at(result.prompt, 'raw'))),
      test: text(result.testIdx),
    },
  };
}

/** Tests with the same variables and assertions are one task that was repeated (`--repeat`). */
function taskId(vars: Json, asserts: readonly Json[]): string {
  return taskOfInput([vars, asserts]);
}

/** The provider; where the file compares prompts, with the prompt's label: another prompt is another model. */
function modelOf(provider: Json | undefined, result: ForeignRecord, { records }: Context): string {
  const name = typeof provider === 'string' ? provider : text(first(at(provider, 'label'), at(provider, 'id')));
  return promptsOf(records).size > 1 ? `${name} [${promptOf(result)}]` : name;
}

const prompts = new WeakMap<readonly Json[], ReadonlySet<string>>();

function promptsOf(records: readonly Json[]): ReadonlySet<string> {
  const known = prompts.get(records);
  if (known) return known;
  const labels = new Set(records.map((record) => promptOf(objectIn(record) ?? {})));
  prompts.set(records, labels);
  return labels;
}

/** The label of the template; `raw` has the variables filled in and differs from test to test. */
function promptOf(result: ForeignRecord): string {
  return text(first(at(result.prompt, 'label'), result.promptId));
}

/** Without assertions promptfoo passes everything with 1: that is no verdict. */
function isGraded({ gradingResult }: ForeignRecord, asserts: readonly Json[]): boolean {
  return asserts.length > 0 || arrayIn(at(gradingResult, 'componentResults')).length > 0;
}

/** A model that was to grade and could not (an outage, no verdict in its answer) is written down as a score of 0: that is nobody's verdict. */
function graderFailed({ gradingResult }: ForeignRecord): boolean {
  const grades = [gradingResult, ...arrayIn(at(gradingResult, 'componentResults'))];
  return grades.some((grade) => at(grade, 'metadata', 'graderError') === true);
}

const TELLS_THE_ANSWER = ['equals', 'contains', 'icontains'];

/** A label where an assertion states one in full. */
function expectedOf(vars: Json, asserts: readonly Json[]): Json | undefined {
  const stated = asserts.filter((one) => TELLS_THE_ANSWER.includes(text(at(one, 'type'))));
  const value = stated.length === 1 ? at(stated[0], 'value') : undefined;
  if (typeof value !== 'string') return value;
  const variable = /^\{\{\s*(\w+)\s*\}\}$/.exec(value)?.[1];
  if (variable !== undefined) return at(vars, variable);
  return value.includes('{{') ? undefined : value;
}
