import type { ProblemDetail } from '../domain/problem.ts';
import type { Json, Task } from '../domain/task.ts';
import { isBlank, numberIn } from '../providers/recorded/cells.ts';
import { type OutcomeCells, textOf } from './outcome_columns.ts';

/** A fault of a row, before its place is known. */
export type Fault = Pick<ProblemDetail, 'message' | 'hint'>;

const ONE_TASK = 'segment, weight and label belong to the task: write the same in each of its rows';

/** The tasks that rows of outcomes speak of: those of a labelled dataset, or else what the rows themselves say of them. */
export class ImportedTasks {
  readonly #labelled: ReadonlyMap<string, Task> | undefined;
  readonly #all = new Map<string, Task>();
  /** Where the task was described. */
  readonly #lines = new Map<string, number>();

  constructor(labelled: ReadonlyMap<string, Task> | undefined) {
    this.#labelled = labelled;
  }

  get all(): ReadonlyMap<string, Task> {
    return this.#all;
  }

  /** How many tasks have a label. */
  get labels(): number {
    let labels = 0;
    for (const { expected } of this.#all.values()) if (expected !== undefined) labels++;
    return labels;
  }

  /** Takes a row in; gives what is wrong with what it says of its task. */
  add(id: string, cells: OutcomeCells, line: number): readonly Fault[] {
    const task = this.#labelled?.get(id) ?? taskIn(id, cells);
    if (typeof task === 'string') return [{ message: task }];
    const known = this.#all.get(id);
    if (known && !this.#labelled) {
      const faults = disagreement(known, task, this.#lines.get(id) ?? line);
      if (faults.length > 0) return faults;
    }
    if (!known || (known.expected === undefined && task.expected !== undefined)) {
      this.#all.set(id, task);
      this.#lines.set(id, line);
    }
    return [];
  }
}

/** The task as the row describes it, or what is wrong with its weight. */
function taskIn(id: string, cells: OutcomeCells): Task | string {
  const weight = isBlank(cells.weight) ? 1 : (numberIn(cells.weight) ?? Number.NaN);
  if (!(weight > 0)) return `weight "${textOf(cells.weight)}" is not a number above 0`;
  const task: Task = { id, input: '', segment: textOf(cells.segment), weight, columns: {} };
  return isBlank(cells.expected) ? task : { ...task, expected: cells.expected! };
}

/** What a row says of its task that an earlier line said otherwise; a label may be left out. */
function disagreement(known: Task, task: Task, line: number): readonly Fault[] {
  const pairs: (readonly [here: string, there: string])[] = [];
  if (known.segment !== task.segment) pairs.push([`segment "${task.segment}"`, `"${known.segment}"`]);
  if (known.weight !== task.weight) pairs.push([`weight ${task.weight}`, `${known.weight}`]);
  if (task.expected !== undefined && known.expected !== undefined && textOf(task.expected) !== textOf(known.expected)) {
    pairs.push([`label ${short(task.expected)}`, short(known.expected)]);
  }
  if (pairs.length === 0) return [];
  const [here, there] = [0, 1].map((side) => pairs.map((pair) => pair[side]).join(' and '));
  return [{ message: `task "${known.id}" has ${here} here and ${there} in line ${line}`, hint: ONE_TASK }];
}

function short(label: Json): string {
  const text = textOf(label);
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
