import { describe, expect, it } from 'vitest';
import { draw, fitted, label, svgText, tag, textWidth } from '../../../src/report/plot/svg.ts';
import { elements, texts } from './drawn.ts';

const picture = {
  title: 'T',
  description: 'D',
  width: 300,
  height: 100,
  body: [label(1, 2, 'body')],
  notes: ['a note'],
};

describe('text', () => {
  it.each([
    ['<script>', '&lt;script&gt;'],
    [`a"b'c&d`, 'a&quot;b&#39;c&amp;d'],
    [']]>', ']]&gt;'],
    ['\x00\x1b[31m', '\\x00\\x1b[31m'],
    ['\u2028\u202e', '\\u2028\\u202e'],
    ['\ufffe\uffff', '\\ufffe\\uffff'],
    ['\ud800', '\\ud800'],
    ['模型', '模型'],
  ])('%j is %s', (raw, safe) => {
    expect(svgText(raw)).toBe(safe);
  });
  it('shortened to a width, in the middle; a single letter stays', () => {
    expect(fitted('short', 200)).toBe('short');
    const short = fitted('a-very-long-model-name-indeed', 100);
    expect(short).toContain('…');
    expect(textWidth(short)).toBeLessThanOrEqual(100);
    expect(fitted('c', 20)).toBe('c');
    expect(fitted('模型', 1)).toBe('…');
  });
  it('wide characters are wide, narrow ones narrow', () => {
    expect(textWidth('模型')).toBeGreaterThan(textWidth('mi'));
    expect(textWidth('illi')).toBeLessThan(textWidth('wmmw') / 2);
  });
});

describe('the frame', () => {
  it('inline: an image with a name and a description, no size of its own, no prolog, no namespace', () => {
    const svg = draw(picture, { prefix: 'p1' });
    const [root] = elements(svg);
    expect(root!.name).toBe('svg');
    expect(root!.attributes).toBe(
      ' id="p1" class="plot" viewBox="0 0 300 100" role="img" aria-labelledby="p1-title p1-desc"',
    );
    expect(svg).toContain('<title id="p1-title">T</title><desc id="p1-desc">D</desc>');
    expect(texts(svg)).toEqual(['body']);
    expect(svg).not.toContain('prefers-color-scheme');
  });
  it('every rule of its style is for itself alone', () => {
    const style = elements(draw(picture, { prefix: 'p1' })).find(({ name }) => name === 'style')!.text;
    const selectors = [...style.matchAll(/(?:^|\})([^{}]+)\{/g)].map(([, selector]) => selector);
    expect(selectors.length).toBeGreaterThan(10);
    expect(selectors.every((selector) => selector!.startsWith('#p1 '))).toBe(true);
  });
  it('standalone: a file with its size, both colour schemes, its title and its notes as text', () => {
    const svg = draw(picture, { standalone: true });
    expect(svg).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg .* xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="300"/,
    );
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
    expect(svg).toContain('@media print');
    expect(texts(svg)).toEqual(['T', 'body', 'a note']);
  });
  it('a prefix can be nothing but an id', () => {
    expect(draw(picture, { prefix: 'x" onload="' })).toContain('id="x--onload--"');
  });
  it('a number that is none is a bug of ours', () => {
    expect(() => tag('circle', { r: Number.NaN })).toThrow('coordinate');
  });
});
