import { type FigureTable, notesBelow } from '../figure_table.ts';
import { capital } from '../text.ts';
import { unbroken } from './answer.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

/** A table as every format has it, with its notes; `id` is unique in the page. */
export function figures(own: FigureTable, id: string): Markup {
  const { columns, rows } = own;
  const caption = `${capital(own.caption)}.`;
  const heads = columns.map(({ head, words }, i) => ({
    head: head.replaceAll('\n', ' '),
    ...(words || i === 0 ? {} : { number: true as const }),
  }));
  const shown =
    rows.length === 0
      ? html`<p>${caption}</p>`
      : table({ id, caption, columns: heads, rows: rows.map((cells) => ({ cells })) });
  return html`${shown}${notesBelow(own).map((note) => html`<p class="note">${unbroken(note)}</p>\n`)}`;
}
