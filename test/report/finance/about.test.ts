import { expect, it } from 'vitest';
import { aboutRows, aboutTable } from '../../../src/report/finance/about.ts';
import { sheetOf } from '../../../src/report/finance/xlsx.ts';

const run = { run_id: 'r', dataset: 'd.csv' };
const counts = { summary: 3, line_items: 60_000, projection: 9, focus: 4 };
const cells = (leftOut: boolean) => sheetOf(aboutTable, aboutRows(run, counts, leftOut)).rows;

it('names every other sheet with its rows, and what none of them is', () => {
  expect(cells(false).map(([sheet, rows]) => [sheet, rows])).toEqual([
    ['summary', 3],
    ['line_items', 60_000],
    ['projection', 9],
    ['focus', 4],
    [null, null],
    [null, null],
    [null, null],
  ]);
  expect(cells(false).flat().join()).toContain('an estimate, not an invoice');
});

it('says where the line items are that it does not hold', () => {
  expect(cells(true)[1]?.[2]).toBe(
    'LEFT OUT of this workbook: 60,000 rows are too many for it. All of them are in line_items.csv',
  );
  expect(cells(false).flat().join()).not.toContain('LEFT OUT');
});
