import { wrap } from './measure.ts';
import type { RenderOptions } from './renderer.ts';
import { alignedTable, columnsThatFit } from './terminal.ts';

export interface FigureColumn {
  /** May have two lines, of which a terminal alone makes use. */
  readonly head: string;
  /** Words stand at the left, figures at the right. */
  readonly words?: true;
  /** Names of others: shortened on a narrow terminal; one column at most. */
  readonly elastic?: true;
  /** On a narrow terminal the highest leave first; absent: never. */
  readonly rank?: number;
  /** A sentence that belongs below the table as long as this column is shown. */
  readonly note?: string;
}

/** A table before a format lays it out; its texts are safe already for where they go. */
export interface FigureTable {
  readonly caption: string;
  /** The first names the rows. */
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences that belong below it. */
  readonly notes: readonly string[];
}

/** What belongs below a table of which these columns are shown (indices; absent: all): the notes of the columns, then its own. */
export function notesBelow({ columns, notes }: FigureTable, shown?: ReadonlySet<number>): string[] {
  const explained = columns.filter((_, i) => shown === undefined || shown.has(i));
  return [...explained.flatMap(({ note }) => note ?? []), ...notes];
}

/** For a terminal: the caption, aligned columns, the notes. */
export function figureLines(table: FigureTable, options: RenderOptions): string[] {
  const { caption, columns, rows } = table;
  const { width, unicode, color } = options;
  const mark = unicode ? '…' : '~';
  const shape = columns.map(({ head, words, elastic, rank }, i) => ({
    head,
    align: words || i === 0 ? ('left' as const) : ('right' as const),
    ...(elastic ? { elastic } : {}),
    ...(rank === undefined ? {} : { rank }),
  }));
  return [
    ...wrap(caption, width, '  ', mark).map(color.cyan),
    ...(rows.length === 0 ? [] : alignedTable(rows, shape, { width, unicode, paintHead: color.bold }).split('\n')),
    ...notesBelow(table, columnsThatFit(rows, shape, width)).flatMap((note) => wrap(note, width, '  ', mark)),
  ];
}
