import { resolve } from 'node:path';
import type { Report } from '../analysis/report_types.ts';
import { type RunFolder, readRunFile } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Host } from './host.ts';
import { addLabels } from './labels.ts';
import { readTasks } from './labels_cards.ts';
import { labelCells, noVerdictYet } from './labels_cells.ts';
import { readSheet } from './labels_file.ts';
import { reportOf } from './report.ts';
import { locked } from './run.ts';

export interface CheckOptions {
  /** The sheet, as the user wrote its path. */
  readonly labels?: string;
  readonly rater: string;
  /** How many answers are put to the judge once more; 0 asks nobody. */
  readonly again: number;
  readonly force_unlock: boolean;
}

/** How the judge stands beside people. */
export interface Checked {
  readonly report: Report;
  /** What the sheet held; absent without one. */
  readonly sheet?: { readonly labels: number; readonly added: number; readonly empty: number };
}

/** Takes the labels of a sheet into the run, puts some answers to the judge again where asked to, and reports. Problem (exit 2) when no answer was judged. */
export async function checkJudge(folder: RunFolder, options: CheckOptions, host: Host): Promise<Checked> {
  const run = readRunFile(folder);
  const cells = await labelCells(folder, run);
  if (cells.all.every(({ score }) => score === undefined)) throw noVerdictYet(run);
  const { labels } = options;
  const sheet = labels === undefined ? undefined : await takeIn(folder, run, cells, { ...options, labels }, host);
  if (options.again > 0) {
    const { judgeAgain } = await import('./judging/again.ts');
    await judgeAgain(folder, options.again, { force_unlock: options.force_unlock }, host);
  }
  const { report } = await reportOf(folder, readRunFile(folder));
  return { report, ...(sheet ? { sheet } : {}) };
}

async function takeIn(
  folder: RunFolder,
  run: RunFile,
  cells: Awaited<ReturnType<typeof labelCells>>,
  options: CheckOptions & { readonly labels: string },
  host: Host,
): Promise<Checked['sheet']> {
  const scaled = cells.all.filter(({ kind }) => kind === 'pointwise').map(({ task_id }) => task_id);
  const tasks = scaled.length === 0 ? new Map() : await readTasks(folder, run, new Set(scaled));
  const context = { run, cells, tasks, rater: options.rater, at: host.now().toISOString() };
  const { labels, empty } = await readSheet(resolve(host.cwd, options.labels), options.labels, context);
  const added = await locked(folder, options, host, () => addLabels(folder, labels));
  return { labels: labels.length, added, empty };
}
