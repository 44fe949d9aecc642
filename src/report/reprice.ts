import Big from 'big.js';
import { dollars } from './money.ts';
import { count, percent } from './numbers.ts';
import { alignedTable } from './terminal.ts';
import { inert } from './text.ts';

/** One model or judge before and after, in words. */
export interface RepricedRow {
  readonly name: string;
  readonly before_usd: string | null;
  readonly after_usd: string | null;
  /** Calls that had a cost and have none now, or never had one. */
  readonly after_unknown: number;
  readonly calls: number;
  /** How many calls have a known cost before and after, and what they cost. */
  readonly comparable: number;
  readonly change_before_usd: string;
  readonly change_after_usd: string;
  /** Where the new price comes from. */
  readonly price: string;
}

const COLUMNS = [
  { head: 'model', align: 'left', elastic: true },
  { head: '$ before', align: 'right' },
  { head: '$ after', align: 'right' },
  { head: 'change', align: 'right' },
  { head: 'unknown', align: 'right', rank: 1 },
  { head: 'price', align: 'left', rank: 2 },
] as const;

function change({ calls, comparable, change_before_usd: before, change_after_usd: after }: RepricedRow): string {
  if (comparable === 0 && calls > 0) return 'unknown';
  const [from, to] = [new Big(before), new Big(after)];
  if (from.eq(to)) return 'none';
  if (from.eq(0)) return 'from free';
  const part = Number(to.minus(from).div(from));
  return `${part > 0 ? '+' : ''}${percent(part, 1)}`;
}

function cells(rows: readonly RepricedRow[]): string[][] {
  const amounts = dollars(rows.flatMap(({ before_usd, after_usd }) => [before_usd, after_usd]));
  return rows.map((row, i) => [
    inert(row.name),
    amounts[2 * i]!,
    amounts[2 * i + 1]!,
    change(row),
    count(row.after_unknown),
    inert(row.price),
  ]);
}

/** What the run's calls cost before and after, as aligned columns. Ends with a newline. */
export function repricedTable(rows: readonly RepricedRow[], width: number): string {
  const unknown = rows.some(({ after_unknown }) => after_unknown > 0);
  const shown = COLUMNS.filter(({ head }) => unknown || head !== 'unknown');
  const filled = cells(rows).map((row) => row.filter((_, i) => unknown || i !== 4));
  return `${alignedTable(filled, shown, { width })}\n`;
}
