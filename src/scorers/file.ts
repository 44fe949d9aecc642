import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from '../domain/problem.ts';
import type { Scorer, Verdict } from '../domain/scorer.ts';
import { scored, unscored } from './kind.ts';
import { type Reply, ScorerThread } from './thread.ts';

/** How long a user's scorer may take for one answer, in milliseconds. */
const CAP_MS = 10_000;

/** True for a spec that names a file of the user's, which is code: only the config may do that, never a dataset. */
export function isFileScorer(type: string): boolean {
  return /^\.{0,2}[\\/]/.test(type) || /\.[cm]?[jt]s$/.test(type);
}

/**
 * Opens a user's own scorer: a JavaScript file whose default export takes (text, task) and returns, or promises, a number in 0..1,
 * {score, detail} or {unscored: why}. It runs in a thread of its own, one answer at a time; an answer that takes it longer than 10 s
 * (`capMs`) is unscored. Its version is the hash of its bytes (not of what it imports). Throws a Problem (exit 2, SCORER).
 */
export async function openFileScorer(path: string, baseDir: string, capMs = CAP_MS): Promise<Scorer> {
  if (!/\.[cm]?js$/.test(path)) throw fault(path, 'is not JavaScript', 'a scorer file ends in .js, .mjs or .cjs');
  const file = resolve(baseDir, path);
  const hash = createHash('sha256')
    .update(await readBytes(path, file))
    .digest('hex')
    .slice(0, 12);
  const thread = new ScorerThread(pathToFileURL(file).href);
  refuseUnloaded(path, await thread.load());
  return {
    name: `${basename(file)}@${hash}`,
    grade: async (text, task) => verdictOf(await thread.grade(text, task, capMs), capMs),
  };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
};

async function readBytes(path: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const hint = `the path is relative to the config's folder: ${file} was looked for`;
    throw fault(path, `cannot be read: ${UNREADABLE[code] ?? code}`, hint);
  }
}

function refuseUnloaded(path: string, reply: Reply): void {
  const alone = `try it alone: node ${path}`;
  if (reply.kind === 'late') throw fault(path, 'cannot be loaded: its top level does not come to an end', alone);
  if (reply.kind === 'threw') throw fault(path, `cannot be loaded: ${reply.message}`, alone);
  if (reply.value === 'function') return;
  const example = 'export default (text, task) => text === task.expected ? 1 : 0';
  throw fault(path, 'has no function as default export', example);
}

function fault(path: string, what: string, hint: string): Problem {
  return new Problem(2, { code: 'SCORER', message: `scorer file ${path} ${what}`, hint, file: path });
}

/** What came back as a verdict; anything but a fraction is unscored, with what it was. */
function verdictOf(reply: Reply, capMs: number): Verdict {
  if (reply.kind === 'late') return unscored(`scorer took longer than ${capMs / 1000} s`);
  if (reply.kind === 'threw') return unscored(`the scorer threw: ${reply.message}`);
  if (typeof reply.value !== 'object' || reply.value === null) return readScore(reply.value, undefined);
  const { score, detail, unscored: why } = reply.value as { score?: unknown; detail?: unknown; unscored?: unknown };
  if (why !== undefined) return unscored(String(why));
  return readScore(score, detail === undefined ? undefined : String(detail));
}

function readScore(score: unknown, detail: string | undefined): Verdict {
  if (typeof score !== 'number')
    return unscored(`the scorer returned no number but ${score === null ? 'null' : typeof score}`);
  if (!(score >= 0 && score <= 1)) return unscored(`the scorer returned ${score}, which is not in 0..1`);
  return scored(score, detail);
}
