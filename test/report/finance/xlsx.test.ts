import { expect, it } from 'vitest';
import { columnsOf, type FinanceTable } from '../../../src/report/finance/columns.ts';
import { sheetOf, workbook } from '../../../src/report/finance/xlsx.ts';
import { unzip } from './unzip.ts';

interface Row {
  readonly text: string;
  readonly amount: string | null;
}
const table: FinanceTable<Row> = {
  name: 'some',
  columns: columnsOf<Row>({
    name: ['text', ({ text }) => text],
    cost_usd: ['decimal', ({ amount }) => amount],
    yes: ['flag', () => true],
  }),
};

const parts = async (rows: readonly Row[]) => unzip(await workbook([sheetOf(table, rows)]));

it('numbers are numbers, text is text and never a formula', async () => {
  const files = await parts([{ text: '=1+1', amount: '-0.25' }]);
  const sheet = files['xl/worksheets/sheet1.xml'] ?? '';
  expect(sheet).not.toContain('<f');
  expect(sheet).toMatch(/<c r="B2"(?! [^>]*t="s")[^>]*><v>-0.25<\/v>/);
  expect(sheet).toMatch(/<c r="A2"[^>]* t="(s|inlineStr)"/);
  expect(Object.values(files).join('')).toContain('=1+1');
});

it('a day and a moment are dates that a sheet can reckon with; what is neither stays text', async () => {
  const times: FinanceTable<string> = { name: 'times', columns: columnsOf<string>({ at: ['time', (at) => at] }) };
  const days = ['2026-11-21', '2026-11-21T18:00:00.000Z', '2026-01-01; 2026-02-01', '=1+1'];
  const files = unzip(await workbook([sheetOf(times, days)]));
  const [sheet, styles] = [files['xl/worksheets/sheet1.xml'] ?? '', files['xl/styles.xml'] ?? ''];
  // Days since 1899-12-30 (ECMA-376 18.17.4): DATE(2026;11;21) is 46347.
  expect(sheet).toMatch(/<c r="A2"(?! [^>]*t="s")[^>]*><v>46347<\/v>/);
  expect(sheet).toMatch(/<c r="A3"(?! [^>]*t="s")[^>]*><v>46347.75<\/v>/);
  expect(sheet.match(/<c r="A[45]"[^>]* t="(s|inlineStr)"/g)).toHaveLength(2);
  expect(styles).toContain('formatCode="yyyy-mm-dd"');
  expect(styles).toContain('formatCode="yyyy-mm-dd hh:mm:ss.000"');
});

it('unknown is an empty cell; controls do not break the file', async () => {
  const files = await parts([{ text: 'a\u0000\u001b]8;;x\ud800', amount: null }]);
  expect(files['xl/worksheets/sheet1.xml']).not.toMatch(/<c r="B2"[^>]*><v>/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(Object.values(files).join('')).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f]|\ufffd/);
});

it('whole numbers have no bare point, others all their digits', async () => {
  const files = await parts([
    { text: 'a', amount: '412' },
    { text: 'b', amount: '0.25' },
  ]);
  const [sheet, styles] = [files['xl/worksheets/sheet1.xml'] ?? '', files['xl/styles.xml'] ?? ''];
  const formatOf = (cell: string) => {
    const style = Number(new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(sheet)?.[1]);
    const cells = styles.slice(styles.indexOf('<cellXfs')).match(/<xf [^>]*>/g) ?? [];
    const id = /numFmtId="(\d+)"/.exec(cells[style] ?? '')?.[1];
    return id === '1' ? '0' : new RegExp(`<numFmt [^>]*numFmtId="${id}"[^>]*>`).exec(styles)?.[0];
  };
  expect(formatOf('B2')).toMatch(/^0$|formatCode="0"/);
  expect(formatOf('B3')).toContain('formatCode="0.##############"');
});
