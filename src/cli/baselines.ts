import { dirname, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Io } from './io.ts';

/** Where baselines are kept: the folder named, or `baselines` beside the nearest config. */
export async function baselinesOf(named: string | undefined, config: string | undefined, io: Io): Promise<string> {
  if (named !== undefined) return resolve(io.cwd, named);
  const { findConfig } = await import('../config/find.ts');
  const { baselinesBeside } = await import('../run/baseline.ts');
  const found = await findConfig(io.cwd, config).catch(() => undefined);
  return baselinesBeside(resolve(io.cwd, found ? dirname(found.file) : '.'));
}

/** The config, where there is one; a file that was named has to be there. */
export async function configIfAny(
  named: string | undefined,
  flags: { readonly maxCost?: string },
  io: Io,
): Promise<Config | undefined> {
  const { findConfig } = await import('../config/find.ts');
  const { loadConfig } = await import('../config/load.ts');
  const found = named === undefined ? await findConfig(io.cwd).catch(() => undefined) : await findConfig(io.cwd, named);
  return found && loadConfig(found.text, found.file, { flags, env: io.env, cwd: io.cwd });
}
