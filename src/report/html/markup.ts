import { visibleText } from '../text.ts';

/** Text that is HTML already: the only thing that goes into a page as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: texts and numbers are made inert and escaped, null is nothing. */
export type Child = string | number | null | Markup | readonly Child[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Untrusted text for element content and for quoted attributes; one line. A page in a log is no workflow command either: `::` at the start of a word and `##[` are entities. */
export function escaped(text: string): string {
  return visibleText(text)
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/(^|\s)::/g, '$1&#58;:')
    .replaceAll('##[', '#&#35;[');
}

function textOf(child: Child): string {
  if (child === null) return '';
  if (child instanceof Markup) return child.text;
  if (typeof child === 'string') return escaped(child);
  if (typeof child === 'number') return numberText(child);
  return child.map(textOf).join('');
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`html: a number is ${value}`);
  return String(value);
}

/** A piece of a page. Attributes with values from outside must be quoted in the template. */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Markup {
  return new Markup(strings.map((text, i) => `${text}${i < children.length ? textOf(children[i]!) : ''}`).join(''));
}

/** Our own HTML or SVG, made safe by whoever made it. */
export function ours(text: string): Markup {
  return new Markup(text);
}

/** An id that breaks after a colon or a slash where it has to break. */
export function breakable(id: string): Markup {
  return new Markup(
    id
      .split(/(?<=[:/])/)
      .map(escaped)
      .join('<wbr>'),
  );
}

/** Untrusted text that keeps its lines, for an element with `white-space: pre-wrap`. */
export function lines(text: string): Markup {
  const shown = text.split(/\r\n|\n|\r/).map((line) => escaped(line.replaceAll('\t', '    ')));
  return new Markup(shown.join('\n'));
}
