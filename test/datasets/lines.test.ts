import { expect, test } from 'vitest';
import { LineCounter } from '../../src/datasets/lines.ts';

test.each<[string, number]>([
  ['', 1],
  ['a', 1],
  ['a\n', 2],
  ['a\r\nb\r\n', 3],
  ['a\rb\r', 3],
  ['\r\r\n\n\n\r', 6],
])('%j ends on line %i, however it is cut', (text, expected) => {
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const lines = new LineCounter();
    lines.feed(bytes, 0, cut);
    lines.feed(bytes, cut);
    expect(lines.line).toBe(expected);
  }
});
