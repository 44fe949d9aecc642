import { readRows } from '../datasets/rows.ts';
import type { Label } from '../domain/judge.ts';
import { didYouMean, nearest } from '../domain/nearest.ts';
import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Json, Task } from '../domain/task.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';
import { opinionOf } from './labels.ts';
import { rubricFor } from './labels_cards.ts';
import { candidateIsA, type LabelCell, type LabelCells } from './labels_cells.ts';
import { PAIR_BY_NAME, scaleOf } from './labels_scale.ts';
import { listed, textOf } from './outcome_columns.ts';

/** What the rows of a sheet are understood by. */
export interface SheetContext {
  readonly run: RunFile;
  readonly cells: LabelCells;
  /** Tasks of the judged answers: the scale of some is their own. */
  readonly tasks: ReadonlyMap<string, Task>;
  /** Who labelled, where a row does not say; "" when nobody said. */
  readonly rater: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What a sheet says. */
export interface Sheet {
  readonly labels: readonly Label[];
  /** Rows whose label is still empty. */
  readonly empty: number;
}

/** Reads a sheet (CSV, TSV or JSONL), whole: throws a Problem (exit 2) with up to 20 details, each with file and line. `file` is the path as the user wrote it. */
export async function readSheet(path: string, file: string, context: SheetContext): Promise<Sheet> {
  const reader = new SheetReader(file, context);
  try {
    for await (const { line, columns, values } of readRows(path, { file })) {
      reader.add(line, columns, values);
      if (reader.hopeless) break;
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    reader.problems.push(...error.details);
  }
  return reader.finish();
}

type Values = Readonly<Record<string, Json>>;

/** A row's fault; thrown, and told with its line. */
class RowFault extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

class SheetReader {
  readonly problems: ProblemDetail[] = [];
  hopeless = false;
  readonly #file: string;
  readonly #context: SheetContext;
  readonly #labels = new Map<string, Label & { readonly line: number }>();
  #empty = 0;

  constructor(file: string, context: SheetContext) {
    this.#file = file;
    this.#context = context;
  }

  add(line: number, columns: readonly string[], values: Values): void {
    const missing = missingColumns(columns);
    if (missing) this.#hopeless({ ...missing, line: 1 });
    else if (textOf(values.label).trim() === '') this.#empty++;
    else this.#row(line, values);
    if (this.problems.length >= MAX_PROBLEMS_SHOWN) this.hopeless = true;
  }

  #hopeless(problem: ProblemDetail): void {
    this.problems.push({ ...problem, file: this.#file });
    this.hopeless = true;
  }

  #row(line: number, values: Values): void {
    try {
      const label = labelOf(values, this.#context);
      const earlier = this.#labels.get(opinionOf(label));
      if (earlier && earlier.label !== label.label) {
        throw new RowFault(`another label than line ${earlier.line} gives the same answer`, 'keep one of the two');
      }
      this.#labels.set(opinionOf(label), { ...label, line: earlier?.line ?? line });
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      const { message, hint } = error;
      this.problems.push({ code: 'LABELS', message, file: this.#file, line, ...(hint === undefined ? {} : { hint }) });
    }
  }

  finish(): Sheet {
    if (this.problems.length === 0 && this.#labels.size === 0) this.#hopeless(noLabels(this.#empty));
    const found = this.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, MAX_PROBLEMS_SHOWN);
    const [first, ...rest] = found;
    if (first) throw new Problem(2, first, ...rest);
    return { labels: [...this.#labels.values()].map(({ line: _, ...label }) => label), empty: this.#empty };
  }
}

function noLabels(empty: number): ProblemDetail {
  return {
    code: 'LABELS',
    message: empty === 0 ? 'no labels: the file has no rows' : `every label is empty (rows: ${empty})`,
    hint: 'fill in the column "label"; the column "how" of a sheet of bench judge sample says with what',
  };
}

function missingColumns(found: readonly string[]): ProblemDetail | undefined {
  const has = (name: string): boolean => found.includes(name);
  const wanted = has('item') ? [] : ['task_id', 'model'];
  const missing = [...wanted, 'label'].filter((name) => !has(name));
  const [first] = missing;
  if (first === undefined) return undefined;
  const near = nearest(first, found);
  return {
    code: 'LABELS',
    message: `no column ${missing.map((name) => `"${name}"`).join(', ')}; found ${listed(found)}`,
    hint: `${near === undefined ? '' : `did you mean "${near}"? `}a row has item (of bench judge sample), or task_id and model, and label`,
  };
}

function labelOf(values: Values, context: SheetContext): Label {
  const byItem = textOf(values.item).trim() !== '';
  const cell = byItem ? cellOfItem(textOf(values.item).trim(), context) : cellOfNames(values, context);
  if (cell.score === undefined) {
    throw new RowFault('the judge has no verdict on this answer: there is nothing to compare a label with', AGAIN);
  }
  const { task_id, model, repeat, kind, rubric_sha256 } = cell;
  const rater = textOf(values.rater).trim() || context.rater;
  const label = valueIn(textOf(values.label), cell, byItem, context);
  return { task_id, model, repeat, kind, rubric_sha256, label, rater, at: context.at };
}

const AGAIN = 'leave its label empty; bench resume asks the judge again';

function cellOfItem(item: string, { cells, run }: SheetContext): LabelCell {
  const cell = cells.byItem.get(item.toLowerCase());
  if (cell) return cell;
  const meant = didYouMean(item, firsts(cells.byItem.keys()));
  throw new RowFault(
    `no judged answer of run ${run.id} is item "${item}"`,
    meant ?? 'is the sheet of another run? bench judge check RUN --labels FILE',
  );
}

function cellOfNames(values: Values, { cells, run }: SheetContext): LabelCell {
  const task_id = textOf(values.task_id);
  const model = textOf(values.model);
  if (task_id.trim() === '') throw new RowFault('no task_id');
  if (model.trim() === '') throw new RowFault('no model');
  if (!run.models.some(({ id }) => id === model)) {
    const ids = run.models.map(({ id }) => id);
    throw new RowFault(`no model "${model}" in run ${run.id}`, didYouMean(model, ids) ?? `it has ${listed(ids)}`);
  }
  const repeat = repeatOf(textOf(values.repeat).trim(), task_id, model, cells);
  const cell = cells.byCell.get(cellOf({ task_id, model, repeat }));
  if (cell) return cell;
  throw notJudged({ task_id, model, repeat }, cells, run);
}

/** Without a repeat, the only one that was judged. */
function repeatOf(text: string, task_id: string, model: string, cells: LabelCells): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  if (text !== '') throw new RowFault(`repeat "${text}" is not a whole number`, 'count from 0: 0, 1, 2');
  const judged: number[] = [];
  for (let repeat = 0; cells.scorers.has(cellOf({ task_id, model, repeat })); repeat++) {
    if (cells.byCell.has(cellOf({ task_id, model, repeat }))) judged.push(repeat);
  }
  if (judged.length < 2) return judged[0] ?? 0;
  throw new RowFault(
    `model "${model}" answered task "${task_id}" ${judged.length} times: which one is meant?`,
    'add a column repeat: 0, 1, 2',
  );
}

function notJudged(cell: { task_id: string; model: string; repeat: number }, cells: LabelCells, run: RunFile): Error {
  const scorer = cells.scorers.get(cellOf(cell));
  const what = `the answer of ${cell.model} to task "${cell.task_id}"`;
  if (scorer !== undefined) return new RowFault(`${what} was not left to the judge: ${scorer} graded it`, NO_LABEL);
  const known = run.models.some(({ id }) => cells.scorers.has(cellOf({ ...cell, model: id })));
  if (known) return new RowFault(`${what}${cell.repeat > 0 ? `, repeat ${cell.repeat},` : ''} has no verdict`, AGAIN);
  const ids = firsts(cells.byCell.values(), ({ task_id }) => task_id);
  const meant = didYouMean(cell.task_id, ids) ?? `task_id is the id of a task of ${run.dataset.path}`;
  return new RowFault(`no task "${cell.task_id}" in run ${run.id}`, meant);
}

const NO_LABEL = 'such an answer needs no label: leave the row out, or its label empty';

/** Enough to find what was meant, and no more than can be compared at once. */
function firsts<T>(all: Iterable<T>, name: (one: T) => string = String): readonly string[] {
  const names = new Set<string>();
  for (const one of all) if (names.size < 5000) names.add(name(one));
  return [...names];
}

function valueIn(text: string, cell: LabelCell, byItem: boolean, { run, tasks }: SheetContext): number {
  const task = tasks.get(cell.task_id);
  const rubric = task && rubricFor(cell, run, task);
  const scale =
    cell.kind === 'pairwise' && !byItem ? PAIR_BY_NAME : scaleOf(cell.kind, rubric, candidateIsA(run, cell));
  const value = scale.read(text);
  if (value !== undefined) return value;
  const comma = /^-?\d+,\d+$/.test(text.trim()) ? `write ${text.trim().replace(',', '.')} with a decimal point; ` : '';
  throw new RowFault(`"${text.trim().slice(0, 60)}" is not a label of this answer`, `${comma}write ${scale.how}`);
}
