import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, joined, rowsOf, shorten, shortenAll, wrap } from '../../src/report/measure.ts';

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

test('a line in rows, as a terminal breaks it: nothing is left out, and nothing cut in two', () => {
  expect(rowsOf('abcdefg', 3)).toEqual(['abc', 'def', 'g']);
  expect(rowsOf('日本語a', 3)).toEqual(['日', '本', '語a']);
  expect(rowsOf('', 3)).toEqual(['']);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '日', '😀', ' ') }),
      fc.integer({ min: 2, max: 9 }),
      (any, width) => {
        expect(rowsOf(any, width).join('')).toBe(any);
        expect(rowsOf(any, width).filter((row) => displayWidth(row) > width)).toEqual([]);
      },
    ),
  );
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
});

describe('shortenAll', () => {
  test('equal names stay equal, and names that would look alike show where they differ', () => {
    expect(shortenAll(['model-a-20250101', 'model-b-20250101', 'model-a-20250101', 'x'], 9)).toEqual([
      '…el-a-20…',
      '…el-b-20…',
      '…el-a-20…',
      'x',
    ]);
  });

  test('where even that is alike, a number', () => {
    const names = [
      'aaaaaaaaaaaaX1bbbbbbbbbbbbbbbbP3cccccccccc',
      'aaaaaaaaaaaaX1bbbbbbbbbbbbbbbbP4cccccccccc',
      'aaaaaaaaaaaaX2bbbbbbbbbbbbbbbbP3cccccccccc',
    ];
    const short = shortenAll(names, 12);
    expect(new Set(short).size).toBe(3);
    expect(short.some((name) => name.includes('…#'))).toBe(true);
  });

  test('never wider than asked for, and different as long as there is room', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '日'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 9 }), fc.integer({ min: 8, max: 30 }), (names, width) => {
        const short = shortenAll(names, width);
        expect(new Set(short).size).toBe(names.length);
        for (const one of short) expect(displayWidth(one)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  test('breaks at spaces, indents what follows, shortens what cannot break', () => {
    expect(wrap('one two three', 8, '  ')).toEqual(['one two', '  three']);
    expect(wrap('saves 26 %, so', 8)).toEqual(['saves', '26 %, so']);
    expect(wrap('saves a %', 7)).toEqual(['saves a', '%']);
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

describe('joined', () => {
  test('whole notes share a line while they fit; further lines are indented', () => {
    expect(joined(['one', 'two', 'three'], 12, '  ')).toEqual(['one   two', '  three']);
    expect(joined(['one two three', 'x'], 8, '  ')).toEqual(['one two', '  three', '  x']);
    expect(joined([], 8)).toEqual([]);
  });

  test('no line is too wide', () => {
    fc.assert(
      fc.property(fc.array(text), fc.integer({ min: 8, max: 40 }), (notes, width) =>
        joined(notes, width, '  ').every((line) => displayWidth(line) <= width),
      ),
    );
  });
});
