import { breakable, type Child, html, type Markup } from './markup.ts';

export interface HeadCell {
  readonly head: Child;
  /** Numbers stand at the right. */
  readonly number?: true;
  /** What the head cannot say; shown when pointed at, and in the caption's list where it matters. */
  readonly hint?: string;
}

export interface TableRow {
  /** The first names the row. */
  readonly cells: readonly Child[];
  /** Class of the row: `total`, `reference`, `answer`, or what a filter works by. */
  readonly kind?: string;
}

export interface TableParts {
  /** Unique in the page. */
  readonly id: string;
  readonly caption: Child;
  readonly columns: readonly HeadCell[];
  readonly rows: readonly TableRow[];
}

/** Of so many columns a table does not take the whole width: the eye would lose its row. */
const FEW = 5;

/** A table in a box of its own that scrolls sideways, also by keyboard; its first column names the rows. */
export function table({ id, caption, columns, rows }: TableParts): Markup {
  return html`<div class="${columns.length <= FEW ? 'scroll few' : 'scroll'}" role="region" aria-labelledby="${id}" tabindex="0"><table>
<caption id="${id}"><span>${caption}</span></caption>
<thead><tr>${columns.map(headCell)}</tr></thead>
<tbody>
${rows.map((row) => bodyRow(row, columns))}</tbody>
</table></div>
`;
}

function headCell({ head, number, hint }: HeadCell): Markup {
  return html`<th scope="col"${number ? NUMBER : null}${hint === undefined ? null : html` title="${hint}"`}>${head}</th>`;
}

const NUMBER = html` class="n"`;

function bodyRow({ cells, kind }: TableRow, columns: readonly HeadCell[]): Markup {
  const [name, ...rest] = cells;
  const others = rest.map((cell, i) => html`<td${columns[i + 1]?.number ? NUMBER : null}>${cell}</td>`);
  return html`<tr${kind === undefined ? null : html` class="${kind}"`}><th scope="row">${typeof name === 'string' ? breakable(name) : (name ?? null)}</th>${others}</tr>
`;
}
