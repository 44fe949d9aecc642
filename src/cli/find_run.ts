import { resolve } from 'node:path';
import { findRun, type RunFolder } from '../results/folder.ts';
import type { Io } from './io.ts';

/** The run that the user named by id or folder, or the newest. Problem (exit 2) when there is none. */
export async function findNamedRun(named: string | undefined, results: string, io: Io): Promise<RunFolder> {
  return findRun(named, resolve(io.cwd, results), io.cwd);
}
