import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv, parseTsv } from '../../src/datasets/csv.ts';
import type { Item } from '../../src/datasets/items.ts';
import { pieces, problemOf, shortly, wellFormed } from './temp.ts';

async function itemsOf(text: string, size = 7, parse = parseCsv): Promise<Item[]> {
  const items: Item[] = [];
  for await (const batch of parse(pieces(Buffer.from(text), size), 'x.csv')) items.push(...batch);
  return items;
}

async function cellsOf(text: string, size?: number, parse = parseCsv): Promise<unknown[][]> {
  const items = await itemsOf(text, size, parse);
  return items.flatMap((item) => (item.kind === 'row' ? [item.row.columns.map((name) => item.row.values[name])] : []));
}

async function linesOf(text: string, size: number): Promise<number[]> {
  return (await itemsOf(text, size)).map((item) =>
    item.kind === 'row' ? item.row.line : item.kind === 'fault' ? (item.detail.line ?? 0) : item.line,
  );
}

describe('any table written by RFC 4180 reads back identical', () => {
  const cell = fc
    .oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.stringMatching(/^[",;\r\n\t a'\\=]{0,12}$/))
    .map((text) => wellFormed(text).replaceAll('\0', ''));
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
  const header = (rows: readonly string[][]) => rows[0]!.map((_, at) => `column ${at}`);

  test.each([['\n'], ['\r\n'], ['\r']])('line ends %j', async (end) => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const text = stringify([header(rows), ...rows], { record_delimiter: end, quoted_match: /[\r\n]/ });
        expect(await cellsOf(text, size)).toEqual(rows);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('with tabs', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = stringify([header(rows), ...rows], { delimiter: '\t', quoted_match: /[\r\n]/ });
        expect(await cellsOf(text, 11, parseTsv)).toEqual(rows);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

test.each([1, 2, 3, 5, 1000])('lines are where records start, in pieces of %i bytes', async (size) => {
  const text = '\n\na,b\r\n"1\r\n2\r\n3",x\r\n\r\n\r\ny,"\r\r"\rz,w\n\nu,"v\n"\nq\nlast,"p"';
  // a,b on 3; "1.. on 4 to 6; y on 9 to 11; z on 12; u on 14 to 15; q on 16; last on 17
  expect(await linesOf(text, size)).toEqual([3, 4, 9, 12, 14, 16, 17]);
});

test('a fault that ends the reading names the start of its record', async () => {
  const problem = await problemOf(itemsOf('a,b\n1,2\n\n"3\n4,5\n6,7\n'));
  expect(shortly(problem.details)).toEqual(['4 unclosed quote: a cell that starts here never ends']);
});

test('a .tsv with commas names the right extension', async () => {
  const problem = await problemOf(itemsOf('a,b\n1,2\n', 100, parseTsv));
  expect(problem.details[0]?.hint).toBe('name the file .csv');
});
