import { usd } from '../domain/money.ts';
import { csvRows, csvText } from './csv.ts';

/** Texts that are numbers already: exact decimals. */
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Rows as CSV: numbers plain, without exponents; null is empty; a text is inert and no formula. `columns` are those of the rows, in order. */
export function trialsCsv(columns: readonly string[], rows: Iterable<object>): string {
  const cells: (readonly string[])[] = [columns];
  for (const row of rows)
    cells.push(columns.map((name) => cell(name, (row as Readonly<Record<string, unknown>>)[name])));
  return csvRows(cells, false);
}

function cell(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return usd(value);
  if (typeof value === 'boolean') return String(value);
  const text = String(value);
  return column.endsWith('_usd') && DECIMAL.test(text) ? text : csvText(text);
}
