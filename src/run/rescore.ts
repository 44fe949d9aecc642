import { resolve } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import type { Completion, Score } from '../domain/completion.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { type RunFolder, readRunFile, writeRunFile } from '../results/folder.ts';
import { openJournal } from '../results/journal.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { type Grader, openGrader, RECORDED_SCORER } from './grader.ts';
import { cellOf } from './history.ts';
import type { Host } from './host.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { labelProblems } from './prepare.ts';
import { reportOf } from './report.ts';
import { locked, recover } from './run.ts';
import { refuseChangedDataset, refuseWithoutLabels } from './unchanged.ts';

export interface RescoreOptions {
  /** In place of the run's scorer; tasks that name their own keep it. */
  readonly scorer?: ScorerSpec;
  readonly allow_missing: number;
  readonly force_unlock: boolean;
}

/** Grades a run's answers again; no model is asked. The old scores stay in scores.jsonl, the new ones follow them in one piece. */
export async function rescoreRun(folder: RunFolder, options: RescoreOptions, host: Host): Promise<Outcome> {
  const run = readRunFile(folder);
  refuseWithoutLabels(run);
  return locked(folder, options, host, async () => {
    await recover(folder, host);
    const base = resolve(folder.path, run.base);
    const scorer = options.scorer ?? run.scorer;
    const grader = await openGrader(scorer, base);
    const tasks = await readTasks(run, base, grader, scorer);
    const scores = await gradeAll(folder, grader, tasks, await recordedCells(folder), options.scorer !== undefined);
    await appendAll(folder, scores);
    const { rescored: _, ...asRun } = run;
    const rescored: RunFile = {
      ...asRun,
      scorers: grader.names,
      ...(options.scorer === undefined ? {} : { rescored: scorer }),
    };
    const { report } = await reportOf(folder, rescored);
    const outcome = outcomeOf(folder, rescored, report, [], options.allow_missing);
    await writeRunFile(folder, { ...rescored, status: outcome.missing === 0 ? 'complete' : 'incomplete' });
    return outcome;
  });
}

async function readTasks(
  run: RunFile,
  base: string,
  grader: Grader,
  scorer: ScorerSpec,
): Promise<ReadonlyMap<string, Task>> {
  const dataset = openDataset(run.dataset, base);
  const tasks = new Map<string, Task>();
  const summary = await dataset.check(async (task) => {
    await grader.prepare(task);
    tasks.set(task.id, task);
    return labelProblems(task, scorer);
  });
  refuseChangedDataset(run, summary);
  return tasks;
}

/** Cells whose grade was recorded together with the answer, or in its place. */
async function recordedCells(folder: RunFolder): Promise<ReadonlySet<string>> {
  const cells = new Set<string>();
  for await (const { record } of readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, () => {})) {
    if (record.scorer === RECORDED_SCORER) cells.add(cellOf(record));
    else cells.delete(cellOf(record));
  }
  return cells;
}

/** A recorded grade stays, unless another scorer was asked for and there is an answer that it can grade. */
async function gradeAll(
  folder: RunFolder,
  grader: Grader,
  tasks: ReadonlyMap<string, Task>,
  recorded: ReadonlySet<string>,
  another: boolean,
): Promise<readonly Score[]> {
  const scores = new Map<string, Score>();
  const shown = `${folder.shown}/completions.jsonl`;
  for await (const { record } of readJournal<Completion>(folder.completions, shown, () => {})) {
    const task = tasks.get(record.task_id);
    if (!task || (recorded.has(cellOf(record)) && !(another && record.text !== ''))) continue;
    const score = await grader.grade(record, task);
    if (score) scores.set(cellOf(record), score);
  }
  return [...scores.values()];
}

async function appendAll(folder: RunFolder, scores: readonly Score[]): Promise<void> {
  const journal = openJournal(folder.scores, folder.shown);
  try {
    await Promise.all(scores.map((score) => journal.append(score)));
  } finally {
    await journal.close();
  }
}
