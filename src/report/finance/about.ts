import { count } from '../numbers.ts';
import { columnsOf, type FinanceTable } from './columns.ts';

/** One sheet of the workbook, as its first sheet announces it; or a note, which has neither name nor rows. */
export interface AboutRow {
  readonly sheet: string | null;
  readonly rows: number | null;
  readonly holds: string;
}

/** Rows of each file, which is a sheet of the same name. */
export type Counts = Readonly<Record<'summary' | 'line_items' | 'projection' | 'focus', number>>;

/** What the workbook holds, and what it does not: with `linesLeftOut` the line items are in their CSV file alone. */
export function aboutRows(
  { run_id, dataset }: { readonly run_id: string; readonly dataset: string },
  rows: Counts,
  linesLeftOut: boolean,
): readonly AboutRow[] {
  const lines = linesLeftOut
    ? `LEFT OUT of this workbook: ${count(rows.line_items)} rows are too many for it. All of them are in line_items.csv`
    : 'one row a call; discounts, retries, failed and judge calls are rows of their own';
  const note = (holds: string): AboutRow => ({ sheet: null, rows: null, holds });
  return [
    {
      sheet: 'summary',
      rows: rows.summary,
      holds: 'one row a strategy: measured on all tasks, or certified on the tasks that tested it',
    },
    { sheet: 'line_items', rows: rows.line_items, holds: lines },
    { sheet: 'projection', rows: rows.projection, holds: 'a month and 12 months of each strategy, by scenario' },
    { sheet: 'focus', rows: rows.focus, holds: 'FOCUS-shaped charges of this run' },
    note(`run ${run_id} on ${dataset}`),
    note('from list prices and reported usage: an estimate, not an invoice'),
    note('amounts in dollars, here with 15 digits and exact in the CSV files; times are UTC; an empty cell is unknown'),
  ];
}

/** The first sheet of the workbook. */
export const aboutTable: FinanceTable<AboutRow> = {
  name: 'about',
  columns: columnsOf<AboutRow>({
    sheet: ['text', ({ sheet }) => sheet],
    rows: ['decimal', ({ rows }) => rows],
    holds: ['text', ({ holds }) => holds],
  }),
};
