import Table from 'cli-table3';
import { displayWidth, shortenAll } from './measure.ts';

/** Text of one cell, already inert; `paint` colours it after it was fitted. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

export interface Column {
  /** May have two lines. */
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Cells are shortened in the middle where the line would be too long; one column at most. */
  readonly elastic?: true;
  /** Columns with the highest rank leave first where there is no room. Absent: never. From `WHOLE_TEXT_RANK` on: only shown while elastic text is whole. */
  readonly rank?: number;
}

export interface TableOptions {
  readonly width?: number;
  readonly unicode?: boolean;
  readonly paintHead?: (text: string) => string;
}

/** From this rank on a column gives way before an elastic cell is shortened. */
export const WHOLE_TEXT_RANK = 10;

/** What an elastic column keeps as long as there are columns that can leave: 16 columns of 80, 6 of 40. */
const elasticMinimum = (width: number) => Math.max(4, Math.min(16, Math.floor(width / 4) - 4));
const GAP = '  ';

const textOf = (cell: Cell | undefined) => (typeof cell === 'object' ? cell.text : (cell ?? ''));

/** Columns without borders, aligned, with two spaces between them; at most `width` wide where columns can leave or shrink. No newline at the end. */
export function alignedTable(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  options: TableOptions = {},
): string {
  const width = options.width ?? Number.POSITIVE_INFINITY;
  const natural = naturalWidths(rows, columns);
  const kept = keptColumns(columns, natural, width);
  const shown = rows.map((row) => kept.map((i) => row[i] ?? ''));
  const elastic = kept.findIndex((i) => columns[i]?.elastic);
  const fitted =
    elastic < 0 ? shown : shrink(shown, elastic, elasticRoom(kept, columns, natural, width), options.unicode ?? true);
  return layOut(
    fitted,
    kept.map((i) => columns[i]!),
    options.paintHead ?? ((text) => text),
  );
}

/** Indices of the columns that `alignedTable` shows at this width. */
export function columnsThatFit(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  width: number,
): ReadonlySet<number> {
  return new Set(keptColumns(columns, naturalWidths(rows, columns), width));
}

function naturalWidths(rows: readonly (readonly Cell[])[], columns: readonly Column[]): number[] {
  return columns.map((column, i) =>
    Math.max(displayWidth(column.head), ...rows.map((row) => displayWidth(textOf(row[i])))),
  );
}

function total(kept: readonly number[], widths: readonly number[]): number {
  return kept.reduce((sum, i) => sum + widths[i]!, GAP.length * (kept.length - 1));
}

/** Indices of the columns that stay. */
function keptColumns(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const least = natural.map((own, i) => (columns[i]?.elastic ? Math.min(own, elasticMinimum(width)) : own));
  const kept = columns.map((_, i) => i);
  const droppable = kept.filter((i) => columns[i]?.rank !== undefined);
  for (const next of droppable.sort((a, b) => columns[b]!.rank! - columns[a]!.rank!)) {
    if (total(kept, columns[next]!.rank! >= WHOLE_TEXT_RANK ? natural : least) <= width) break;
    kept.splice(kept.indexOf(next), 1);
  }
  return kept;
}

function elasticRoom(
  kept: readonly number[],
  columns: readonly Column[],
  natural: readonly number[],
  width: number,
): number {
  const rest = natural.map((own, i) => (columns[i]?.elastic ? 0 : own));
  return Math.max(4, width - total(kept, rest));
}

function shrink(rows: readonly (readonly Cell[])[], at: number, room: number, unicode: boolean): Cell[][] {
  const short = shortenAll(
    rows.map((row) => textOf(row[at])),
    room,
    unicode ? '…' : '~',
  );
  return rows.map((row, n) => row.map((cell, i) => (i === at ? withText(cell, short[n]!) : cell)));
}

function withText(cell: Cell, text: string): Cell {
  return typeof cell === 'object' ? { ...cell, text } : text;
}

function painted(cell: Cell): string {
  return typeof cell === 'object' ? cell.paint(cell.text) : cell;
}

const NO_BORDERS = Object.fromEntries(
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid'
    .split(' ')
    .map((name) => [name, '']),
);

function layOut(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  paintHead: (text: string) => string,
): string {
  const table = new Table({
    chars: { ...NO_BORDERS, middle: GAP },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map((column) => column.align),
  });
  const heads = columns.map((column) => column.head.split('\n').map(paintHead).join('\n'));
  if (columns.some((column) => column.head !== ''))
    table.push(heads.map((content) => ({ content, vAlign: 'bottom' as const })));
  for (const row of rows) table.push(row.map(painted));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
