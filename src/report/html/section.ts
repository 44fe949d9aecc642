import { type Child, html, type Markup } from './markup.ts';

/** One part of the page. `id` is its anchor, unique in the page. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Child;
}

export function sectionMarkup({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-h">
<h2 id="${id}-h">${title}</h2>
${body}</section>
`;
}

/** Links to the parts, for whoever looks for one. */
export function contents(sections: readonly Section[]): Markup {
  return html`<nav aria-label="Parts of this report"><ul>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>
`;
}

/** A picture and what is to be said below it. */
export function figure(pictures: Child, notes: readonly Child[]): Markup {
  const caption =
    notes.length === 0 ? null : html`<figcaption>${notes.map((note) => html`<p>${note}</p>`)}</figcaption>`;
  return html`<figure>${pictures}${caption}</figure>
`;
}

/** Sentences or short facts, one a line. */
export function list(items: readonly Child[]): Markup {
  return html`<ul>
${items.map((item) => html`<li>${item}</li>\n`)}</ul>
`;
}

/** Names and what they are. */
export function facts(pairs: readonly (readonly [Child, Child])[]): Markup {
  return html`<dl>
${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
`;
}
