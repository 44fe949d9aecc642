import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from '../domain/problem.ts';
import type { Scorer, Verdict } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { scored, unscored } from './kind.ts';

/** How long a user's scorer may think about one answer, in milliseconds. */
const PATIENCE_MS = 60_000;

type UserScorer = (text: string, task: Task) => unknown;

/** True for a spec that names a file of the user's, which is code: only the config may do that, never a dataset. */
export function isFileScorer(type: string): boolean {
  return /^\.{0,2}[\\/]/.test(type) || /\.[cm]?[jt]s$/.test(type);
}

/**
 * Opens a user's own scorer: a JavaScript file whose default export takes (text, task) and returns, or promises, a number in 0..1,
 * {score, detail} or {unscored: why}. Its version is the hash of its bytes (not of what it imports). Throws a Problem (exit 2, SCORER).
 */
export async function openFileScorer(path: string, baseDir: string): Promise<Scorer> {
  if (!/\.[cm]?js$/.test(path)) throw fault(path, 'is not JavaScript', 'a scorer file ends in .js, .mjs or .cjs');
  const file = resolve(baseDir, path);
  const hash = createHash('sha256')
    .update(await readBytes(path, file))
    .digest('hex')
    .slice(0, 12);
  const grade = await loadDefault(path, `${pathToFileURL(file).href}?v=${hash}`);
  return { name: `${basename(file)}@${hash}`, grade: (text, task) => askUser(grade, text, task) };
}

async function readBytes(path: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fault(path, `cannot be read: ${messageOf(error)}`, 'the path starts at the folder of the config');
  }
}

/** The hash in the address makes an edited file a new module. */
async function loadDefault(path: string, address: string): Promise<UserScorer> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(address)) as { readonly default?: unknown };
  } catch (error) {
    throw fault(path, `cannot be loaded: ${messageOf(error)}`, `try it alone: node ${path}`);
  }
  if (typeof module.default !== 'function') {
    throw fault(
      path,
      'has no function as default export',
      'export default (text, task) => text === task.expected ? 1 : 0',
    );
  }
  return module.default as UserScorer;
}

function fault(path: string, what: string, hint: string): Problem {
  return new Problem(2, { code: 'SCORER', message: `scorer file ${path} ${what}`, hint, file: path });
}

async function askUser(grade: UserScorer, text: string, task: Task): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((settle) => {
    timer = setTimeout(() => settle(unscored(`the scorer took longer than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([Promise.resolve(grade(text, task)).then(readReply), late]);
  } catch (error) {
    return unscored(`the scorer threw: ${messageOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** What a user's scorer returned, as a verdict; anything but a fraction is unscored, with what it was. */
function readReply(reply: unknown): Verdict {
  if (typeof reply !== 'object' || reply === null) return readScore(reply, undefined);
  const { score, detail, unscored: why } = reply as { score?: unknown; detail?: unknown; unscored?: unknown };
  if (why !== undefined) return unscored(String(why));
  return readScore(score, detail === undefined ? undefined : String(detail));
}

function readScore(score: unknown, detail: string | undefined): Verdict {
  if (typeof score !== 'number')
    return unscored(`the scorer returned no number but ${score === null ? 'null' : typeof score}`);
  if (!(score >= 0 && score <= 1)) return unscored(`the scorer returned ${score}, which is not in 0..1`);
  return scored(score, detail);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
