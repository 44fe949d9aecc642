import { Origin, type Version } from './bytes.ts';
import { Faults } from './fault.ts';
import type { Item, Row } from './items.ts';
import { parserOf, sniff } from './sniff.ts';
import type { FormatName } from './table.ts';
import { utf8Chunks } from './text.ts';

export type { Row } from './items.ts';

export interface ReadOptions {
  /** By the file's extension and first bytes where absent. */
  readonly format?: FormatName;
  /** The name used in messages; the path itself where absent. */
  readonly file?: string;
}

/**
 * Streams the records of a CSV, TSV or JSONL file: any columns, memory flat. Broken records do not stop it: they are collected and
 * thrown at the end as one Problem (exit 2, up to 20 details with file and line), so nothing read may be used before it ended.
 */
export async function* readRows(path: string, options: ReadOptions = {}): AsyncGenerator<Row> {
  for await (const rows of readRowBatches(path, options)) yield* rows;
}

/** The same, many rows at a time: a turn of the event loop for each takes longer than reading it. */
export async function* readRowBatches(path: string, options: ReadOptions = {}): AsyncGenerator<readonly Row[]> {
  const faults = new Faults();
  const items = readItems(
    new Origin(path, options.file ?? path),
    options.format === undefined ? {} : { format: options.format },
  );
  try {
    for await (const batch of items) {
      const rows: Row[] = [];
      for (const item of batch) {
        if (item.kind === 'row') rows.push(item.row);
        else if (item.kind === 'fault') faults.add(item.detail);
      }
      yield rows;
      if (faults.full) break;
    }
  } catch (error) {
    faults.absorb(error);
  }
  faults.throwIfAny();
}

/** One reading of a file, in batches. `expected` is the version an earlier reading found; `done` is told the one this reading found. */
export async function* readItems(
  origin: Origin,
  options: { readonly format?: FormatName; readonly expected?: Version; readonly done?: (version: Version) => void },
): AsyncGenerator<readonly Item[]> {
  const { file } = origin;
  yield* origin.read(async function* (bytes) {
    const parse = parserOf(options.format ?? sniff(origin.path, bytes.head, file));
    yield* parse(utf8Chunks(bytes.chunks(), file), file);
    options.done?.(bytes.version());
  }, options.expected);
}
