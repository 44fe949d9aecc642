import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignedTable, displayWidth, shorten, shortenAll, wrap } from '../../src/report/terminal.ts';

const text = fc.string({ unit: 'grapheme' }).map((raw) => raw.replace(/[\p{C}\p{Z}]/gu, ''));

test.each([
  ['abc', 3],
  ['日本語', 6],
  ['😀', 2],
  ['\x1b[31mred\x1b[39m', 3],
  ['é', 1],
])('%j is %i columns wide', (shown, width) => {
  expect(displayWidth(shown)).toBe(width);
});

describe('shorten', () => {
  test.each([
    ['claude-opus-4.5', 15, 'claude-opus-4.5'],
    ['anthropic/claude-opus-4.5', 15, 'anthrop…pus-4.5'],
    ['日本語のモデル', 8, '日本…ル'],
    ['abc', 1, '…'],
  ])('%s to %i', (name, width, short) => {
    expect(shorten(name, width)).toBe(short);
  });

  test('never wider than asked for', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (name, width) => displayWidth(shorten(name, width)) <= width),
    );
  });

  test('different names stay different, equal ones equal', () => {
    expect(shortenAll(['model-a-20250101', 'model-b-20250101', 'model-a-20250101', 'x'], 9)).toEqual([
      'mode…0101',
      'mod…2…101',
      'mode…0101',
      'x',
    ]);
  });
});

describe('wrap', () => {
  test('breaks at spaces, indents what follows, shortens what cannot break', () => {
    expect(wrap('one two three', 8, '  ')).toEqual(['one two', '  three']);
    expect(wrap('aaaaaaaaaaaa b', 8)).toEqual(['aaaa…aaa', 'b']);
  });

  test('no line is too wide', () => {
    fc.assert(
      fc.property(fc.array(text), fc.integer({ min: 4, max: 40 }), (words, width) =>
        wrap(words.join(' '), width, '  ').every((line) => displayWidth(line) <= width),
      ),
    );
  });
});

describe('alignedTable', () => {
  const columns = [
    { head: 'model', align: 'left', elastic: true },
    { head: '$ per\ntask', align: 'right' },
    { head: 'p50', align: 'right', rank: 1 },
    { head: 'extra', align: 'right', rank: 10 },
  ] as const;

  test('aligns by width on the screen, without borders or trailing spaces', () => {
    expect(
      alignedTable(
        [
          ['日本', '0.5', '1ms', '7'],
          ['gpt', '12.25', '10ms', '8'],
        ],
        columns,
      ),
    ).toBe(
      ['       $ per', 'model   task   p50  extra', '日本     0.5   1ms      7', 'gpt    12.25  10ms      8'].join(
        '\n',
      ),
    );
  });

  test('extra columns leave before a name is shortened, ranked ones after', () => {
    const rows = [['a-model-with-a-long-name', '1', '2', '3']];
    expect(alignedTable(rows, columns, { width: 36 }).split('\n').at(-1)).toBe('a-model-with-a-long-name      1    2');
    expect(alignedTable(rows, columns, { width: 30 }).split('\n').at(-1)).toBe('a-model-w…ong-name      1    2');
    expect(alignedTable(rows, columns, { width: 23 }).split('\n').at(-1)).toBe('a-model-…ng-name      1');
  });

  test('colour does not move anything', () => {
    const red = (shown: string) => `\x1b[31m${shown}\x1b[39m`;
    const plain = alignedTable(
      [
        ['a', '1'],
        ['bb', '22'],
      ],
      columns.slice(0, 2),
    );
    const painted = alignedTable(
      [
        [{ text: 'a', paint: red }, '1'],
        ['bb', { text: '22', paint: red }],
      ],
      columns.slice(0, 2),
      { paintHead: red },
    );
    expect(painted).not.toBe(plain);
    expect(painted.replaceAll('\x1b[31m', '').replaceAll('\x1b[39m', '')).toBe(plain);
  });

  test('no rows: the head alone', () => {
    expect(alignedTable([], [{ head: 'model', align: 'left' }])).toBe('model');
  });
});
