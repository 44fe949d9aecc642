import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { MAX_CONFIG_BYTES, tooLarge } from './size.ts';

/** A config file that was found: its text, and its path as a user in the working folder would write it. */
export interface FoundConfig {
  readonly file: string;
  readonly text: string;
}

const NAME = 'bench.yaml';

/** Reads the file of `-c FILE`, or the nearest bench.yaml from `cwd` upwards; throws a Problem (exit 2) when there is none that can be read. */
export async function findConfig(cwd: string, given?: string): Promise<FoundConfig> {
  const file = given ?? (await upwards(cwd));
  if (file === undefined) {
    const message = `no ${NAME} here or in any folder above`;
    throw new Problem(2, {
      code: 'CONFIG',
      message,
      hint: 'bench init writes one that runs at once; -c FILE names another',
    });
  }
  return { file, text: await read(resolve(cwd, file), file) };
}

async function upwards(cwd: string): Promise<string | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, NAME);
    if (await exists(path)) return relative(cwd, path);
    if (folder === dirname(folder)) return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function read(path: string, file: string): Promise<string> {
  const refuse = (message: string, hint: string) => new Problem(2, { code: 'CONFIG', message, hint, file });
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw refuse('there is no such config file', 'bench init writes one; -c FILE names another');
  if (!found.isFile() && !found.isFIFO()) throw refuse('this is not a file', 'name the config file itself');
  if (found.size > MAX_CONFIG_BYTES) throw tooLarge(file);
  const bytes = await readFile(path).catch((error: Error) => {
    throw refuse(`the config cannot be read: ${error.message}`, 'check its permissions');
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('the config is not UTF-8 text', 'save it as UTF-8');
  }
}
