import { createReadStream, existsSync, statSync, truncateSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { Problem } from '../domain/problem.ts';
import { decodeLine } from './line.ts';

/** A journal line with its place in the file. `offset` and `length` are bytes, without the newline. */
export interface Line {
  readonly number: number;
  readonly offset: number;
  readonly bytes: Buffer;
  /** False for a last line without its newline. */
  readonly whole: boolean;
}

const NEWLINE = 0x0a;

/** Splits a file on "\n" only (readline would also split on U+2028, which is legal inside JSON). Gives the lines of one read at a time. */
export async function* readLines(path: string): AsyncGenerator<readonly Line[]> {
  let rest: Buffer[] = [];
  let number = 0;
  let offset = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end);
      const bytes = rest.length > 0 ? Buffer.concat([...rest, piece]) : piece;
      rest = [];
      lines.push({ number: ++number, offset, bytes, whole: true });
      offset += bytes.length + 1;
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    yield lines;
  }
  if (rest.length > 0) yield [{ number: number + 1, offset, bytes: Buffer.concat(rest), whole: false }];
}

/** A record of a journal with its place, so that it can be read again alone. */
export interface Placed<T> {
  readonly record: T;
  readonly offset: number;
  readonly length: number;
}

/**
 * The records of a journal in file order; an absent file holds none. A torn last line is dropped and reported through `onTorn`;
 * any other damage is a Problem (exit 5) that names file and line.
 */
export async function* readJournal<T>(
  path: string,
  shownPath: string,
  onTorn: (bytes: number) => void,
): AsyncGenerator<Placed<T>> {
  if (!existsSync(path)) return;
  let damaged: Line | undefined;
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      if (damaged) throw corrupt(shownPath, damaged.number);
      const record = line.whole ? decodeLine(line.bytes) : undefined;
      if (record === undefined) damaged = line;
      else yield { record: record as T, offset: line.offset, length: line.bytes.length };
    }
  }
  if (damaged) onTorn(damaged.bytes.length);
}

function corrupt(file: string, line: number): Problem {
  return new Problem(5, {
    code: 'CORRUPT',
    message: `${file} line ${line}: checksum mismatch`,
    file,
    line,
    hint: 'bench repair keeps every good record and a copy of the file; bench resume then asks for what is missing',
  });
}

/** Cuts a torn last line off before appending; the cut bytes are kept beside the file. Returns how many bytes were cut. */
export async function cutTornTail(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  let good = 0;
  let tail: Line | undefined;
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      tail = line.whole && decodeLine(line.bytes) !== undefined ? undefined : line;
      if (!tail) good = line.offset + line.bytes.length + 1;
    }
  }
  if (!tail || good !== tail.offset) return 0;
  const cut = statSync(path).size - good;
  await writeFile(`${path}.torn`, tail.bytes, { flag: 'a' });
  truncateSync(path, good);
  return cut;
}

/** Reads single records again by their place. */
export interface RecordReader {
  read(offset: number, length: number): Promise<unknown>;
  close(): Promise<void>;
}

/** Random access to a journal whose lines were already checked once. */
export async function openRecords(path: string): Promise<RecordReader> {
  const handle = await open(path, 'r');
  return {
    async read(offset, length) {
      const bytes = Buffer.alloc(length);
      await handle.read(bytes, 0, length, offset);
      return decodeLine(bytes);
    },
    close: () => handle.close(),
  };
}
