import { describe, expect, it } from 'vitest';
import { charGrams, normalise, phraseGrams, wordGrams, words } from '../../../src/analysis/text/grams.ts';

describe('words', () => {
  it.each([
    ["Where's my PARCEL?", ["where's", 'my', 'parcel', '?']],
    ['CAFE\u0301 caf\u00e9', ['café', 'café']],
    ['Größe 42, naïve—ok!', ['größe', '42', 'naïve', 'ok', '!']],
    ['где мой заказ', ['где', 'мой', 'заказ']],
    ['返品したい', ['返', '品', 'し', 'た', 'い']],
    ['🙂 ...', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

it('normalises composition, case and every kind of white space', () => {
  expect(normalise('  Cafe\u0301\r\n\tOLÉ\u00a0x ')).toBe('café olé x');
});

it('makes words and pairs', () => {
  expect(wordGrams('a b c')).toEqual(['a', 'b', 'c', 'a b', 'b c']);
});

it('makes runs of 2 to 5 characters inside words', () => {
  expect(charGrams('ab x')).toEqual([' a', 'ab', 'b ', ' ab', 'ab ', ' ab ', ' x', 'x ', ' x ']);
});

it('makes runs of 3 to 6 characters across words', () => {
  expect(phraseGrams('a, bc')).toEqual([
    ' a ',
    'a b',
    ' bc',
    'bc ',
    ' a b',
    'a bc',
    ' bc ',
    ' a bc',
    'a bc ',
    ' a bc ',
  ]);
});
