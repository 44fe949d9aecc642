import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskProblem } from './journal.ts';

/** What a column holds; every column may be null. */
export type ParquetType = 'STRING' | 'DOUBLE' | 'INT64' | 'BOOLEAN';

export interface ParquetOptions {
  /** Absolute; replaced whole, or not at all. */
  readonly path: string;
  /** As messages print it. */
  readonly shown: string;
  /** Name -> type, in order. */
  readonly columns: Readonly<Record<string, ParquetType>>;
  /** What the file says of itself. */
  readonly about: Readonly<Record<string, string>>;
}

type Cell = string | number | boolean | null;

const ROWS_IN_GROUP = 50_000;

/** Writes rows as Apache Parquet (Snappy), one row group in memory at a time. Returns how many rows. Problem (exit 5) when the disk refuses. */
export async function writeParquet(
  rows: Iterable<Readonly<Record<string, Cell>>>,
  { path, shown, columns, about }: ParquetOptions,
): Promise<number> {
  const { fileWriter, parquetWriteRows } = await import('hyparquet-writer');
  const temp = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  const counter = { rows: 0 };
  try {
    await parquetWriteRows({
      writer: fileWriter(temp),
      rows: typed(rows, columns, counter),
      columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true })),
      rowGroupSize: ROWS_IN_GROUP,
      kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
      createdBy: 'frontier-bench',
    });
    await rename(temp, path);
  } catch (error) {
    await rm(temp, { force: true });
    throw diskProblem(error, shown);
  }
  return counter.rows;
}

/** 64-bit columns are written from bigints. */
function* typed(
  rows: Iterable<Readonly<Record<string, Cell>>>,
  columns: ParquetOptions['columns'],
  counter: { rows: number },
): Generator<Record<string, Cell | bigint>> {
  const whole = Object.keys(columns).filter((name) => columns[name] === 'INT64');
  for (const row of rows) {
    const cells: Record<string, Cell | bigint> = { ...row };
    for (const name of whole) cells[name] = typeof row[name] === 'number' ? BigInt(row[name]) : null;
    counter.rows++;
    yield cells;
  }
}
