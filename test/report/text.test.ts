import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, inert } from '../../src/report/text.ts';

describe('inert', () => {
  test.each([
    ['\x1b[31mred', '\\x1b[31mred'],
    ['\x9b31m', '\\x9b31m'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['bell\x07 back\b del\x7f', 'bell\\x07 back\\x08 del\\x7f'],
    ['\x1b]8;;http://x\x07', '\\x1b]8;;http://x\\x07'],
    ['abc\u202Ecba', 'abc\\u202ecba'],
    ['\u2066x\u2069\u200e\u200f', '\\u2066x\\u2069\\u200e\\u200f'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['line\u2028par\u2029', 'line\\u2028par\\u2029'],
    ['tag\u{E0041}', 'tag\\u{e0041}'],
    ['half \ud83d', 'half \\ud83d'],
    ['::error::no', ':\\x3aerror::no'],
    ['x ::set-output', 'x :\\x3aset-output'],
    ['##[error]no', '#\\x23[error]no'],
    ['a\u200db', 'a\\u200db'],
  ])('%j becomes visible', (text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  test.each(['gpt-4o', 'std::vector', 'C:\\data\\x', '日本語', 'é', '👩‍💻', '👨🏽‍🚀', '🏳️‍🌈', '$1,2'])('%s is left alone', (text) => {
    expect(inert(text)).toBe(text);
  });

  test('whatever comes in, nothing that acts comes out, and twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = inert(text);
        expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/);
        expect(inert(shown)).toBe(shown);
      }),
    );
  });
});

describe('clip', () => {
  test('counts characters, not UTF-16 units, and says that there was more', () => {
    expect(clip('😀'.repeat(10), 10)).toBe('😀'.repeat(10));
    expect(clip('😀'.repeat(11), 10)).toBe(`${'😀'.repeat(7)}...`);
    expect(clip('abc', 3)).toBe('abc');
  });
});
