import type { Problem } from '../domain/problem.ts';
import type { Json } from '../domain/task.ts';
import { openCsvParser, type Parsed } from './csv_parser.ts';
import { detail, fatal, quoted } from './fault.ts';
import type { Format, Item } from './items.ts';

/** RFC 4180 with commas; LF, CRLF and CR end a record, also mixed; empty lines are skipped. */
export const parseCsv: Format = (chunks, file) => parseDelimited(chunks, file, ',');

/** The same with tabs. */
export const parseTsv: Format = (chunks, file) => parseDelimited(chunks, file, '\t');

async function* parseDelimited(
  chunks: AsyncIterable<Buffer>,
  file: string,
  delimiter: string,
): AsyncGenerator<readonly Item[]> {
  const parser = await openCsvParser(delimiter);
  const lines = new LineNumbers();
  const table = new Table(file, delimiter);
  const items = ({ records }: Parsed): readonly Item[] =>
    records.flatMap((cells) => {
      const line = lines.pass(cells);
      return isEmptyLine(cells) ? [] : [table.item(cells, line)];
    });
  for await (const chunk of chunks) {
    const parsed = await parser.feed(chunk);
    yield items(parsed);
    if (parsed.error) throw brokenRecord(parsed.error, file, lines.next);
  }
  const last = await parser.finish();
  yield items(last);
  if (last.error) throw brokenRecord(last.error, file, lines.next);
}

function isEmptyLine(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

/** On which line each record starts: a record ends its line, and every line break inside its cells begins another. */
class LineNumbers {
  next = 1;

  /** The line of this record. */
  pass(cells: readonly string[]): number {
    const line = this.next;
    this.next++;
    for (const cell of cells) {
      if (cell.includes('\n') || cell.includes('\r')) this.next += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
    }
    return line;
  }
}

/** Turns cells into named values; the first record is the header. */
class Table {
  readonly #file: string;
  readonly #delimiter: string;
  #columns: readonly string[] | undefined;

  constructor(file: string, delimiter: string) {
    this.#file = file;
    this.#delimiter = delimiter;
  }

  item(cells: readonly string[], line: number): Item {
    if (!this.#columns) return this.#header(cells, line);
    if (cells.length !== this.#columns.length) {
      return { kind: 'fault', detail: detail(this.#file, line, this.#widthMessage(cells), widthHint(cells)) };
    }
    return { kind: 'row', row: { line, columns: this.#columns, values: named(this.#columns, cells) } };
  }

  #header(columns: readonly string[], line: number): Item {
    const only = columns.length === 1 ? columns[0]! : '';
    const other = [',', ';', '\t', '|'].find((one) => one !== this.#delimiter && only.includes(one));
    if (other) throw wrongDelimiter(this.#file, line, other, this.#delimiter, only.split(other));
    const twice = repeated(columns);
    if (twice.length > 0) throw duplicateColumns(this.#file, line, twice);
    this.#columns = columns;
    return { kind: 'header', line, columns };
  }

  #widthMessage(cells: readonly string[]): string {
    const columns = this.#columns ?? [];
    const kind = cells.length < columns.length ? 'short' : 'long';
    return `${kind} row: ${cells.length} cells, but the header has ${columns.length} columns`;
  }
}

function named(columns: readonly string[], cells: readonly string[]): Record<string, Json> {
  // Object.create(null) would make a hash table of every row, five times as large and slower to read.
  const values: Record<string, Json> = Object.setPrototypeOf({}, null);
  for (let at = 0; at < columns.length; at++) values[columns[at]!] = cells[at]!;
  return values;
}

function widthHint(cells: readonly string[]): string {
  return `a cell that holds a comma, a quote or a line break must stand in double quotes; the row starts with ${quoted(cells[0] ?? '')}`;
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons (";")',
  '\t': 'tabs',
  '|': '"|"',
};

function wrongDelimiter(
  file: string,
  line: number,
  found: string,
  wanted: string,
  columns: readonly string[],
): Problem {
  const message = `the cells seem to be separated by ${DELIMITER_NAMES[found]}, expected ${DELIMITER_NAMES[wanted]}; found columns: ${columns.map(quoted).join(', ')}`;
  const renames: Readonly<Record<string, string>> = { '\t': 'name the file .tsv', ',': 'name the file .csv' };
  return fatal(file, line, message, renames[found] ?? 'export the file again with commas (CSV UTF-8)');
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) (seen.has(name) ? twice : seen).add(name);
  return [...twice];
}

function duplicateColumns(file: string, line: number, names: readonly string[]): Problem {
  const shown = names.slice(0, 10).map(quoted).join(', ');
  return fatal(file, line, `duplicate column ${shown}`, 'every column needs a name of its own: rename or remove one');
}

const BROKEN: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  CSV_QUOTE_NOT_CLOSED: [
    'unclosed quote: a cell that starts here never ends',
    'close the quote; a quote inside a quoted cell is written twice ("")',
  ],
  CSV_INVALID_CLOSING_QUOTE: ['text after a closing quote', 'a quote inside a quoted cell is written twice ("")'],
  INVALID_OPENING_QUOTE: [
    'a quote in the middle of a cell that is not quoted',
    'put the whole cell into double quotes and write the inner quote twice ("")',
  ],
  CSV_MAX_RECORD_SIZE: ['record longer than 16 MB', 'is a quote not closed? Otherwise shorten the cell'],
};

function brokenRecord(error: Error & { readonly code?: string }, file: string, line: number): Problem {
  const known = BROKEN[error.code ?? ''];
  if (!known) throw error;
  return fatal(file, line, known[0], `${known[1]}; nothing behind this record was read`);
}
