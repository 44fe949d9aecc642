import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { diskProblem } from './journal.ts';
import type { RunFile } from './run_file.ts';

/** One run on disk. `shown` is the path as messages print it. */
export interface RunFolder {
  readonly id: string;
  readonly path: string;
  readonly shown: string;
  readonly completions: string;
  readonly scores: string;
  /** What people said, one Label a line; absent until somebody labels. */
  readonly labels: string;
  /** Calls to judges, one Judgement a line; absent without a judge. */
  readonly judgements: string;
}

/** The folder of a run whose path is known. */
export function runFolder(path: string, cwd: string): RunFolder {
  const shown = relative(cwd, path) || path;
  return {
    id: basename(path),
    path,
    shown: shown.startsWith('..') ? path : shown,
    completions: join(path, 'completions.jsonl'),
    scores: join(path, 'scores.jsonl'),
    labels: join(path, 'labels.jsonl'),
    judgements: join(path, 'judgements.jsonl'),
  };
}

const MAX_SAME_SECOND = 1000;

/** Makes a new run folder under `results`; a name that is taken gets a suffix. Problem (exit 5) when the disk refuses. */
export function createRunFolder(results: string, at: Date, cwd: string, name?: string): RunFolder {
  const stem = name ?? stamp(at);
  try {
    mkdirSync(results, { recursive: true });
    for (let n = 1; n <= MAX_SAME_SECOND; n++) {
      const path = join(results, n === 1 ? stem : `${stem}-${n}`);
      if (tryMkdir(path)) return probed(runFolder(path, cwd));
      if (name !== undefined) throw taken(path, cwd);
    }
    throw new Error(`more than ${MAX_SAME_SECOND} runs in one second`);
  } catch (error) {
    throw diskProblem(error, relative(cwd, results) || results, 'nothing was sent; choose another folder: --results');
  }
}

function taken(path: string, cwd: string): Problem {
  const shown = relative(cwd, path) || path;
  return new Problem(2, { code: 'RUN', message: `run ${shown} exists already`, hint: `bench resume ${shown}` });
}

/** Nothing is sent before the folder has shown that it can be written. */
function probed(folder: RunFolder): RunFolder {
  const probe = join(folder.path, '.probe');
  writeFileSync(probe, '');
  rmSync(probe);
  return folder;
}

function tryMkdir(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs under `results`, newest first. */
export function listRuns(results: string, cwd: string): RunFolder[] {
  if (!existsSync(results)) return [];
  return readdirSync(results)
    .filter((name) => existsSync(join(results, name, 'run.json')))
    .map((name) => ({ name, second: secondOf(join(results, name)) }))
    .sort(
      (a, b) =>
        b.second.localeCompare(a.second, 'en') || suffixOf(b.name) - suffixOf(a.name) || (a.name < b.name ? 1 : -1),
    )
    .map(({ name }) => runFolder(join(results, name), cwd));
}

/** The UTC second in which a run began: its name says so, or for a name that the user chose, its folder. */
function secondOf(path: string): string {
  const name = basename(path);
  return /^\d{8}-\d{6}(-\d+)?$/.test(name) ? name.slice(0, 15) : stamp(new Date(statSync(path).birthtimeMs));
}

function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

/** Counts runs of the same second. */
function suffixOf(name: string): number {
  return Number(/^\d{8}-\d{6}-(\d+)$/.exec(name)?.[1] ?? 1);
}

/** The run that the user named: a path, an id under `results`, or when nothing is named the newest that was not made to confirm another. Problem (exit 2) when there is none. */
export function findRun(named: string | undefined, results: string, cwd: string): RunFolder {
  if (named === undefined) {
    const runs = listRuns(results, cwd);
    const newest = runs.find((run) => parseRun(join(run.path, 'run.json'))?.confirms === undefined) ?? runs[0];
    if (newest) return newest;
    throw new Problem(2, { code: 'RUN', message: `no run in ${relative(cwd, results) || results}`, hint: 'bench run' });
  }
  for (const path of [resolve(cwd, named), join(results, named)]) {
    if (existsSync(join(path, 'run.json')) || existsSync(join(path, 'completions.jsonl'))) return runFolder(path, cwd);
    if (path.endsWith('run.json') && existsSync(path)) return runFolder(dirname(path), cwd);
  }
  const known = listRuns(results, cwd)
    .slice(0, 5)
    .map((run) => run.id);
  throw new Problem(2, {
    code: 'RUN',
    message: `no run "${named}": there is no run.json in it`,
    hint: known.length > 0 ? `the newest runs are ${known.join(', ')}` : 'bench run makes one',
  });
}

/** Writes run.json: temp file, fsync, rename. */
export async function writeRunFile(folder: RunFolder, run: RunFile): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  try {
    await writeFileAtomic(join(folder.path, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
  } catch (error) {
    throw diskProblem(error, folder.shown);
  }
}

/** Reads run.json. Problem (exit 5) when it is missing, damaged or of a newer format. */
export function readRunFile(folder: RunFolder): RunFile {
  const path = join(folder.path, 'run.json');
  const run = parseRun(path);
  if (run?.format === 'bench.run/1') return run;
  const why = run?.format
    ? `it was written as ${String(run.format)}; this bench reads bench.run/1`
    : 'run.json is missing or damaged';
  throw new Problem(5, {
    code: 'RUN',
    message: `cannot read run ${folder.shown}: ${why}`,
    hint: run?.format ? 'install the bench that wrote it' : 'its answers are still in completions.jsonl',
  });
}

function parseRun(path: string): RunFile | undefined {
  try {
    return statSync(path).size > 0 ? (JSON.parse(readFileSync(path, 'utf8')) as RunFile) : undefined;
  } catch {
    return undefined;
  }
}
