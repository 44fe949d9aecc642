import { expect, it } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import type { CiNote } from '../../src/report/annotations_notes.ts';

const note = (more: Partial<CiNote>): CiNote => ({ level: 'error', code: 'C', key: 'k', message: 'm', ...more });

it('escapes data and properties as the toolkit of GitHub does', () => {
  const hostile = note({ message: 'a%b\r\nc:d,e', file: 'x,y:z%.yaml', line: 3, column: 7 });
  expect(annotations([hostile])).toBe('::error file=x%2Cy%3Az%25.yaml,line=3,col=7,title=bench C::a%25b%0D%0Ac:d,e\n');
});

it('puts errors first, and never more than ten of a kind', () => {
  const many = (level: CiNote['level'], n: number) =>
    Array.from({ length: n }, (_, i) => note({ level, message: `${level} ${i}` }));
  const lines = annotations([...many('warning', 10), ...many('error', 25)])
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(20);
  expect(lines[8]).toBe('::error title=bench C::error 8');
  expect(lines[9]).toBe('::error title=bench more::and 16 more: see the report');
  expect(lines[19]).toBe('::warning title=bench C::warning 9');
});

it('says nothing where there is nothing to say', () => {
  expect(annotations([])).toBe('');
});

it('stays short, however long a name is', () => {
  const [line] = annotations([note({ message: '%'.repeat(100_000) })]).split('\n');
  expect(line).toBe(`::error title=bench C::${'%25'.repeat(997)}...`);
});
