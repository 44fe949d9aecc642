import { resolve } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import type { Completion } from '../domain/completion.ts';
import type { Rubric } from '../domain/judge.ts';
import type { Task } from '../domain/task.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { referenceText, rubricOf } from '../scorers/judge/points.ts';
import { cellOf } from './cell.ts';
import { candidateIsA, type LabelCell } from './labels_cells.ts';
import { type LabelScale, scaleOf } from './labels_scale.ts';
import { textOf } from './outcome_columns.ts';
import { refuseChangedDataset } from './unchanged.ts';

/** One judged answer as a person sees it who is to label it: everything but who gave it. */
export interface Card {
  readonly cell: LabelCell;
  readonly input: string;
  /** "" where the judge sees none. */
  readonly reference_answer: string;
  /** What to look at, a line each; "" where the rubric is not known. */
  readonly criteria: string;
  /** Two where answers are compared: A and B. */
  readonly answers: readonly [string] | readonly [string, string];
  readonly scale: LabelScale;
}

/** Looks up what people have to see, in the order of the cells; those whose texts are gone are left out. Problem (exit 2) when the dataset changed. */
export async function openCards(folder: RunFolder, run: RunFile, cells: readonly LabelCell[]): Promise<Card[]> {
  const tasks = await readTasks(folder, run, new Set(cells.map((cell) => cell.task_id)));
  const wanted = cells.flatMap((cell) => [cellOf(cell), referenceCell(cell, run)]);
  const texts = await readTexts(folder, new Set(wanted));
  return cells.flatMap((cell) => {
    const task = tasks.get(cell.task_id);
    const answers = answersOf(cell, run, texts);
    return task && answers ? [cardOf(cell, run, task, answers)] : [];
  });
}

function cardOf(cell: LabelCell, run: RunFile, task: Task, answers: Card['answers']): Card {
  const rubric = rubricFor(cell, run, task);
  return {
    cell,
    input: inputOf(task),
    reference_answer: rubric ? (referenceText(task, rubric) ?? '') : textOf(task.expected),
    criteria: rubric ? criteriaOf(rubric, run) : '',
    answers,
    scale: scaleOf(cell.kind, rubric, candidateIsA(run, cell)),
  };
}

/** The rubric of a judged answer, with the task's own points; undefined when the run does not hold it. */
export function rubricFor(cell: LabelCell, { judge }: RunFile, task: Task): Rubric | undefined {
  const rubric = judge?.rubrics.find(({ sha256 }) => sha256 === cell.rubric_sha256);
  return judge && rubric ? rubricOf(task, rubric, judge.rubric_column) : undefined;
}

/** What was asked, as one text. */
export function inputOf({ input, messages }: Task): string {
  if (messages === undefined || messages.length < 2) return input;
  return messages.map(({ role, content }) => `${role}: ${content}`).join('\n');
}

function criteriaOf({ name, criteria, instructions }: Rubric, { judge }: RunFile): string {
  const common = judge?.rubrics.find((rubric) => rubric.name === name)?.instructions ?? '';
  const ofTask = instructions.slice(common.length).trim();
  const weighs = criteria.some(({ weight }) => weight !== criteria[0]?.weight);
  const lines = criteria.map((one) => `${one.name}: ${one.text}${weighs ? ` (weight ${one.weight})` : ''}`);
  return [...lines, ...(ofTask === '' ? [] : [ofTask])].join('\n');
}

function answersOf(cell: LabelCell, run: RunFile, texts: ReadonlyMap<string, string>): Card['answers'] | undefined {
  const own = texts.get(cellOf(cell));
  if (own === undefined) return undefined;
  if (cell.kind !== 'pairwise') return [own];
  const other = texts.get(referenceCell(cell, run));
  if (other === undefined) return undefined;
  return candidateIsA(run, cell) ? [own, other] : [other, own];
}

function referenceCell({ task_id, repeat }: LabelCell, { reference }: RunFile): string {
  return cellOf({ task_id, model: reference, repeat });
}

/** The tasks that are asked for, as the run saw them. */
export async function readTasks(
  folder: RunFolder,
  run: RunFile,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Task>> {
  const tasks = new Map<string, Task>();
  await seeTasks(folder, run, (task) => {
    if (wanted.has(task.id)) tasks.set(task.id, task);
  });
  return tasks;
}

/** Shows every task of the dataset, in file order. Problem (exit 2) when the dataset is not what the run saw, or gone. */
export async function seeTasks(folder: RunFolder, run: RunFile, see: (task: Task) => void): Promise<void> {
  const summary = await openDataset(run.dataset, resolve(folder.path, run.base)).check((task) => {
    see(task);
    return [];
  });
  refuseChangedDataset(run, summary);
}

/** The answer of each cell: the last one, which no later failure takes away. */
async function readTexts(folder: RunFolder, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const shown = `${folder.shown}/completions.jsonl`;
  for await (const { record } of readJournal<Completion>(folder.completions, shown, () => {})) {
    const key = cellOf(record);
    if (record.status !== 'failed' && wanted.has(key)) texts.set(key, record.text);
  }
  return texts;
}
