import { html, type Markup, ours } from './markup.ts';

/** Layout widths, in CSS px: text in a picture keeps its size, so a phone gets a picture of its own. */
const WIDE = 860;
const NARROW = 360;

/** The same picture for wide and for narrow screens; the style shows one of them. Prefixes must differ in the page. */
export function picture(draw: (width: number, prefix: string) => string, prefix: string): Markup {
  const wide = draw(WIDE, `${prefix}-w`);
  if (wide === '') return html``;
  return html`<div class="wide">${ours(wide)}</div><div class="narrow">${ours(draw(NARROW, `${prefix}-n`))}</div>`;
}
