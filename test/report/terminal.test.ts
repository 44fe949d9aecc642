import { describe, expect, test } from 'vitest';
import { alignedTable, columnsThatFit } from '../../src/report/terminal.ts';

describe('alignedTable', () => {
  const columns = [
    { head: 'model', align: 'left', elastic: true },
    { head: '$ per\ntask', align: 'right' },
    { head: 'p50', align: 'right', rank: 1 },
    { head: 'extra', align: 'right', rank: 10 },
  ] as const;

  test('aligns by width on the screen, without borders or trailing spaces', () => {
    expect(
      alignedTable(
        [
          ['日本', '0.5', '1ms', '7'],
          ['gpt', '12.25', '10ms', '8'],
        ],
        columns,
      ),
    ).toBe(
      ['       $ per', 'model   task   p50  extra', '日本     0.5   1ms      7', 'gpt    12.25  10ms      8'].join(
        '\n',
      ),
    );
  });

  test('extra columns leave before a name is shortened, ranked ones after', () => {
    const rows = [['a-model-with-a-long-name', '1', '2', '3']];
    expect(alignedTable(rows, columns, { width: 36 }).split('\n').at(-1)).toBe('a-model-with-a-long-name      1    2');
    expect(alignedTable(rows, columns, { width: 30 }).split('\n').at(-1)).toBe('a-model-w…ong-name      1    2');
    expect(alignedTable(rows, columns, { width: 23 }).split('\n').at(-1)).toBe('a-mod…-name      1    2');
    expect(alignedTable(rows, columns, { width: 15 }).split('\n').at(-1)).toBe('a-mo…ame      1');
  });

  test('which columns fit can be asked', () => {
    const rows = [['a-model-with-a-long-name', '1', '2', '3']];
    const fitting = (width: number) => [...columnsThatFit(rows, columns, width)];
    expect([fitting(80), fitting(30), fitting(15)]).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2],
      [0, 1],
    ]);
  });

  test('colour does not move anything', () => {
    const red = (shown: string) => `\x1b[31m${shown}\x1b[39m`;
    const plain = alignedTable(
      [
        ['a', '1'],
        ['bb', '22'],
      ],
      columns.slice(0, 2),
    );
    const painted = alignedTable(
      [
        [{ text: 'a', paint: red }, '1'],
        ['bb', { text: '22', paint: red }],
      ],
      columns.slice(0, 2),
      { paintHead: red },
    );
    expect(painted).not.toBe(plain);
    expect(painted.replaceAll('\x1b[31m', '').replaceAll('\x1b[39m', '')).toBe(plain);
  });

  test('no rows: the head alone', () => {
    expect(alignedTable([], [{ head: 'model', align: 'left' }])).toBe('model');
  });
});
