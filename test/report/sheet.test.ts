import { describe, expect, it } from 'vitest';
import { sheetCsv, sheetText } from '../../src/report/sheet.ts';

const ESC = '\u001b';

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['\n\n=cmd()', "'\n\n=cmd()"],
    ['- a list\n- of two', "'- a list\n- of two"],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a\n=1+1', 'a\n=1+1'],
    [`${ESC}[2J\tx`, '\\x1b[2J    x'],
  ])('%j is %j', (text, cell) => expect(sheetText(text)).toBe(cell));

  it('is never longer than a spreadsheet takes, and says what it left out', () => {
    const cell = sheetText(`start${'x'.repeat(1_000_000)}end`);
    expect(cell.length).toBeLessThan(32_767);
    expect(cell).toMatch(/^startx+\n\[\.\.\. \d+ characters left out \.\.\.\]\nx+end$/);
  });
});

it('quotes what holds commas, quotes and line breaks', () => {
  expect(
    sheetCsv(
      [
        ['a', 'b'],
        ['x,"y"', 'two\nlines'],
      ],
      { excel: false },
    ),
  ).toBe('a,b\n"x,""y""","two\nlines"\n');
});

it('for Excel: byte order mark and CRLF', () => {
  expect(sheetCsv([['a'], ['é']], { excel: true })).toBe('\ufeffa\r\né\r\n');
});
