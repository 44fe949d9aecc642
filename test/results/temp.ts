import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Problem } from '../../src/domain/problem.ts';
import { encodeLine } from '../../src/results/line.ts';

/** A folder for the files of one test file, removed afterwards. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-results-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a journal of the given records, with `tail` after them as it is. */
export function writeJournal(path: string, records: readonly object[], tail = ''): void {
  writeFileSync(path, records.map(encodeLine).join('') + tail);
}

/** The Problem that something throws; anything else thrown, or nothing, fails the test. */
export async function problemOf(work: () => unknown): Promise<Problem> {
  const outcome = await Promise.resolve()
    .then(work)
    .then(
      () => new Error('nothing was thrown'),
      (error: unknown) => error,
    );
  if (outcome instanceof Problem) return outcome;
  throw outcome;
}

/** All items of a generator. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
