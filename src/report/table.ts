import { csv } from './csv.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { Renderer } from './renderer.ts';
import { screen } from './screen.ts';

/** To add a format: one file beside this one that exports a Renderer, one line here, one test file. The keys are what `-f` takes. */
export const renderers = { table: screen, json, csv, markdown } satisfies Record<string, Renderer>;

/** Formats that show more than a report holds: made of the run itself (`HtmlInput`), and loaded on first use. */
export const pages = { html: async () => (await import('./html/page.ts')).page };
