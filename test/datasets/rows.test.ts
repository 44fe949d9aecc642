import { expect, test } from 'vitest';
import { type Row, readRows } from '../../src/datasets/rows.ts';
import { all, problemOf, shortly, tempFolder } from './temp.ts';

const { write } = tempFolder();

test('rows of any columns, text in CSV and typed in JSONL', async () => {
  const csv = await all(readRows(write('r.csv', 'task_id,score\n01,0.50\n02,\n')));
  expect(csv.map(({ line, columns, values }) => [line, columns, { ...values }])).toEqual([
    [2, ['task_id', 'score'], { task_id: '01', score: '0.50' }],
    [3, ['task_id', 'score'], { task_id: '02', score: '' }],
  ]);
  const jsonl = await all(readRows(write('r.jsonl', '{"task_id":1,"score":0.5}\n{"task_id":"x","more":[1]}\n')));
  expect(jsonl.map(({ line, values }) => [line, { ...values }])).toEqual([
    [1, { task_id: 1, score: 0.5 }],
    [2, { task_id: 'x', more: [1] }],
  ]);
  expect(Object.getPrototypeOf(csv[0]?.values)).toBe(null);
  expect(Object.getPrototypeOf(jsonl[0]?.values)).toBe(null);
});

test('broken records are thrown together at the end, under the name the user knows', async () => {
  const path = write('b.csv', 'a,b\n1\n2,2\n3,3,3\n');
  const rows: Row[] = [];
  const read = async () => {
    for await (const row of readRows(path, { file: 'b.csv' })) rows.push(row);
  };
  const { exitCode, details } = await problemOf(read());
  expect(exitCode).toBe(2);
  expect(details.map(({ file }) => file)).toEqual(['b.csv', 'b.csv']);
  expect(details.map(({ line }) => line)).toEqual([2, 4]);
  expect(rows.map(({ line }) => line)).toEqual([3]);
});

test('a given format wins over the extension', async () => {
  const rows = await all(readRows(write('odd.txt', 'a\tb\n1\t2\n'), { format: 'tsv' }));
  expect(rows.map(({ values }) => ({ ...values }))).toEqual([{ a: '1', b: '2' }]);
});

test('a reader that stops early leaves no error behind', async () => {
  const path = write('early.csv', `a,b\n${'1,2\n'.repeat(200_000)}`);
  for await (const row of readRows(path)) {
    expect(row.line).toBe(2);
    break;
  }
  expect(shortly((await problemOf(all(readRows(`${path}x`)))).details)).toEqual(['- no such file']);
});
