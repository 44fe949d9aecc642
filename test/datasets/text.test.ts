import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Chunks } from '../../src/datasets/text.ts';
import { pieces, problemOf, wellFormed } from './temp.ts';

async function textOf(bytes: Buffer, size: number): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of utf8Chunks(pieces(bytes, size), 'x')) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

const SAMPLE = 'plain \u00e9 \u20ac \u{1f600} \uFEFF end';

describe('chunks may end anywhere', () => {
  test.each([1, 2, 3, 4, 5, 100])('%i bytes', async (size) => {
    expect(await textOf(Buffer.from(SAMPLE), size)).toBe(SAMPLE);
    expect(await textOf(Buffer.from(`\uFEFF${SAMPLE}`), size)).toBe(SAMPLE);
    expect(await textOf(Buffer.from(`\uFEFF${SAMPLE}`, 'utf16le'), size)).toBe(SAMPLE);
    expect(await textOf(Buffer.from(`\uFEFF${SAMPLE}`, 'utf16le').swap16(), size)).toBe(SAMPLE);
  });

  test('any text', async () => {
    const anyText = fc.string({ unit: 'binary' }).map((text) =>
      wellFormed(text)
        .replace(/^\uFEFF/, '')
        .replaceAll('\0', ''),
    );
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        expect(await textOf(Buffer.from(text), size)).toBe(text);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});

// What the UTF-8 definition (RFC 3629, section 3) forbids, and which byte is the first that breaks it or starts the broken sequence.
describe('bytes that are not UTF-8 are refused with line and byte', () => {
  test.each<[string, number[], string]>([
    ['a lone continuation', [0x61, 0x0a, 0x80, 0x61], '2 0x80'],
    ['Latin-1 before a letter', [0x0a, 0x0a, 0xe9, 0x74], '3 0xE9'],
    ['Latin-1 at the end of a line', [0x61, 0xe9, 0x0a, 0x62], '1 0xE9'],
    ['Latin-1 at the end of the file', [0x61, 0x0d, 0x0a, 0xe9], '2 0xE9'],
    ['an overlong slash', [0x0a, 0xc0, 0xaf], '2 0xC0'],
    ['a surrogate', [0x0a, 0xed, 0xa0, 0x80, 0x61], '2 0xED'],
    ['above U+10FFFF', [0x0a, 0xf5, 0x80, 0x80, 0x80], '2 0xF5'],
    ['a cut emoji', [0x61, 0x0a, 0xf0, 0x9f, 0x98], '2 0xF0'],
  ])('%s', async (_, bytes, expected) => {
    for (const size of [1, 2, 100]) {
      const [detail] = (await problemOf(textOf(Buffer.from(bytes), size))).details;
      expect(`${detail?.line} ${/byte (0x..)/.exec(detail?.message ?? '')?.[1]}`).toBe(expected);
    }
  });

  test('UTF-16 that is cut or holds half a pair', async () => {
    const half = Buffer.from('\uFEFFa\ud800b', 'utf16le');
    expect((await problemOf(textOf(half, 100))).message).toBe('not valid UTF-16LE');
    const cut = Buffer.from('\uFEFFabc', 'utf16le').subarray(0, -1);
    expect((await problemOf(textOf(cut, 100))).message).toBe('not valid UTF-16LE');
  });
});
