import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine, encodeLine } from '../../src/results/line.ts';

/** A line as it is read back: without its newline. */
const bytes = (line: string): Buffer => Buffer.from(line.slice(0, -1));

const record = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }), { minKeys: 1 });

describe('a line of a journal', () => {
  it('carries the CRC-32 of the record, at its end', () => {
    // CRC-32 of the 8 bytes `{"a":"b"`, from python3 zlib.crc32.
    expect(encodeLine({ a: 'b' })).toBe('{"a":"b","crc":"9267180b"}\n');
  });

  it('gives any record back', () => {
    fc.assert(
      fc.property(record, (value) => {
        expect(decodeLine(bytes(encodeLine(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('holds no newline but its last', () => {
    expect(encodeLine({ text: 'a\nb\r\n\u2028c' }).indexOf('\n')).toBe(
      encodeLine({ text: 'a\nb\r\n\u2028c' }).length - 1,
    );
  });

  it('is refused after any change of one byte', () => {
    const good = bytes(encodeLine({ task_id: 't1', text: 'käse' }));
    for (let i = 0; i < good.length; i++) {
      const bad = Buffer.from(good);
      bad[i] = (bad[i] ?? 0) ^ 1;
      expect(decodeLine(bad), `byte ${i}`).toBeUndefined();
    }
  });

  it.each(['', '{}', ',"crc":"00000000"}', '{"a":1}', '\0\0\0'])('is refused when it is %j', (text) => {
    expect(decodeLine(Buffer.from(text))).toBeUndefined();
  });
});
