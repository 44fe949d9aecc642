import Big from 'big.js';
import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Task } from '../domain/task.ts';
import { answerOfRow } from '../providers/recorded/outcome.ts';
import { type OutcomeCells, textOf } from './outcome_columns.ts';

/** A row of outcomes that belongs to the import. */
export interface OutcomeLine {
  readonly line: number;
  readonly cells: OutcomeCells;
}

/** What the rows say of one model. `usd` is the sum over `costs` rows with a cost. */
interface ModelSeen {
  readonly usd: Big;
  readonly costs: number;
}

/** What a first reading of the outcomes established: they are sound, and these are their tasks and models. */
export interface Survey {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly models: readonly string[];
  readonly repeats: number;
  /** The model with the highest mean cost; undefined where no cost is known. */
  readonly dearest: string | undefined;
  /** Models whose every cost is 0 while others cost something: their cost was not recorded. */
  readonly suspectFree: ReadonlySet<string>;
}

/** Reads all rows once. Throws a Problem (exit 2) with up to 20 lines at fault. Memory: one entry a row, no texts. */
export async function surveyOutcomes(
  rows: AsyncIterable<OutcomeLine>,
  file: string,
  labels: ReadonlyMap<string, Task> | undefined,
): Promise<Survey> {
  const surveyor = new Surveyor(file, labels);
  for await (const row of rows) {
    surveyor.add(row);
    if (surveyor.problems.length >= MAX_PROBLEMS_SHOWN) break;
  }
  const [first, ...rest] = surveyor.problems;
  if (first) throw new Problem(2, first, ...rest);
  return surveyor.survey();
}

class Surveyor {
  readonly problems: ProblemDetail[] = [];
  readonly #file: string;
  readonly #labels: ReadonlyMap<string, Task> | undefined;
  readonly #tasks = new Map<string, Task>();
  readonly #models = new Map<string, ModelSeen>();
  readonly #lineOf = new Map<string, number>();
  #repeats = 1;

  constructor(file: string, labels: ReadonlyMap<string, Task> | undefined) {
    this.#file = file;
    this.#labels = labels;
  }

  add({ line, cells }: OutcomeLine): void {
    const id = textOf(cells.task_id);
    const model = textOf(cells.model);
    const repeat = repeatOf(cells);
    const fault = this.#fault(id, model, repeat, line) ?? this.#taskFault(id, cells);
    if (fault !== undefined) this.problems.push({ code: 'IMPORT', message: fault, file: this.#file, line });
    this.#repeats = Math.max(this.#repeats, repeat + 1);
    const seen = this.#models.get(model) ?? { usd: new Big(0), costs: 0 };
    const cost = answerOfRow(cells).reported_cost_usd;
    this.#models.set(model, cost === undefined ? seen : { usd: seen.usd.plus(cost), costs: seen.costs + 1 });
  }

  #fault(id: string, model: string, repeat: number, line: number): string | undefined {
    if (id === '') return 'no task_id';
    if (model === '') return 'no model';
    if (!Number.isSafeInteger(repeat) || repeat < 0) return 'repeat is not a whole number';
    if (this.#labels && !this.#labels.has(id)) return `task "${id}" is not in the labelled dataset`;
    const cell = `${repeat} ${model}\n${id}`;
    const earlier = this.#lineOf.get(cell);
    this.#lineOf.set(cell, line);
    return earlier === undefined ? undefined : `model "${model}" answered task "${id}" already in line ${earlier}`;
  }

  #taskFault(id: string, cells: OutcomeCells): string | undefined {
    const weightText = textOf(cells.weight);
    const weight = weightText === '' ? 1 : Number(weightText);
    if (!(weight > 0 && Number.isFinite(weight))) return `weight "${weightText}" is not a number above 0`;
    const label = this.#labels?.get(id);
    const segment = textOf(cells.segment);
    const known = this.#tasks.get(id);
    const { expected } = cells;
    if (!known)
      this.#tasks.set(
        id,
        label ?? { id, input: '', segment, weight, columns: {}, ...(expected === undefined ? {} : { expected }) },
      );
    else if (!label && (known.segment !== segment || known.weight !== weight)) {
      return `task "${id}" has another segment or weight than in an earlier line`;
    }
    return undefined;
  }

  survey(): Survey {
    const priced = [...this.#models].filter(([, { costs }]) => costs > 0);
    const somethingCosts = priced.some(([, { usd }]) => usd.gt(0));
    const free = somethingCosts ? priced.filter(([, { usd }]) => usd.eq(0)).map(([model]) => model) : [];
    return {
      tasks: this.#tasks,
      models: [...this.#models.keys()],
      repeats: this.#repeats,
      dearest: dearestOf(priced),
      suspectFree: new Set(free),
    };
  }
}

/** Counts from 0; a missing column means that every task was answered once. */
export function repeatOf(cells: OutcomeCells): number {
  return Number(textOf(cells.repeat) || 0);
}

function dearestOf(models: readonly (readonly [string, ModelSeen])[]): string | undefined {
  let best: { readonly model: string; readonly mean: Big } | undefined;
  for (const [model, { usd, costs }] of models) {
    const mean = usd.div(costs);
    if (!best || mean.gt(best.mean)) best = { model, mean };
  }
  return best?.model;
}
