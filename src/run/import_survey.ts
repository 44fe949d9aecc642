import Big from 'big.js';
import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Task } from '../domain/task.ts';
import { isBlank, numberIn } from '../providers/recorded/cells.ts';
import { amountsOfRow, type CellFault, verdictIn } from '../providers/recorded/outcome.ts';
import type { RowSignals } from './import_signals.ts';
import { type Fault, ImportedTasks } from './import_tasks.ts';
import { type OutcomeCells, type RoleColumns, textOf } from './outcome_columns.ts';

/** A row of outcomes that belongs to the import; `columns` says what its cells are called in the file. */
export interface OutcomeLine {
  /** As the user wrote it. */
  readonly file: string;
  readonly line: number;
  readonly cells: OutcomeCells;
  readonly columns: RoleColumns;
  /** What verifiers said of the answer. */
  readonly signals: RowSignals;
}

/** What the rows say of one model. `usd` is the sum over `costs` rows with a cost, `points` the weighted sum of scores over rows that weigh `weight`. */
interface ModelSeen {
  usd: Big;
  costs: number;
  points: number;
  weight: number;
}

/** Scores that are no verdict: how many, and where the first one stands. */
export interface OddScores {
  count: number;
  readonly line: number;
  readonly cell: string;
}

/** What can be graded: rows with a usable score, rows whose output has to be graded, and tasks with a label. */
export interface Gradable {
  readonly scores: number;
  readonly outputs: number;
  readonly labels: number;
}

/** What a first reading of the outcomes established: they are sound, and these are their tasks and models. */
export interface Survey {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly models: readonly string[];
  /** The columns of the file, by role; empty for a file without rows. */
  readonly columns: RoleColumns;
  /** The file's repeat numbers, which may start anywhere, to 0, 1, 2 ... */
  readonly repeats: ReadonlyMap<number, number>;
  /** The model with the highest mean cost; undefined where nothing is known to cost anything. */
  readonly dearest: string | undefined;
  /** The model with the highest mean score; undefined where no score is recorded. */
  readonly best: string | undefined;
  /** Models whose every cost is 0 while others cost something: their cost was not recorded. */
  readonly suspectFree: ReadonlySet<string>;
  readonly gradable: Gradable;
  readonly oddScores: { readonly outside: OddScores | undefined; readonly text: OddScores | undefined };
}

/** Reads all rows once. Throws a Problem (exit 2) with up to 20 lines at fault. Memory: one entry a row, no texts. */
export async function surveyOutcomes(
  rows: AsyncIterable<OutcomeLine>,
  labels: ReadonlyMap<string, Task> | undefined,
): Promise<Survey> {
  const surveyor = new Surveyor(labels);
  for await (const row of rows) {
    surveyor.add(row);
    if (surveyor.problems.length >= MAX_PROBLEMS_SHOWN) break;
  }
  const [first, ...rest] = surveyor.problems.slice(0, MAX_PROBLEMS_SHOWN);
  if (first) throw new Problem(2, first, ...rest);
  return surveyor.survey();
}

class Surveyor {
  readonly problems: ProblemDetail[] = [];
  readonly #labels: ReadonlyMap<string, Task> | undefined;
  readonly #tasks: ImportedTasks;
  readonly #models = new Map<string, ModelSeen>();
  readonly #lineOf = new Map<string, Pick<OutcomeLine, 'file' | 'line'>>();
  #columns: RoleColumns = new Map();
  readonly #repeats = new Set<number>();
  #scores = 0;
  #outputs = 0;
  #outside: OddScores | undefined;
  #text: OddScores | undefined;

  constructor(labels: ReadonlyMap<string, Task> | undefined) {
    this.#labels = labels;
    this.#tasks = new ImportedTasks(labels);
  }

  add(row: OutcomeLine): void {
    const { file, line, cells, columns, signals } = row;
    this.#columns = columns;
    const { cost, faults } = amountsOfRow(cells);
    for (const fault of [...this.#rowFaults(row), ...faults.map((one) => cellFault(one, columns)), ...signals.faults]) {
      this.problems.push({ code: 'IMPORT', ...fault, file, line });
    }
    this.#repeats.add(repeatOf(cells));
    const seen = this.#modelOf(textOf(cells.model));
    if (cost !== undefined) {
      seen.usd = seen.usd.plus(cost);
      seen.costs++;
    }
    this.#addScore(row, seen);
  }

  #modelOf(model: string): ModelSeen {
    const known = this.#models.get(model);
    if (known) return known;
    const seen = { usd: new Big(0), costs: 0, points: 0, weight: 0 };
    this.#models.set(model, seen);
    return seen;
  }

  #addScore({ line, cells }: OutcomeLine, seen: ModelSeen): void {
    if (!('score' in cells)) {
      if (!isBlank(cells.output)) this.#outputs++;
      return;
    }
    const verdict = verdictIn(cells.score);
    if (verdict.state === 'scored') {
      const weight = this.#tasks.all.get(textOf(cells.task_id))?.weight ?? 1;
      seen.points += weight * verdict.score;
      seen.weight += weight;
      this.#scores++;
    } else if (!isBlank(cells.score)) {
      const isText = numberIn(cells.score) === undefined;
      const odd = (isText ? this.#text : this.#outside) ?? { count: 0, line, cell: textOf(cells.score) };
      odd.count++;
      if (isText) this.#text = odd;
      else this.#outside = odd;
    }
  }

  #rowFaults({ file, line, cells }: OutcomeLine): readonly Fault[] {
    const id = textOf(cells.task_id);
    const model = textOf(cells.model);
    const repeat = repeatOf(cells);
    if (id.trim() === '') return [{ message: 'no task_id' }];
    if (model.trim() === '') return [{ message: 'no model' }];
    if (!Number.isSafeInteger(repeat) || repeat < 0) {
      return [{ message: `repeat "${textOf(cells.repeat)}" is not a whole number`, hint: 'count from 0: 0, 1, 2' }];
    }
    if (this.#labels && !this.#labels.has(id)) return [{ message: `task "${id}" is not in the labelled dataset` }];
    const cell = `${repeat} ${model}\n${id}`;
    const earlier = this.#lineOf.get(cell);
    this.#lineOf.set(cell, { file, line });
    if (earlier) {
      const where = earlier.file === file ? `line ${earlier.line}` : `${earlier.file} line ${earlier.line}`;
      return [{ message: `model "${model}" answered task "${id}" already in ${where}` }];
    }
    return this.#tasks.add(id, cells, line);
  }

  survey(): Survey {
    const priced = [...this.#models].filter(([, { costs }]) => costs > 0);
    const paid = priced.filter(([, { usd }]) => usd.gt(0));
    const free = paid.length > 0 ? priced.filter(([, { usd }]) => usd.eq(0)).map(([model]) => model) : [];
    const scored = [...this.#models].filter(([, { weight }]) => weight > 0);
    return {
      tasks: this.#tasks.all,
      models: [...this.#models.keys()],
      columns: this.#columns,
      repeats: new Map([...this.#repeats].sort((a, b) => a - b).map((repeat, index) => [repeat, index])),
      dearest: highest(paid, ({ usd, costs }) => usd.div(costs)),
      best: highest(scored, ({ points, weight }) => new Big(points).div(weight)),
      suspectFree: new Set(free),
      gradable: { scores: this.#scores, outputs: this.#outputs, labels: this.#tasks.labels },
      oddScores: { outside: this.#outside, text: this.#text },
    };
  }
}

function cellFault({ column, cell, what, hint }: CellFault, columns: RoleColumns): Fault {
  return { message: `${columns.get(column) ?? column} ${cell} ${what}`, hint };
}

/** Counts from 0; a missing column means that every task was answered once. */
export function repeatOf(cells: OutcomeCells): number {
  return Number(textOf(cells.repeat) || 0);
}

/** The first of the models with the highest mean. */
function highest(
  models: readonly (readonly [string, ModelSeen])[],
  meanOf: (seen: ModelSeen) => Big,
): string | undefined {
  let best: { readonly model: string; readonly mean: Big } | undefined;
  for (const [model, seen] of models) {
    const mean = meanOf(seen);
    if (!best || mean.gt(best.mean)) best = { model, mean };
  }
  return best?.model;
}
