import type { Host } from '../run/host.ts';
import type { Context } from './command.ts';
import { openProgress } from './progress.ts';
import { version } from './version.ts';

/** The outside as the run floor sees it, made of the command line's. */
export function openHost({ io, argv }: Context): Host {
  const { env, cwd, stdin, now, signal } = io;
  return { env, cwd, stdin, now, signal, version: version(), progress: openProgress(io, argv) };
}
