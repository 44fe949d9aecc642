import { expect, it } from 'vitest';
import { figureLines } from '../../src/report/figure_table.ts';
import { at } from './sample.ts';

const table = {
  caption: 'who says what, and how often that is to be believed',
  columns: [
    { head: 'name', elastic: true as const },
    { head: 'word', words: true as const },
    { head: 'share\nof all' },
    { head: 'rest', rank: 1 },
  ],
  rows: [
    ['a-verifier-with-a-long-name', 'yes', '10 %', '1.25'],
    ['b', 'no', '9 %', '100'],
  ],
  notes: ['a note that is longer than the terminal is wide'],
};

it('caption, columns with words at the left and figures at the right, notes', () => {
  expect(figureLines(table, at(60))).toEqual([
    'who says what, and how often that is to be believed',
    '                                    share',
    'name                         word  of all  rest',
    'a-verifier-with-a-long-name  yes     10 %  1.25',
    'b                            no       9 %   100',
    'a note that is longer than the terminal is wide',
  ]);
});

it('on a narrow terminal names are shortened and the highest rank leaves; words of ours stay whole', () => {
  expect(figureLines({ ...table, notes: [] }, at(20)).slice(-4)).toEqual([
    '               share',
    'name    word  of all',
    'a-v…me  yes     10 %',
    'b       no       9 %',
  ]);
});

it('a note that explains a column is there as long as the column is', () => {
  const columns = [...table.columns.slice(0, 3), { head: 'rest', rank: 1, note: 'rest: what is left' }];
  expect(figureLines({ ...table, columns }, at(60)).at(-2)).toBe('rest: what is left');
  expect(figureLines({ ...table, columns }, at(20)).join(' ')).not.toContain('rest');
});

it('without rows only what is said about it', () => {
  expect(figureLines({ ...table, rows: [] }, at(80))).toEqual([table.caption, ...table.notes]);
});
