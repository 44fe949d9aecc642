import { dice, permutation } from '../../analysis/stats/random.ts';
import type { Completion, Score } from '../../domain/completion.ts';
import type { Task } from '../../domain/task.ts';
import type { RunFolder } from '../../results/folder.ts';
import { openRecords, type RecordReader, readJournal } from '../../results/read.ts';
import { cellOf } from '../cell.ts';
import { isGradable } from '../grader.ts';
import type { Place } from '../history.ts';
import type { Prepared } from '../prepare.ts';
import { judgeName, kindOf, type OpenJudging } from './open.ts';
import type { JudgedTask } from './question.ts';

/** An answer for the judges, or the score of one that needs none of them. */
export type JudgedCell = { readonly ask: JudgedTask } | { readonly score: Score };

/** Where the answers to judged tasks stand in completions.jsonl, cell by cell. Memory: one entry an answer, no texts. */
export async function placesOf(folder: RunFolder, tasks: ReadonlySet<string>): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  const shown = `${folder.shown}/completions.jsonl`;
  for await (const { record, offset, length } of readJournal<Completion>(folder.completions, shown, () => {})) {
    if (record.status !== 'failed' && tasks.has(record.task_id)) places.set(cellOf(record), { offset, length });
  }
  return places;
}

/** How many answers are shuffled at a time: the order says nothing of tasks and models, and memory stays flat. */
const WINDOW = 256;

/** What judging needs of a run that is opened. */
export type JudgePrepared = Pick<Prepared, 'run' | 'dataset' | 'grader'>;

export interface CellOptions {
  readonly prepared: JudgePrepared;
  readonly judging: OpenJudging;
  readonly folder: RunFolder;
  readonly places: ReadonlyMap<string, Place>;
  /** False: the cell has its verdict. */
  wants(taskId: string, model: string, repeat: number): boolean;
}

/** The answers that wait for a judge, in an order that the seed fixes. */
export async function* judgedCells(options: CellOptions): AsyncGenerator<JudgedCell> {
  const draw = dice(options.prepared.run.seed, 3);
  const reader = options.places.size > 0 ? await openRecords(options.folder.completions) : undefined;
  let held: JudgedCell[] = [];
  try {
    for await (const task of reader ? options.prepared.dataset.tasks() : []) {
      if (!options.judging.tasks.has(task.id)) continue;
      held.push(...(await cellsOfTask(task, reader!, options)));
      if (held.length < WINDOW) continue;
      for (const at of permutation(held.length, draw)) yield held[at]!;
      held = [];
    }
    for (const at of permutation(held.length, draw)) yield held[at]!;
  } finally {
    await reader?.close();
  }
}

async function cellsOfTask(task: Task, reader: RecordReader, options: CellOptions): Promise<JudgedCell[]> {
  const { run } = options.prepared;
  const cells: JudgedCell[] = [];
  for (let repeat = 0; repeat < run.repeats; repeat++) {
    const answers = new Answers(task, repeat, reader, options.places);
    for (const { id } of run.models) {
      if (!options.wants(task.id, id, repeat)) continue;
      const completion = await answers.of(id);
      const cell = completion && (await cellOfAnswer(task, completion, answers, options));
      if (cell) cells.push(cell);
    }
  }
  return cells;
}

/** The answers of all models to one task in one repeat; the reference's is read once. */
class Answers {
  readonly #read = new Map<string, Promise<Completion | undefined>>();
  readonly #task: Task;
  readonly #repeat: number;
  readonly #reader: RecordReader;
  readonly #places: ReadonlyMap<string, Place>;

  constructor(task: Task, repeat: number, reader: RecordReader, places: ReadonlyMap<string, Place>) {
    this.#task = task;
    this.#repeat = repeat;
    this.#reader = reader;
    this.#places = places;
  }

  of(model: string): Promise<Completion | undefined> {
    const known = this.#read.get(model) ?? this.#fetch(model);
    this.#read.set(model, known);
    return known;
  }

  async #fetch(model: string): Promise<Completion | undefined> {
    const place = this.#places.get(cellOf({ task_id: this.#task.id, model, repeat: this.#repeat }));
    return place && ((await this.#reader.read(place.offset, place.length)) as Completion | undefined);
  }
}

/** Undefined where the other scorers give the verdict: theirs stands in scores.jsonl, or will when the run is graded again. */
async function cellOfAnswer(
  task: Task,
  completion: Completion,
  answers: Answers,
  { prepared, judging }: CellOptions,
): Promise<JudgedCell | undefined> {
  const { grader, run } = prepared;
  if (!isGradable(completion) || (await grader.grade(completion, task)) !== undefined) return undefined;
  const rubric = judging.rubricOf(grader.rubricOf(task) ?? '');
  const kind = kindOf(judging, rubric);
  const { task_id, model, repeat, text } = completion;
  const asked = { ...task, completion: { task_id, model, repeat, text }, rubric, kind };
  if (kind !== 'pairwise') return { ask: asked };
  const scorer = judgeName(judging, rubric);
  const cell = { task_id, model, repeat, scorer };
  if (model === run.reference)
    return { score: { ...cell, verdict: { state: 'scored', score: 0.5, detail: 'the reference itself' } } };
  const reference = await answers.of(run.reference);
  if (!reference) {
    const judged = { kind, rubric: rubric.name, rubric_sha256: rubric.sha256, votes: [], chars: text.length };
    return {
      score: {
        ...cell,
        verdict: { state: 'unscored', why: 'judge: the reference has no answer to compare with' },
        judged,
      },
    };
  }
  if (isGradable(reference)) return { ask: { ...asked, other: reference.text } };
  return {
    score: { ...cell, verdict: { state: 'scored', score: 1, detail: `the reference was ${reference.status}` } },
  };
}
