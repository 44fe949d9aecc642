import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, inert, visibleText } from '../../src/report/text.ts';

/** Ranges by code point, written down independently of Unicode's properties: controls, bidi, zero width, separators. */
const ACTING = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200b, 0x200c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2069],
  [0xfeff, 0xfeff],
] as const;

function acts(character: string): boolean {
  const code = character.codePointAt(0)!;
  return ACTING.some(([from, to]) => code >= from && code <= to);
}

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

  test.each(['gpt-4o', 'std::vector', 'C:\\data\\x', '日本語', 'é', '👩‍💻', '👨🏽‍🚀', '🏳️‍🌈', '$1,2'])(
    '%s is left alone',
    (text) => {
      expect(inert(text)).toBe(text);
    },
  );

  test('whatever comes in, nothing that acts comes out, and twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = inert(text);
        expect(Array.from(shown).filter(acts)).toEqual([]);
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

test('text for places that know no workflow commands keeps its colons and hashes', () => {
  expect(visibleText('std ::vector ##[x]\u202e\n')).toBe('std ::vector ##[x]\\u202e\\n');
});
