import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Label } from '../../src/domain/judge.ts';
import { runFolder } from '../../src/results/folder.ts';
import { addLabels, readLabels } from '../../src/run/labels.ts';
import { tempFolder } from '../results/temp.ts';

const cwd = tempFolder();
let runs = 0;
function newRun() {
  const folder = runFolder(join(cwd, `r${runs++}`), cwd);
  mkdirSync(folder.path);
  return folder;
}

const label = (change: Partial<Label> = {}): Label => ({
  task_id: 't1',
  model: 'm',
  repeat: 0,
  kind: 'pass_fail',
  rubric_sha256: 'ff',
  label: 1,
  rater: '',
  at: '2026-11-22T00:00:00.000Z',
  ...change,
});

it('keeps the last label of each rater on each cell', async () => {
  const folder = newRun();
  expect(await readLabels(folder)).toEqual([]);
  await addLabels(folder, [label(), label({ rater: 'ann', label: 0 }), label({ task_id: 't2' })]);
  await addLabels(folder, [label({ label: 0.5 })]);
  expect((await readLabels(folder)).map(({ task_id, rater, label: value }) => [task_id, rater, value])).toEqual([
    ['t1', '', 0.5],
    ['t1', 'ann', 0],
    ['t2', '', 1],
  ]);
});

it('appends only what says something new', async () => {
  const folder = newRun();
  expect(await addLabels(folder, [label(), label({ model: 'n' })])).toBe(2);
  expect(await addLabels(folder, [label({ at: 'later' }), label({ model: 'n', label: 0 })])).toBe(1);
  expect(readFileSync(folder.labels, 'utf8').trim().split('\n')).toHaveLength(3);
});

it('cuts off what a killed process left half written', async () => {
  const folder = newRun();
  await addLabels(folder, [label()]);
  appendFileSync(folder.labels, '{"task_id":"t2","mod');
  expect(await addLabels(folder, [label({ task_id: 't3' })])).toBe(1);
  expect((await readLabels(folder)).map(({ task_id }) => task_id)).toEqual(['t1', 't3']);
});
