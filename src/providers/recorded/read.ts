import type { CompletionStatus } from '../../domain/completion.ts';
import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../../domain/problem.ts';
import { isBlank, numberIn, textOf } from './cells.ts';
import { answerOfCompletion, answerOfRow, type Cells, type RecordedCompletion } from './outcome.ts';
import type { Tape } from './tape.ts';

/** One row of a file of outcomes. `line` counts from 1. */
export interface OutcomeRow {
  readonly line: number;
  readonly values: Cells;
}

/** Model name inside the recording -> where its answers go. */
export type Tapes = ReadonlyMap<string, Tape>;

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
  tapes: Tapes,
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
 * Fills the tapes from rows of outcomes, given in batches, and returns the models they name (none without a `model` column: then a row belongs to every
 * tape). Throws a Problem (exit 2) with the first 20 bad rows, or with the first 10 ids that stand twice.
 */
export async function readRows(
  path: string,
  batches: AsyncIterable<readonly OutcomeRow[]>,
  tapes: Tapes,
): Promise<ReadonlySet<string>> {
  const reading = new RowReading(path, tapes);
  for await (const rows of batches) {
    for (const row of rows) reading.add(row);
    if (reading.isHopeless) break;
  }
  return reading.finish();
}

class RowReading {
  readonly #path: string;
  readonly #tapes: Tapes;
  readonly #known = new Set<string>();
  readonly #problems: ProblemDetail[] = [];
  readonly #duplicates = new Set<string>();
  #answered = false;
  #columns: readonly string[] = [];

  constructor(path: string, tapes: Tapes) {
    this.#path = path;
    this.#tapes = tapes;
  }

  /** True when reading on would add nothing. */
  get isHopeless(): boolean {
    return this.#problems.length >= MAX_PROBLEMS_SHOWN;
  }

  add({ line, values }: OutcomeRow): void {
    if (this.isHopeless) return;
    if (this.#columns.length === 0) this.#columns = requireTaskId(this.#path, values);
    const fault = faultOf(values);
    if (fault !== undefined) {
      this.#problems.push({ code: 'RECORDING', message: fault, file: this.#path, line });
      return;
    }
    this.#answered ||= 'output' in values || 'score' in values;
    const model = isBlank(values.model) ? undefined : textOf(values.model!);
    if (model !== undefined) this.#known.add(model);
    const answer = answerOfRow(values);
    for (const tape of model === undefined ? this.#tapes.values() : listOf(this.#tapes.get(model))) {
      const taskId = textOf(values.task_id!);
      if (!tape.set(taskId, repeatOf(values), answer)) this.#duplicates.add(taskId);
    }
  }

  /** The models that were named. */
  finish(): ReadonlySet<string> {
    const [first, ...rest] = this.#problems;
    if (first) throw new Problem(2, first, ...rest);
    if (this.#columns.length > 0 && !this.#answered) throw noColumn(this.#path, 'output or score', this.#columns);
    if (this.#duplicates.size > 0) throw duplicateProblem(this.#path, [...this.#duplicates]);
    return this.#known;
  }
}

function listOf<T>(item: T | undefined): readonly T[] {
  return item === undefined ? [] : [item];
}

/** What is wrong with the names in a row. */
function faultOf(values: Cells): string | undefined {
  if (isBlank(values.task_id)) return 'no task_id';
  if ('model' in values && isBlank(values.model)) return 'no model';
  const repeat = repeatOf(values);
  if (Number.isSafeInteger(repeat) && repeat >= 0) return undefined;
  return `repeat ${JSON.stringify(values.repeat)} is not a whole number from 0`;
}

/** NaN where it makes no sense. */
function repeatOf({ repeat }: Cells): number {
  return isBlank(repeat) ? 0 : (numberIn(repeat) ?? Number.NaN);
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
