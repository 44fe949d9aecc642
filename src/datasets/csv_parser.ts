import type { Options } from 'csv-parse';
import { MAX_RECORD_BYTES } from './items.ts';
import { cutPlain } from './plain_csv.ts';

/** What one piece of input gave: whole records as cells (an empty line is one empty cell), and the error (with its `code`) after which the parser cannot go on. */
export interface Parsed {
  readonly records: readonly (readonly string[])[];
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
  // Records are taken as plain rows: csv-parse's own bookkeeping (info, on_record) costs as much again as parsing.
  const options: Options & { readonly readableHighWaterMark: number } = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD_BYTES,
    // A write is only called back when there is room for what it gave; all of it is read right then.
    readableHighWaterMark: Number.MAX_SAFE_INTEGER,
  };
  const parser = parse(options);
  // Errors arrive through the callbacks below; without a listener the event would end the process.
  parser.on('error', () => undefined);
  const collect = (step: (done: (error?: Error | null) => void) => void): Promise<Parsed> =>
    new Promise((resolve) => {
      step((error) => {
        const records: string[][] = [];
        for (let one = parser.read() as string[] | null; one !== null; one = parser.read()) records.push(one);
        resolve(error ? { records, error } : { records });
      });
    });
  const feed = (chunk: Buffer): Promise<Parsed> => collect((done) => parser.write(chunk, done));
  return plainFirst(delimiter, { feed, finish: () => collect((done) => parser.end(done)) });
}

/** Cuts plain records by itself; from the first chunk on that is not whole plain records and the start of another, `parser` reads. */
function plainFirst(delimiter: string, parser: CsvParser): CsvParser {
  let rest: Buffer | undefined = Buffer.alloc(0);
  return {
    async feed(chunk) {
      if (!rest) return parser.feed(chunk);
      const plain = cutPlain(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), delimiter);
      rest = plain.rest;
      if (plain.records.length > 0 && !rest.includes('"')) return plain;
      const { records, error } = await parser.feed(rest);
      rest = undefined;
      return { records: [...plain.records, ...records], ...(error ? { error } : {}) };
    },
    async finish() {
      const last: Parsed = rest && rest.length > 0 ? await parser.feed(rest) : { records: [] };
      if (last.error) return last;
      const { records, error } = await parser.finish();
      return { records: [...last.records, ...records], ...(error ? { error } : {}) };
    },
  };
}
