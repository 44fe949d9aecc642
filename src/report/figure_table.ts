import { wrap } from './measure.ts';
import type { RenderOptions } from './renderer.ts';
import { alignedTable } from './terminal.ts';

export interface FigureColumn {
  /** May have two lines, of which a terminal alone makes use. */
  readonly head: string;
  /** Words stand at the left, figures at the right. */
  readonly words?: true;
  /** Names of others: shortened on a narrow terminal; one column at most. */
  readonly elastic?: true;
  /** On a narrow terminal the highest leave first; absent: never. */
  readonly rank?: number;
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

/** For a terminal: the caption, aligned columns, the notes. */
export function figureLines({ caption, columns, rows, notes }: FigureTable, options: RenderOptions): string[] {
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
    ...notes.flatMap((note) => wrap(note, width, '  ', mark)),
  ];
}
