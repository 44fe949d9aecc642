import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canonicalJson } from '../domain/canonical.ts';
import { Problem } from '../domain/problem.ts';
import { diskProblem } from './journal.ts';

/** One model's part of a saved task. `score` is a list where there were several trials; absent values are unknown. */
export interface BaselineCell {
  readonly score?: number | readonly number[];
  /** Trials without a verdict. */
  readonly missing?: number;
  /** Dollars of all trials, a plain decimal. */
  readonly cost_usd?: string;
  readonly ms?: number;
}

export interface BaselineTask {
  readonly task: string;
  /** Short hash of what the task asks and expects. */
  readonly sha?: string;
  /** Absent: 1. */
  readonly weight?: number;
  readonly models: Readonly<Record<string, BaselineCell>>;
}

/** What one of several pooled runs came to: dollars a task, typical milliseconds. */
export interface BaselineRun {
  readonly usd?: number;
  readonly ms?: number;
}

export interface BaselineModel {
  readonly identity: string;
  readonly provider: string;
  /** How often two trials of a task disagree; absent with one trial. */
  readonly flip_rate?: number;
  /** The prices that were charged, with their source and date. */
  readonly price?: Readonly<Record<string, unknown>>;
  /** The runs that asked for its answers, where these are not `runs`. */
  readonly asked_in?: readonly string[];
  /** The runs in which a judge graded its answers. */
  readonly judged_in?: readonly string[];
  /** Where runs are pooled, and time counts. */
  readonly by_run?: readonly BaselineRun[];
}

/** `baselines/NAME.json`: a run to compare with, without a single text of a task or an answer. */
export interface BaselineFile {
  readonly format: 'bench.baseline/1';
  readonly name: string;
  readonly runs: readonly string[];
  readonly dataset: { readonly path: string; readonly sha256: string; readonly tasks: number };
  readonly scorers: readonly string[];
  readonly judge?: { readonly names: readonly string[]; readonly identity: string };
  readonly repeats: number;
  readonly models: Readonly<Record<string, BaselineModel>>;
  /** Sorted by task. */
  readonly tasks: readonly BaselineTask[];
}

/** The file as text: keys sorted, one line a model and a task, so that a change of one task is a change of one line. */
export function baselineText(file: BaselineFile): string {
  const { models, tasks, ...head } = file;
  const lines = (items: readonly string[]) => items.map((item) => `    ${item}`).join(',\n');
  const ids = Object.keys(models).sort();
  return [
    '{',
    ...Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${canonicalJson(value)},`),
    '  "models": {',
    lines(ids.map((id) => `${JSON.stringify(id)}: ${canonicalJson(models[id])}`)),
    '  },',
    '  "tasks": [',
    lines(tasks.map((task) => taskLine(task))),
    '  ]',
    '}\n',
  ].join('\n');
}

/** The task first: a reader looks for it. */
function taskLine({ task, models, ...rest }: BaselineTask): string {
  const parts = [`"task":${JSON.stringify(task)}`];
  for (const [key, value] of Object.entries(rest)) parts.push(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${[...parts, `"models":${canonicalJson(models)}`].join(',')}}`;
}

/** Writes a baseline: temp file, rename. Problem (exit 5) when the disk refuses. */
export async function writeBaseline(path: string, shown: string, file: BaselineFile): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  try {
    mkdirSync(dirname(path), { recursive: true });
    await writeFileAtomic(path, baselineText(file));
  } catch (error) {
    throw diskProblem(error, shown, 'the run itself is saved');
  }
}

/** Names of the baselines in a folder. */
function listBaselines(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** The path of a baseline by its name. */
export function baselinePath(folder: string, name: string): string {
  return join(folder, `${name}.json`);
}

function missingHint(known: readonly string[]): string {
  const others = known.length === 0 ? '' : `there is ${known.slice(0, 5).join(', ')}; `;
  return `${others}bench baseline save makes one of the newest run; commit it`;
}

const MOST_BYTES = 512 * 1024 * 1024;

/** Reads a baseline. Problem (exit 2) when it is missing, damaged, or of another format. */
export function readBaseline(path: string, shown: string): BaselineFile {
  const refuse = (why: string, hint: string) =>
    new Problem(2, { code: 'BASELINE', message: `cannot read baseline ${shown}: ${why}`, file: shown, hint });
  if (!existsSync(path) || !statSync(path).isFile())
    throw new Problem(2, {
      code: 'BASELINE',
      message: `there is no baseline ${shown}`,
      hint: missingHint(listBaselines(dirname(path))),
    });
  if (statSync(path).size > MOST_BYTES) throw refuse('it is too large', 'save it again');
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw refuse('it is no JSON', 'a merge may have left marks in it; save it again: bench baseline save');
  }
  const format = (data as { format?: unknown } | null)?.format;
  if (format !== 'bench.baseline/1')
    throw refuse(
      `it is ${typeof format === 'string' ? format.slice(0, 40) : 'no baseline'}`,
      'this bench reads bench.baseline/1',
    );
  const why = faultOf(data as BaselineFile);
  if (why !== undefined) throw refuse(why, 'save it again: bench baseline save');
  return data as BaselineFile;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isScore = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isAmount = (value: unknown): boolean => isText(value) && /^\d{1,30}(\.\d{1,60})?$/.test(value);
const isRate = (value: unknown): boolean => value === undefined || isScore(value);

/** Trials of a task that a file may claim; no run has as many. */
const MOST_TRIALS = 100_000;
const PROVIDERS: readonly unknown[] = ['openai', 'recorded', 'classifier'];

/** What is wrong with a file that people may have edited. */
function faultOf(file: BaselineFile): string | undefined {
  const { name, runs, dataset, scorers, judge, repeats, models, tasks } = file;
  if (!isText(name) || !Array.isArray(runs) || !runs.every(isText)) return 'it names no run';
  if (!isMap(dataset) || !isText(dataset.path) || !isText(dataset.sha256) || !isCount(dataset.tasks))
    return 'dataset is damaged';
  if (!Array.isArray(scorers) || !scorers.every(isText)) return 'scorers are damaged';
  if (
    judge !== undefined &&
    !(isMap(judge) && isText(judge.identity) && Array.isArray(judge.names) && judge.names.every(isText))
  )
    return 'judge is damaged';
  if (!isCount(repeats) || repeats < 1 || repeats > MOST_TRIALS) return 'repeats is no count';
  if (!isMap(models) || !Object.values(models).every(isModel)) return 'models are damaged';
  if (!Array.isArray(tasks)) return 'tasks are damaged';
  const seen = new Set<string>();
  for (const [i, task] of tasks.entries()) {
    const sound = isTask(task, repeats) && !seen.has(task.task);
    if (!sound) return `tasks[${i}] is damaged or there twice`;
    seen.add(task.task);
  }
  return undefined;
}

function isModel(model: unknown): boolean {
  if (!isMap(model) || !isText(model.identity) || !PROVIDERS.includes(model.provider)) return false;
  if (!isRate(model.flip_rate) || !isMap(model.price ?? {})) return false;
  const texts = [model.asked_in ?? [], model.judged_in ?? []];
  const figure = (value: unknown) => value === undefined || (typeof value === 'number' && value >= 0);
  const runs = model.by_run ?? [];
  const sound = Array.isArray(runs) && runs.every((run) => isMap(run) && figure(run.usd) && figure(run.ms));
  return sound && texts.every((list) => Array.isArray(list) && list.every(isText));
}

function isTask(task: unknown, repeats: number): task is BaselineTask {
  if (!isMap(task) || !isText(task.task) || !isMap(task.models)) return false;
  if (task.sha !== undefined && !isText(task.sha)) return false;
  if (task.weight !== undefined && !(typeof task.weight === 'number' && task.weight > 0)) return false;
  return Object.values(task.models).every((cell) => isCell(cell, repeats));
}

/** A cell has a trial at least, with or without a verdict: none must fall out of the comparison unseen. */
function isCell(cell: unknown, repeats: number): boolean {
  if (!isMap(cell)) return false;
  const { score, missing, cost_usd, ms } = cell;
  const scores = score === undefined ? [] : Array.isArray(score) ? score : [score];
  if (!scores.every(isScore) || (missing !== undefined && !isCount(missing))) return false;
  const trials = scores.length + ((missing ?? 0) as number);
  if (trials < 1 || trials > repeats) return false;
  if (cost_usd !== undefined && !isAmount(cost_usd)) return false;
  return ms === undefined || (typeof ms === 'number' && ms >= 0);
}
