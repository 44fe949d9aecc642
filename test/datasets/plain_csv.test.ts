import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCsvParser } from '../../src/datasets/csv_parser.ts';
import { cutPlain } from '../../src/datasets/plain_csv.ts';

test('cuts whole records and leaves the start of the next', () => {
  const cut = (text: string) => {
    const { records, rest } = cutPlain(Buffer.from(text), ',');
    return [records, rest.toString()];
  };
  expect(cut('a,b\r\n\nc,\rd')).toEqual([[['a', 'b'], [''], ['c', '']], 'd']);
  expect(cut('é,返\n1,2\r')).toEqual([[['é', '返']], '1,2\r']);
  expect(cut('a,b\nc,"d\ne,f\n')).toEqual([[['a', 'b']], 'c,"d\ne,f\n']);
  expect(cut('a\tb,c\n')).toEqual([[['a\tb', 'c']], '']);
  expect(cut('')).toEqual([[], '']);
});

/** What our parser makes of a text that comes in these pieces. */
async function inPieces(pieces: readonly string[]) {
  const parser = await openCsvParser(',');
  const records: (readonly string[])[] = [];
  for (const step of [...pieces.map((piece) => () => parser.feed(Buffer.from(piece))), () => parser.finish()]) {
    const parsed = await step();
    records.push(...parsed.records);
    if (parsed.error) return { records, error: parsed.error.code };
  }
  return { records, error: undefined };
}

const REFERENCE = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };

test('with it in front, a parser gives what csv-parse alone gives, wherever the pieces end', async () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '\n', '\r', '\r\n', '"x"', '"'), maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      const { records, error } = await inPieces(pieces);
      if (error === undefined) expect(records).toEqual(parse(pieces.join(''), REFERENCE));
      else expect(() => parse(pieces.join(''), REFERENCE)).toThrow(expect.objectContaining({ code: error }));
    }),
    { numRuns: 2000 },
  );
});
