import { MAX_RECORD_BYTES } from './items.ts';

/** A record as csv-parse saw it: its cells, and the offset in the input just behind it. */
export interface RawRecord {
  readonly cells: readonly string[];
  readonly end: number;
}

/** What one piece of input gave: whole records, and the error (with its `code`) after which the parser cannot go on. */
export interface Parsed {
  readonly records: readonly RawRecord[];
  readonly error?: Error & { readonly code?: string };
}

/** A streaming CSV parser: pieces in, whole records out. */
export interface CsvParser {
  feed(chunk: Buffer): Promise<Parsed>;
  finish(): Promise<Parsed>;
}

/**
 * The only door of csv-parse. Its defaults corrupt silently, so: the line ends are named (discovery leaves `\r` in cells of mixed files), the
 * record size is capped (one unclosed quote would take all memory), columns are ours (it keeps the last of two equal ones), nothing is cast.
 */
export async function openCsvParser(delimiter: string): Promise<CsvParser> {
  const { parse } = await import('csv-parse');
  let records: RawRecord[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (cells: string[], { bytes }) => {
      records.push({ cells, end: bytes });
      return null;
    },
  });
  // Errors arrive through the callbacks below; without a listener the event would end the process.
  parser.on('error', () => undefined);
  const collect = (step: (done: (error?: Error | null) => void) => void): Promise<Parsed> =>
    new Promise((resolve) => {
      step((error) => {
        const batch = records;
        records = [];
        resolve(error ? { records: batch, error } : { records: batch });
      });
    });
  return {
    feed: (chunk) => collect((done) => parser.write(chunk, done)),
    finish: () => collect((done) => parser.end(done)),
  };
}
