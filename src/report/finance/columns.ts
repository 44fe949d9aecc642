import { usd } from '../../domain/money.ts';
import { csvRows, csvText } from '../csv.ts';

/**
 * What a column holds. `text` comes from outside or is ours: made inert, and no formula. `decimal` is an exact number, whole or not. `flag` is true or
 * false. `time` is a date or moment in ISO 8601; several of them are text.
 */
export type ColumnKind = 'text' | 'decimal' | 'flag' | 'time';

export type Value = string | number | boolean | null;

/** One column of a table that people open: its header is an interface. */
export interface FinanceColumn<Row> {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly of: (row: Row) => Value;
}

/** A table as it is written to CSV and to a sheet. */
export interface FinanceTable<Row> {
  readonly name: string;
  readonly columns: readonly FinanceColumn<Row>[];
}

/** Columns in their order from a map of name -> kind and value. */
export function columnsOf<Row>(
  map: Readonly<Record<string, readonly [ColumnKind, FinanceColumn<Row>['of']]>>,
): readonly FinanceColumn<Row>[] {
  return Object.entries(map).map(([name, [kind, of]]) => ({ name, kind, of }));
}

/** Raised when the columns of any finance table or the kinds of its rows change; new columns are added at the end. */
export const FINANCE_SCHEMA = '2';

/** A date, or a moment in UTC, in ISO 8601. */
export function isIsoTime(value: Value): value is string {
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(String(value)) && !Number.isNaN(Date.parse(String(value)));
}

function csvCell(kind: ColumnKind, value: Value): string {
  if (value === null) return '';
  if (kind === 'decimal') return usd(value as string | number);
  return kind === 'flag' || (kind === 'time' && isIsoTime(value)) ? String(value) : csvText(String(value));
}

/** The header line, with a byte order mark for Excel. */
export function csvHeader<Row>({ columns }: FinanceTable<Row>, excel: boolean): string {
  const mark = excel ? '\uFEFF' : '';
  return `${mark}${csvRows([columns.map(({ name }) => name)], excel)}`;
}

/** Rows as lines of CSV; unknown is empty. */
export function csvBody<Row>({ columns }: FinanceTable<Row>, rows: readonly Row[], excel: boolean): string {
  return csvRows(
    rows.map((row) => columns.map(({ kind, of }) => csvCell(kind, of(row)))),
    excel,
  );
}
