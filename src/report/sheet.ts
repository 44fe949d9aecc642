import { stringify } from 'csv-stringify/sync';
import { FORMULA } from './csv.ts';
import { cutMiddle, inertLines } from './multiline.ts';

/** A cell of Excel holds 32,767 characters; what is longer flows into the rows below. */
const MOST_IN_CELL = 32_000;

/** Untrusted text as a cell that keeps its lines; no spreadsheet computes it, and none is longer than a spreadsheet takes. */
export function sheetText(text: string): string {
  const lines = cutMiddle(inertLines(text), MOST_IN_CELL);
  return FORMULA.test(lines) ? `'${lines}` : lines;
}

export interface SheetOptions {
  /** A byte order mark, and CRLF after each row. */
  readonly excel: boolean;
}

/** A table of texts for people to fill in, as RFC 4180 CSV; every cell is made safe. */
export function sheetCsv(rows: readonly (readonly string[])[], { excel }: SheetOptions): string {
  return stringify(
    rows.map((cells) => cells.map(sheetText)),
    { bom: excel, record_delimiter: excel ? 'windows' : 'unix', quoted_match: /^'|[\r\n]/ },
  );
}
