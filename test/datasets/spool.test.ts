import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { spoolStdin } from '../../src/datasets/spool.ts';
import { datasetAt, problemOf, tasksOf, tempFolder } from './temp.ts';

const { folder, write } = tempFolder();

test.each([
  ['csv', 'input,expected\nhi,x\n'],
  ['jsonl', '  {"input":"hi","expected":"x"}\n'],
])('standard input becomes a file whose format is found by its content: %s', async (name, text) => {
  const target = join(folder, name.replace('.', '-spool'));
  await spoolStdin(Readable.from([Buffer.from(text.slice(0, 5)), Buffer.from(text.slice(5))]), target);
  expect(readFileSync(target, 'utf8')).toBe(text);
  expect((await tasksOf(datasetAt(target)))[0]).toMatchObject({ input: 'hi', expected: 'x' });
});

test('never overwrites', async () => {
  const path = write('there', 'old');
  const problem = await problemOf(spoolStdin(Readable.from(['new']), path));
  expect([problem.exitCode, problem.details[0].code]).toEqual([5, 'EEXIST']);
  expect(readFileSync(path, 'utf8')).toBe('old');
});

test('leaves nothing when the input breaks off', async () => {
  const broken = new Readable({ read: () => undefined });
  setImmediate(() => broken.destroy(Object.assign(new Error('broken'), { code: 'EIO' })));
  const target = join(folder, 'broken');
  expect((await problemOf(spoolStdin(broken, target))).exitCode).toBe(5);
  expect(existsSync(target)).toBe(false);
});
