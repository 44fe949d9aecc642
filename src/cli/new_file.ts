import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import type { Context } from './command.ts';

/** Refuses an -o FILE that is there already, before anything else is done. Problem (exit 2). */
export function refuseTaken(file: string | undefined, force: boolean | undefined, { io }: Context): void {
  if (file === undefined || force || !existsSync(resolve(io.cwd, file))) return;
  throw new Problem(2, {
    code: 'EXISTS',
    message: `${file} is there already, and never overwritten`,
    hint: 'name another file with -o, or replace it: --force',
  });
}
