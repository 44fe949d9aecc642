import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openDataset } from '../../src/datasets/dataset.ts';
import { Problem, type ProblemDetail } from '../../src/domain/problem.ts';
import type { ColumnMap, Dataset, Task } from '../../src/domain/task.ts';

/** A folder for the files of one test file, removed afterwards. */
export function tempFolder(): { readonly folder: string; write(name: string, content: string | Buffer): string } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-datasets-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

export function datasetAt(path: string, columns: ColumnMap = {}, allowUnlabelled = false): Dataset {
  return openDataset({ path, columns, allow_unlabelled: allowUnlabelled }, '/');
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export async function tasksOf(dataset: Dataset): Promise<Task[]> {
  await dataset.check();
  return all(dataset.tasks());
}

/** The Problem that something throws; anything else thrown, or nothing, fails the test. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (outcome instanceof Problem) return outcome;
  throw outcome;
}

/** Problems in short: "line message". */
export function shortly(details: readonly ProblemDetail[]): string[] {
  return details.map(({ line, message }) => `${line ?? '-'} ${message}`);
}

/** Text without lone surrogates, which UTF-8 cannot hold. */
export function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** Bytes in pieces of the given size, as a stream may deliver them. */
export async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
