import { expect, test } from 'vitest';
import { sniff } from '../../src/datasets/sniff.ts';
import { formatOfExtension } from '../../src/datasets/table.ts';

test.each<[string, string | Buffer, string]>([
  ['a.csv', '{"not":"json"},b', 'csv'],
  ['a.CSV', 'a,b', 'csv'],
  ['a.tsv', '[a]\tb', 'tsv'],
  ['a.jsonl', 'a,b', 'jsonl'],
  ['a.ndjson', '', 'jsonl'],
  ['a.txt', '\n\t {"a":1}', 'jsonl'],
  ['a.json', '{"a":1}', 'jsonl'],
  ['spool', '\uFEFF{"a":1}', 'jsonl'],
  ['spool', Buffer.from('\uFEFF{"a":1}', 'utf16le'), 'jsonl'],
  ['spool', Buffer.from('\uFEFFa,b', 'utf16le'), 'csv'],
  ['spool', '', 'csv'],
])('%s that starts with %j is %s', (path, head, expected) => {
  expect(sniff(path, Buffer.from(head as string), path)).toBe(expected);
});

test.each<[string, string | Buffer, RegExp]>([
  ['a.jsonl', '[{"a":1}]', /JSON array; write one object per line/],
  ['spool', ' \n[', /JSON array/],
  ['a.csv', 'PK\u0003\u0004', /Excel file/],
  ['a.parquet', 'PAR1', /Parquet/],
  ['a.pdf', '%PDF-1.7', /PDF/],
])('%s that starts with %j is refused', (path, head, message) => {
  expect(() => sniff(path, Buffer.from(head as string), path)).toThrow(message);
});

test('extensions', () => {
  expect(['.csv', '.tab', '.ndjson', '.txt', ''].map(formatOfExtension)).toEqual([
    'csv',
    'tsv',
    'jsonl',
    undefined,
    undefined,
  ]);
});
