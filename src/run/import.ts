import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import type { Answer, Completion, Cost } from '../domain/completion.ts';
import type { Task } from '../domain/task.ts';
import { costOf } from '../prices/cost.ts';
import { answerOfRow } from '../providers/recorded/outcome.ts';
import { createRunFolder, type RunFolder, writeRunFile } from '../results/folder.ts';
import { openJournal } from '../results/journal.ts';
import type { RunFile } from '../results/run_file.ts';
import { type Grader, openGrader } from './grader.ts';
import type { Host } from './host.ts';
import { hashOf } from './identity.ts';
import {
  isUsageOnly,
  referenceOf,
  refuseUngradable,
  refuseUnknownModels,
  refuseYaml,
  warnOfOddities,
} from './import_checks.ts';
import { RowFilter } from './import_filter.ts';
import { contentHash, type OpenSource, openSources, outcomes, type SourceOptions } from './import_sources.ts';
import { repeatOf, type Survey, surveyOutcomes } from './import_survey.ts';
import { type OutcomeCells, textOf } from './outcome_columns.ts';

export interface ImportOptions extends SourceOptions {
  readonly where: readonly string[];
  readonly reference?: string;
  readonly quality_floors: readonly number[];
  readonly seed: number;
  /** Absolute folder for the runs. */
  readonly results: string;
  /** Labels, where the file has no `expected` column. */
  readonly dataset?: string;
  /** Models whose recorded cost of 0 is meant. */
  readonly free: readonly string[];
}

/** Makes a run of outcomes that somebody else recorded. The file is read twice: nothing is written before all of it proved sound (Problem, exit 2). */
export async function importRun(options: ImportOptions, host: Host): Promise<{ folder: RunFolder; run: RunFile }> {
  const grader = await openGrader(options.scorer ?? 'exact', host.cwd, false);
  const labels = await readLabels(options.dataset, grader, host);
  const sha256 = await contentHash(options.files, host);
  for (const file of options.files) refuseYaml(file);
  const sources = await openSources(options, host);
  const filter = new RowFilter(options.where);
  const survey = await surveyOutcomes(outcomes(options, sources, filter, host, true), labels?.tasks);
  const asked = { ...options, file: shownFiles(options) };
  if (survey.models.length === 0) throw filter.nothing(asked.file);
  const usageOnly = isUsageOnly(
    survey,
    sources.every(({ opened }) => opened.title !== undefined),
  );
  if (usageOnly) host.progress.note('no answers are recorded: costs and tokens are known, quality is not');
  else refuseUngradable(survey, asked);
  refuseUnknownModels(survey, asked);
  warnOfOddities(survey, asked, host);
  const reference = referenceOf(asked, survey, host);
  const folder = createRunFolder(options.results, host.now(), host.cwd);
  try {
    const scorers = await writeOutcomes(folder, options, sources, survey, grader, host);
    const run = runFile({ folder, options, survey, labels, sha256, reference, scorers }, host);
    await writeRunFile(folder, run);
    return { folder, run };
  } catch (error) {
    await rm(folder.path, { recursive: true, force: true });
    throw error;
  }
}

/** The tasks of a labelled dataset, and the sha256 (hex) of its bytes. */
interface Labels {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly sha256: string;
}

async function readLabels(dataset: string | undefined, grader: Grader, host: Host): Promise<Labels | undefined> {
  if (dataset === undefined) return undefined;
  const tasks = new Map<string, Task>();
  const { sha256 } = await openDataset({ path: dataset, columns: {}, allow_unlabelled: false }, host.cwd).check(
    async (task) => {
      await grader.prepare(task);
      tasks.set(task.id, task);
      return [];
    },
  );
  return { tasks, sha256 };
}

/** How messages and run.json call the files together. */
function shownFiles({ files }: ImportOptions): string {
  return files.join(', ');
}

const WRITE_EVERY = 500;

/** Second reading: every row becomes a completion and, where it can be graded, a score. Returns the scorers' names. */
async function writeOutcomes(
  folder: RunFolder,
  options: ImportOptions,
  sources: readonly OpenSource[],
  survey: Survey,
  grader: Grader,
  host: Host,
): Promise<readonly string[]> {
  const completions = openJournal(folder.completions, folder.shown);
  const scores = openJournal(folder.scores, folder.shown);
  const scorers = new Set<string>();
  let rows = 0;
  try {
    for await (const { cells, signals } of outcomes(options, sources, new RowFilter(options.where), host)) {
      const answer = answerOfRow(cells);
      const completion = { ...completionOf(cells, answer, survey, options, host.now()), ...signals.fields };
      const saved = [completions.append(completion)];
      const score = await grader.grade(completion, taskOf(survey, completion.task_id), answer.recorded_verdict);
      if (score) {
        scorers.add(score.scorer);
        saved.push(scores.append(score));
      }
      if (++rows % WRITE_EVERY === 0) await Promise.all(saved);
    }
  } finally {
    await completions.close();
    await scores.close();
  }
  return [...scorers].sort();
}

function taskOf(survey: Survey, id: string): Task {
  const task = survey.tasks.get(id);
  if (!task) throw new Error(`task ${id} came up between two readings`);
  return task;
}

function completionOf(
  cells: OutcomeCells,
  answer: Answer,
  survey: Survey,
  options: ImportOptions,
  at: Date,
): Completion {
  const model = textOf(cells.model);
  const task = taskOf(survey, textOf(cells.task_id));
  const repeat = survey.repeats.get(repeatOf(cells)) ?? 0;
  const { status, text, reason, usage, ms } = answer;
  return {
    task_id: task.id,
    model,
    repeat,
    key: hashOf({ recorded: model, task: task.id, repeat }),
    segment: task.segment,
    weight: task.weight,
    status,
    text,
    ...(reason === undefined ? {} : { reason }),
    ...(usage ? { usage } : {}),
    cost: recordedCost(answer, survey.suspectFree.has(model) && !options.free.includes(model), at),
    ...(ms === undefined ? {} : { ms }),
  };
}

function recordedCost(answer: Answer, suspectFree: boolean, at: Date): Cost {
  if (answer.reported_cost_usd === undefined) return { state: 'unknown', why: 'not recorded' };
  if (suspectFree) return { state: 'unknown', why: 'recorded as 0 for every task' };
  return costOf(answer, undefined, at, 'recorded');
}

/** Nobody is asked, so nothing is limited. */
const NO_LIMITS: RunFile['limits'] = { concurrency: 1, timeout_s: 60, retries: 0, max_wait_s: 60, hosts: {} };

interface Imported {
  readonly folder: RunFolder;
  readonly options: ImportOptions;
  readonly survey: Survey;
  readonly labels: Labels | undefined;
  readonly sha256: string;
  readonly reference: string;
  readonly scorers: readonly string[];
}

function runFile({ folder, options, survey, labels, sha256, reference, scorers }: Imported, host: Host): RunFile {
  const at = host.now().toISOString();
  const { dataset } = options;
  const file = shownFiles(options);
  return {
    format: 'bench.run/1',
    id: folder.id,
    kind: 'import',
    status: 'complete',
    started_at: at,
    ended_at: at,
    bench: host.version,
    node: process.version,
    base: relative(folder.path, host.cwd) || '.',
    dataset: {
      path: dataset ?? file,
      columns: {},
      allow_unlabelled: false,
      sha256: labels?.sha256 ?? sha256,
      tasks: labels?.tasks.size ?? survey.tasks.size,
    },
    scorer: options.scorer ?? 'exact',
    scorers,
    prompt: '',
    models: survey.models.map((id) => ({
      id,
      provider: 'recorded',
      model: id,
      params: {},
      path: file,
      identity: hashOf({ sha256, id }),
    })),
    reference,
    quality_floors: options.quality_floors,
    repeats: survey.repeats.size,
    seed: options.seed,
    limits: NO_LIMITS,
  };
}
