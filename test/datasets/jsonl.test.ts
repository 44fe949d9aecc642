import { expect, test } from 'vitest';
import { kindOf, parseJson, parseJsonl } from '../../src/datasets/jsonl.ts';
import { pieces } from './temp.ts';

test.each([1, 2, 3, 1000])('lines end at LF only, in pieces of %i bytes', async (size) => {
  const text = '{"a":"\u2028"}\r\n\n  \n{"b":"\u00e9\u2029"}\n{"c":1}';
  const rows: unknown[] = [];
  for await (const batch of parseJsonl(pieces(Buffer.from(text), size), 'x')) {
    for (const item of batch)
      if (item.kind === 'row') rows.push([item.row.line, item.row.columns, { ...item.row.values }]);
  }
  expect(rows).toEqual([
    [1, ['a'], { a: '\u2028' }],
    [4, ['b'], { b: '\u00e9\u2029' }],
    [5, ['c'], { c: 1 }],
  ]);
});

test.each<[string, string, RegExp]>([
  ['CR alone', '{"a":1}\r{"a":2}\r', /lines end with CR alone/],
  ['spread over lines', '{\n"a":1}', /spread over lines/],
  ['cut', '{"a":', /one complete JSON object/],
])('a hint for broken lines: %s', async (_, text, hint) => {
  const hints: (string | undefined)[] = [];
  for await (const batch of parseJsonl(pieces(Buffer.from(text), 1000), 'x')) {
    for (const item of batch) if (item.kind === 'fault') hints.push(item.detail.hint);
  }
  expect(hints[0]).toMatch(hint);
});

test('reasons do not repeat the text', () => {
  const secret = 'a'.repeat(100);
  for (const text of [`{"k": ${secret}}`, secret, `"${secret}`, `{"k":"${secret}" "x"}`]) {
    expect(JSON.stringify(parseJson(text))).not.toContain('aaa');
  }
  expect(parseJson('[1]')).toEqual({ value: [1] });
});

test('kinds in words', () => {
  expect([null, [], {}, 'a', 1, true].map(kindOf)).toEqual([
    'null',
    'a list',
    'an object',
    'a string',
    'a number',
    'a boolean',
  ]);
});
