import type { Answer, CompletionStatus } from '../../domain/completion.ts';
import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../../domain/problem.ts';
import { isBlank, numberIn, textOf } from './cells.ts';
import { answerCells, answerOfCompletion, type Cells, type RecordedCompletion } from './outcome.ts';
import type { Tape } from './tape.ts';

/** One row of a file of outcomes. `line` counts from 1. */
export interface OutcomeRow {
  readonly line: number;
  readonly values: Cells;
}

/** Model name inside the recording -> where its answers go. */
export type Tapes<T> = ReadonlyMap<string, Tape<T>>;

const IDS_SHOWN = 10;

/** "a, b, c ..." : the first 10. */
export function firstIds(ids: readonly string[]): string {
  return ids.slice(0, IDS_SHOWN).join(', ') + (ids.length > IDS_SHOWN ? ' ...' : '');
}

/**
 * Fills the tapes from a run's journal and returns the models it knows. A journal holds retries: the last answer wins, and no later
 * failure takes its place.
 */
export async function readRun(
  completions: AsyncIterable<RecordedCompletion>,
  tapes: Tapes<Answer>,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for await (const completion of completions) {
    known.add(completion.model);
    const { task_id, repeat, status } = completion;
    const tape = tapes.get(completion.model);
    if (!tape || outranks(tape.get(task_id, repeat)?.status, status)) continue;
    tape.set(task_id, repeat, answerOfCompletion(completion));
  }
  return known;
}

function outranks(earlier: CompletionStatus | undefined, later: CompletionStatus): boolean {
  return earlier !== undefined && earlier !== 'failed' && later === 'failed';
}

/**
 * Fills the tapes from rows of outcomes (to be read by `answerOfRow`) and returns the models they name (none without a `model` column: then a row belongs to every
 * tape). Throws a Problem (exit 2) with the first 20 bad rows, or with the first 10 ids that stand twice.
 */
export async function readRows(
  path: string,
  rows: AsyncIterable<OutcomeRow>,
  tapes: Tapes<Cells>,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  const problems: ProblemDetail[] = [];
  const duplicates: string[] = [];
  let answered = false;
  let columns: readonly string[] = [];
  for await (const { line, values } of rows) {
    if (columns.length === 0) columns = requireTaskId(path, values);
    const place = placeOf(values);
    if (typeof place === 'string') {
      if (problems.push({ code: 'RECORDING', message: place, file: path, line }) === MAX_PROBLEMS_SHOWN) break;
      continue;
    }
    answered ||= 'output' in values || 'score' in values;
    const model = isBlank(values.model) ? undefined : textOf(values.model!);
    if (model !== undefined) known.add(model);
    for (const tape of model === undefined ? tapes.values() : listOf(tapes.get(model))) {
      if (tape.has(place.taskId, place.repeat)) duplicates.push(place.taskId);
      else tape.set(place.taskId, place.repeat, answerCells(values));
    }
  }
  const [first, ...rest] = problems;
  if (first) throw new Problem(2, first, ...rest);
  if (columns.length > 0 && !answered) throw noColumn(path, 'output or score', columns);
  if (duplicates.length > 0) throw duplicateProblem(path, [...new Set(duplicates)]);
  return known;
}

function listOf<T>(item: T | undefined): readonly T[] {
  return item === undefined ? [] : [item];
}

/** Which cell a row answers, or what is wrong with it. */
function placeOf(values: Cells): { readonly taskId: string; readonly repeat: number } | string {
  if (isBlank(values.task_id)) return 'no task_id';
  if ('model' in values && isBlank(values.model)) return 'no model';
  const repeat = isBlank(values.repeat) ? 0 : numberIn(values.repeat);
  if (repeat === undefined || !Number.isSafeInteger(repeat) || repeat < 0) {
    return `repeat ${JSON.stringify(values.repeat)} is not a whole number from 0`;
  }
  return { taskId: textOf(values.task_id!), repeat };
}

function requireTaskId(path: string, values: Cells): readonly string[] {
  const columns = Object.keys(values);
  if (!columns.includes('task_id')) throw noColumn(path, 'task_id', columns);
  return columns;
}

function noColumn(path: string, wanted: string, columns: readonly string[]): Problem {
  return new Problem(2, {
    code: 'RECORDING',
    message: `no column ${wanted}; found: ${columns.join(', ')}`,
    hint: 'a recording has the columns task_id, model, output or score [, cost_usd, input_tokens, output_tokens, cached_tokens, latency_ms, repeat]',
    file: path,
  });
}

function duplicateProblem(path: string, ids: readonly string[]): Problem {
  return new Problem(2, {
    code: 'RECORDING',
    message: `${ids.length} task${ids.length === 1 ? '' : 's'} recorded more than once for the same model: ${firstIds(ids)}`,
    hint: 'keep one row a task and model, or number them in a column repeat (0, 1, 2 ...)',
    file: path,
  });
}
