import { displayWidth, shorten, wrap } from '../measure.ts';
import { inert } from '../text.ts';
import { PLOT_CSS, scopedRules } from './palette.ts';

export interface SvgOptions {
  /** Layout width in CSS px; default 860. Text is 12 px at that width, so a phone needs a picture of its own (360). */
  readonly width?: number;
  /** Start of every id; unique per picture in one page. Default `plot`. */
  readonly prefix?: string;
  /** A file of its own: with its size, its colours, its heading and its notes. Default: to stand inside a page. */
  readonly standalone?: boolean;
}

/** What is drawn, before it is put into its frame. */
export interface Picture {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly body: readonly string[];
  /** For a standalone file, whose reader has no caption. */
  readonly notes: readonly string[];
}

export const DEFAULT_WIDTH = 860;
/** What is narrower cannot be laid out. */
const NARROWEST = 240;

/** The width to lay out for. */
export function layoutWidth({ width }: SvgOptions): number {
  return Math.max(NARROWEST, Math.round(width ?? DEFAULT_WIDTH) || DEFAULT_WIDTH);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Untrusted text as XML character data or attribute: nothing in it acts, and no character is one that XML forbids. */
export function svgText(text: string): string {
  return inert(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** A coordinate: two decimals are a hundredth of a pixel. */
function px(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`plot: a coordinate is ${value}`);
  return String(Number(value.toFixed(2)));
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element. Attributes are escaped, children are not: they are elements, or text that went through `svgText`. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? px(value) : svgText(value)}"`],
  );
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

/** Text at a place, `class` says how. */
export function label(x: number, y: number, text: string, look = ''): string {
  return tag('text', { x, y, class: look || undefined }, svgText(text));
}

export function line(x1: number, y1: number, x2: number, y2: number, look: string): string {
  return tag('line', { x1, y1, x2, y2, class: look });
}

const NARROW = /[iljtfrI.,:;'|!()[\]{}\- ]/;
const BROAD = /[mwMW@%&]/;
const CAPITAL = /[A-Z0-9_#+=<>~?$]/;

/** About how wide a text of this size is in a sans-serif font, in px; rather too much than too little. */
export function textWidth(text: string, size = 12): number {
  let em = 0;
  for (const character of text) {
    if (character > '\u024f') em += displayWidth(character) * 0.62;
    else if (NARROW.test(character)) em += 0.36;
    else if (BROAD.test(character)) em += 0.92;
    else em += CAPITAL.test(character) ? 0.66 : 0.58;
  }
  return em * size;
}

/** A text in at most so many px, with its middle left out where it is longer. */
export function fitted(text: string, width: number, size = 12): string {
  const one = inert(text);
  for (let columns = displayWidth(one); columns >= 1; columns--) {
    const short = shorten(one, columns);
    if (textWidth(short, size) <= width) return short;
  }
  return '…';
}

const LINE = 17;
const PAD = 12;

/** Columns of text that fit into so many px, about. */
function columnsIn(width: number): number {
  return Math.floor(width / 6.3);
}

function framed({ title, width, height, body, notes }: Picture): { readonly height: number; readonly body: string[] } {
  const heading = wrap(inert(title), Math.floor(columnsIn(width - 2 * PAD) * 0.78));
  const foot = notes.flatMap((note) => wrap(inert(note), columnsIn(width - 2 * PAD)));
  const top = PAD + heading.length * 20 + 4;
  const all = top + height + foot.length * LINE + PAD;
  return {
    height: all,
    body: [
      tag('rect', { width, height: all, class: 'paper' }),
      ...heading.map((text, i) => label(PAD, PAD + 14 + i * 20, text, 'head')),
      tag('g', { transform: `translate(0 ${top})` }, ...body),
      ...foot.map((text, i) => label(PAD, top + height + 12 + i * LINE, text, 'muted')),
    ],
  };
}

/** The picture as an SVG element, or as a file of its own; the same picture and options give the same bytes. */
export function draw(picture: Picture, options: SvgOptions): string {
  const id = (options.prefix ?? 'plot').replace(/[^A-Za-z0-9_-]/g, '-');
  const { title, description, width } = picture;
  const alone = options.standalone === true;
  const { height, body } = alone ? framed(picture) : picture;
  const attributes = {
    id,
    class: 'plot',
    viewBox: `0 0 ${px(width)} ${px(height)}`,
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-desc`,
    ...(alone ? { xmlns: 'http://www.w3.org/2000/svg', width, height } : {}),
  };
  const svg = tag(
    'svg',
    attributes,
    tag('title', { id: `${id}-title` }, svgText(title)),
    tag('desc', { id: `${id}-desc` }, svgText(description)),
    `<style>${alone ? PLOT_CSS : ''}${scopedRules(id)}</style>`,
    ...body,
  );
  return alone ? `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n` : svg;
}
