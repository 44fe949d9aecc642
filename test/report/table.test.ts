import { expect, test } from 'vitest';
import type { Renderer } from '../../src/report/renderer.ts';
import { pages, renderers } from '../../src/report/table.ts';
import { at, report } from './sample.ts';

const tag = (text: string) => `\x1b[1m${text}\x1b[22m`;
const color = { bold: tag, dim: tag, green: tag, yellow: tag, red: tag, cyan: tag };

test('the formats of -f', () => {
  expect(Object.keys(renderers)).toEqual(['table', 'json', 'csv', 'markdown']);
});

test('the formats that are made of the run itself', async () => {
  expect(Object.keys(pages)).toEqual(['html']);
  expect((await pages.html()).name).toBe('page');
});

test.each(['json', 'csv', 'markdown'] as const)(
  '%s knows neither colour nor width, and ends with a newline',
  (format) => {
    const render: Renderer = renderers[format];
    const text = render(report(), at(80));
    expect(render(report(), at(20, { color, unicode: false }))).toBe(text);
    expect(text).not.toContain('\x1b');
    expect(text.endsWith('\n')).toBe(true);
  },
);

test('rendering changes nothing in the report', () => {
  const one = report();
  for (const render of Object.values(renderers)) render(one, at(80));
  expect(one).toEqual(report());
});
