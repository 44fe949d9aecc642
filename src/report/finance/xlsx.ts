import { inert } from '../text.ts';
import { type ColumnKind, type FinanceTable, isIsoTime, type Value } from './columns.ts';

/** A table with its rows, as it becomes a sheet. */
export interface Sheet {
  readonly name: string;
  readonly heads: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly rows: readonly (readonly Value[])[];
}

/** A table's rows as a sheet holds them. */
export function sheetOf<Row>({ name, columns }: FinanceTable<Row>, rows: readonly Row[]): Sheet {
  return {
    name,
    heads: columns.map(({ name: head }) => head),
    kinds: columns.map(({ kind }) => kind),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  };
}

/** A cell of Excel holds 32,767 characters. */
const MOST_IN_CELL = 32_000;

/** Numbers as numbers (15 digits: exact amounts are in the CSV files), dates as dates, text as text, which no spreadsheet computes here. */
function cell(kind: ColumnKind, value: Value) {
  if (value === null) return null;
  if (kind === 'decimal') return numberCell(Number(value));
  if (kind === 'flag') return { type: Boolean, value: value === true } as const;
  if (kind === 'time' && isIsoTime(value)) return timeCell(value);
  return { type: String, value: inert(String(value)).slice(0, MOST_IN_CELL) } as const;
}

/** A day as a day, a moment to the millisecond; both are UTC, because a sheet knows no time zones. */
function timeCell(value: string) {
  const format = value.includes('T') ? 'yyyy-mm-dd hh:mm:ss.000' : 'yyyy-mm-dd';
  return { type: Date, value: new Date(value), format } as const;
}

/** A whole number without the bare point that the longer format would leave. */
function numberCell(value: number) {
  return { type: Number, value, format: Number.isInteger(value) ? '0' : '0.##############' } as const;
}

/** All sheets as one workbook. */
export async function workbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const made = sheets.map(({ name, heads, kinds, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: heads.map((head) => ({ width: Math.max(10, head.length + 2) })),
    data: [
      heads.map((value) => ({ type: String, value, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((value, i) => cell(kinds[i]!, value))),
    ],
  }));
  return writeExcelFile(made).toBuffer();
}
