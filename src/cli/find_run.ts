import { dirname, resolve } from 'node:path';
import { findRun, type RunFolder } from '../results/folder.ts';
import type { Io } from './io.ts';

/** The run that the user named by id or folder, or the newest: in `results`, or where the config of `-c` keeps its runs. Problem (exit 2) when there is none. */
export async function findNamedRun(
  named: string | undefined,
  results: string | undefined,
  io: Io,
  config?: string,
): Promise<RunFolder> {
  return findRun(named, results === undefined ? await resultsOf(io, config) : resolve(io.cwd, results), io.cwd);
}

/** Where `bench run` keeps its runs when called here: $BENCH_RESULTS, or the folder `results` beside the config that is named (it has to be there), or the nearest. */
export async function resultsOf({ cwd, env }: Io, given?: string): Promise<string> {
  if (env.BENCH_RESULTS) return resolve(cwd, env.BENCH_RESULTS);
  const { findConfig } = await import('../config/find.ts');
  const config = given === undefined ? await findConfig(cwd).catch(() => undefined) : await findConfig(cwd, given);
  const named = config && /^results:[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$/m.exec(config.text)?.[1];
  return resolve(cwd, config ? dirname(config.file) : '.', named ?? 'results');
}
