import { dirname, resolve } from 'node:path';
import { findRun, type RunFolder } from '../results/folder.ts';
import type { Io } from './io.ts';

/** The run that the user named by id or folder, or the newest. Problem (exit 2) when there is none. */
export async function findNamedRun(named: string | undefined, results: string | undefined, io: Io): Promise<RunFolder> {
  return findRun(named, results === undefined ? await resultsOf(io) : resolve(io.cwd, results), io.cwd);
}

/** Where `bench run` keeps its runs when called here: $BENCH_RESULTS, or the folder `results` beside the nearest config. */
export async function resultsOf({ cwd, env }: Io): Promise<string> {
  if (env.BENCH_RESULTS) return resolve(cwd, env.BENCH_RESULTS);
  const { findConfig } = await import('../config/find.ts');
  const config = await findConfig(cwd).catch(() => undefined);
  const named = config && /^results:[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$/m.exec(config.text)?.[1];
  return resolve(cwd, config ? dirname(config.file) : '.', named ?? 'results');
}
