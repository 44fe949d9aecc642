import type { ProblemDetail } from '../domain/problem.ts';
import type { Json } from '../domain/task.ts';

/**
 * One record of a file. `line` counts from 1 and is where the record starts. CSV values are text, JSONL values keep their type; `values` has no
 * prototype, so that a column called `__proto__` is data like any other.
 */
export interface Row {
  readonly line: number;
  readonly columns: readonly string[];
  readonly values: Readonly<Record<string, Json>>;
}

/** What a format makes of a file: the header (CSV only), rows, and records that are broken while reading can go on. */
export type Item =
  | { readonly kind: 'header'; readonly line: number; readonly columns: readonly string[] }
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'fault'; readonly detail: ProblemDetail };

/**
 * Port: parses valid UTF-8 without a byte order mark, in chunks that end anywhere, into batches of items. Throws a Problem where
 * reading cannot go on. `file` is the name used in messages.
 */
export type Format = (chunks: AsyncIterable<Buffer>, file: string) => AsyncIterable<readonly Item[]>;

/** The longest record: what one unclosed quote or one endless line may take of the memory, in bytes. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** The longest cell, in UTF-16 units. */
export const MAX_CELL_LENGTH = 10 * 1024 * 1024;
