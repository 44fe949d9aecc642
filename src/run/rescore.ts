import type { Completion, Score } from '../domain/completion.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { type RunFolder, readRunFile, writeRunFile } from '../results/folder.ts';
import { openJournal } from '../results/journal.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';
import type { Stopped } from './execute.ts';
import { type Grader, RECORDED_SCORER } from './grader.ts';
import { readHistory } from './history.ts';
import type { Host } from './host.ts';
import { judgeAnswers } from './judging/judge.ts';
import { probeOnce } from './judging/phase.ts';
import { Ledger } from './ledger.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type NewJudge, openRegrading, type Regrading } from './regrading.ts';
import { reportOf } from './report.ts';
import { locked, recover } from './run.ts';
import { refuseWithoutLabels } from './unchanged.ts';

export interface RescoreOptions {
  /** In place of the run's scorer; tasks that name their own keep it. */
  readonly scorer?: ScorerSpec;
  /** Asks this judge, in place of the run's, about every answer that needs one. Without it nobody is asked. */
  readonly judge?: NewJudge;
  /** What the judge may cost, in dollars; by default the run's cap holds. */
  readonly max_cost?: string;
  readonly allow_missing: number;
  readonly force_unlock: boolean;
  readonly strict_judge?: boolean;
}

/** Grades a run's answers again; no model is asked. The old scores stay in scores.jsonl, the new ones follow them. */
export async function rescoreRun(folder: RunFolder, options: RescoreOptions, host: Host): Promise<Outcome> {
  const run = readRunFile(folder);
  refuseWithoutLabels(run);
  return locked(folder, options, host, async () => {
    await recover(folder, host);
    const ledger = new Ledger();
    const { paid_usd } = await readHistory(folder, () => {}, ledger);
    const regrading = await openRegrading(
      run,
      folder,
      { ...options, ...(options.judge ? { asks: { paid_usd } } : {}) },
      host,
    );
    try {
      const { grader, tasks } = regrading;
      const recorded = await recordedCells(folder);
      const another = options.scorer !== undefined;
      const judged = await probed(regrading, folder, ledger, options, host);
      await appendAll(folder, await gradeAll(folder, grader, tasks, recorded, another));
      const stopped = await judgeAgainst(judged, folder, ledger, recorded, options, host);
      return await concluded(judged.run, folder, stopped, options);
    } finally {
      await regrading.close();
    }
  });
}

/** New judges show first that they can give verdicts. */
async function probed(
  regrading: Regrading,
  folder: RunFolder,
  ledger: Ledger,
  options: RescoreOptions,
  host: Host,
): Promise<Regrading> {
  if (!options.judge || !regrading.judging) return regrading;
  for (const { spec, opened } of regrading.judging.judges) host.progress.note(`calls ${opened.host}: judge ${spec.id}`);
  return probeOnce(regrading, folder, ledger, options, host);
}

/** Verdicts for all that needs a judge; a recorded grade stays. */
async function judgeAgainst(
  { run, dataset, grader, judging }: Regrading,
  folder: RunFolder,
  ledger: Ledger,
  recorded: ReadonlySet<string>,
  { judge }: RescoreOptions,
  host: Host,
): Promise<readonly Stopped[]> {
  if (!judging) return [];
  const wants = (task_id: string, model: string, repeat: number): boolean =>
    !recorded.has(cellOf({ task_id, model, repeat }));
  const prepared = { run, dataset, grader };
  try {
    return await judgeAnswers(
      {
        prepared,
        judging,
        folder,
        ledger,
        paid: undefined,
        wants,
        ask: judge ? 'missing' : 'nobody',
        keep_going: false,
        // Only now that nothing stands under another judge's name: whatever happens, resume asks the new one.
        ...(judge ? { adopt: () => writeRunFile(folder, { ...run, status: 'interrupted' }) } : {}),
      },
      host,
    );
  } finally {
    host.progress.stop();
  }
}

async function concluded(
  run: RunFile,
  folder: RunFolder,
  stopped: readonly Stopped[],
  { allow_missing }: RescoreOptions,
): Promise<Outcome> {
  const { report } = await reportOf(folder, run);
  const outcome = outcomeOf(folder, run, report, stopped, allow_missing);
  await writeRunFile(folder, { ...run, status: outcome.missing === 0 ? 'complete' : 'incomplete' });
  return outcome;
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
