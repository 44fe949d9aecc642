import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { type RunFolder, readRunFile } from '../../src/results/folder.ts';
import { readTasks } from '../../src/run/labels_cards.ts';
import { candidateIsA, labelCells } from '../../src/run/labels_cells.ts';
import { readSheet, type Sheet } from '../../src/run/labels_file.ts';
import { problemOf, tempFolder } from '../results/temp.ts';
import { ASKED, type JudgedRunOptions, writeJudgedRun } from './judged_run.ts';

const AT = '2026-11-22T00:00:00.000Z';

async function read(folder: RunFolder, text: string, name = 'labels.csv'): Promise<Sheet> {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  const run = readRunFile(folder);
  const tasks = await readTasks(folder, run, new Set(['t1', 't2', 't3']));
  return readSheet(path, name, { run, cells: await labelCells(folder, run), tasks, rater: 'ann', at: AT });
}

const open = (options: Partial<JudgedRunOptions> = {}): RunFolder =>
  writeJudgedRun(tempFolder(), {
    tasks: [
      { big: 1, cheap: 0 },
      { big: 0, cheap: 1 },
      { big: 1, cheap: null },
    ],
    ...options,
  });

const values = ({ labels }: Sheet) => labels.map(({ task_id, model, label, rater }) => [task_id, model, label, rater]);
const lines = ({ details }: Problem) => details.map(({ line, message }) => `${line}: ${message}`);

describe('labels by task and model', () => {
  it('are read with their rater; empty ones are counted', async () => {
    const sheet = await read(
      open(),
      'task_id,model,label,rater,notes\nt1,big,pass,,x\nt1,cheap,No,bob,\nt2,big,,,\nt2,cheap, ,,\n',
    );
    expect(values(sheet)).toEqual([
      ['t1', 'big', 1, 'ann'],
      ['t1', 'cheap', 0, 'bob'],
    ]);
    expect(sheet.empty).toBe(2);
    expect(sheet.labels[0]).toEqual({
      ...ASKED,
      task_id: 't1',
      model: 'big',
      repeat: 0,
      label: 1,
      rater: 'ann',
      at: AT,
    });
  });

  it('are read from JSONL with values of any type', async () => {
    const rows = [
      { task_id: 't1', model: 'big', label: true },
      { task_id: 't1', model: 'cheap', label: 0 },
      { task_id: 't2', model: 'big', label: null },
    ];
    const sheet = await read(open(), rows.map((row) => JSON.stringify(row)).join('\n'), 'labels.jsonl');
    expect(values(sheet).map(([, , label]) => label)).toEqual([1, 0]);
    expect(sheet.empty).toBe(1);
  });

  it('tells every fault with its line (J19)', async () => {
    const folder = open();
    const rows = [
      't1,bigg,pass',
      't9,big,pass',
      't1,big,maybe',
      't1,cheap,87',
      't3,cheap,pass',
      ',big,pass',
      't1,,pass',
      't2,big,pass',
      't2,big,fail',
    ];
    const problem = await problemOf(() => read(folder, `task_id,model,label\n${rows.join('\n')}\n`));
    expect(problem.exitCode).toBe(2);
    expect(lines(problem)).toEqual([
      '2: no model "bigg" in run r1',
      '3: no task "t9" in run r1',
      '4: "maybe" is not a label of this answer',
      '5: "87" is not a label of this answer',
      '6: the judge has no verdict on this answer: there is nothing to compare a label with',
      '7: no task_id',
      '8: no model',
      '10: another label than line 9 gives the same answer',
    ]);
    expect(problem.details.map(({ hint }) => hint).slice(0, 3)).toEqual([
      'did you mean big?',
      'task_id is the id of a task of tasks.jsonl',
      'write pass or fail',
    ]);
  });

  it('shows 20 faults at most, broken rows among them', async () => {
    const many = await problemOf(() => read(open(), `task_id,model,label\n${'t9,big,pass\n'.repeat(50)}`));
    expect(many.details).toHaveLength(20);
    const broken = await problemOf(() => read(open(), 'task_id,model,label\nt9,big,pass\nt1,big\n'));
    expect(broken.details.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('takes the same label twice for one', async () => {
    expect(values(await read(open(), 'task_id,model,label\nt1,big,pass\nt1,big,yes\n'))).toHaveLength(1);
  });

  it('need a repeat where several were judged', async () => {
    const folder = open({ repeats: 2 });
    const problem = await problemOf(() => read(folder, 'task_id,model,label\nt1,big,pass\n'));
    expect(lines(problem)).toEqual(['2: model "big" answered task "t1" 2 times: which one is meant?']);
    const sheet = await read(folder, 'task_id,model,repeat,label\nt1,big,1,pass\nt1,big,0,fail\n');
    expect(sheet.labels.map(({ repeat, label }) => [repeat, label])).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect(lines(await problemOf(() => read(folder, 'task_id,model,repeat,label\nt1,big,x,pass\n')))).toEqual([
      '2: repeat "x" is not a whole number',
    ]);
  });
});

describe('a sheet that is none', () => {
  it.each([
    ['task_id,modl,label\nt1,big,pass\n', 'no column "model"; found task_id, modl, label', /did you mean "modl"\?/],
    ['task_id,model,lable\nt1,big,pass\n', 'no column "label"; found task_id, model, lable', /did you mean "lable"\?/],
    ['task_id,model,label\nt1,big,\n', 'every label is empty (rows: 1)', /fill in the column "label"/],
    ['task_id,model,label\n', 'no labels: the file has no rows', /column "how"/],
  ])('%j: %s', async (text, message, hint) => {
    const problem = await problemOf(() => read(open(), text));
    expect(problem.details).toHaveLength(1);
    expect(problem.message).toBe(message);
    expect(problem.details[0].hint).toMatch(hint);
  });
});

describe('labels by item', () => {
  it('find their answer, whatever else the sheet holds', async () => {
    const folder = open();
    const { all } = await labelCells(folder, readRunFile(folder));
    const sheet = await read(folder, `item,how,label\n${all[0]?.item},x,pass\n${all[3]?.item.toUpperCase()},x,fail\n`);
    expect(values(sheet)).toEqual([
      ['t1', 'big', 1, 'ann'],
      ['t2', 'cheap', 0, 'ann'],
    ]);
  });

  it('of another run are refused', async () => {
    const problem = await problemOf(() => read(open(), 'item,label\n0123456789abcdef,pass\n'));
    expect(lines(problem)).toEqual(['2: no judged answer of run r1 is item "0123456789abcdef"']);
  });
});

describe('levels', () => {
  it('become 0..1', async () => {
    const sheet = await read(open({ kind: 'pointwise' }), 'task_id,model,label\nt1,big,5\nt1,cheap,1\nt2,big,4.5\n');
    expect(sheet.labels.map(({ label }) => label)).toEqual([1, 0, 0.875]);
  });

  it('outside the scale are refused, never clamped; a decimal comma is explained', async () => {
    const problem = await problemOf(() =>
      read(open({ kind: 'pointwise' }), 'task_id,model,label\nt1,big,6\nt1,cheap,"4,5"\n'),
    );
    expect(lines(problem)).toEqual(['2: "6" is not a label of this answer', '3: "4,5" is not a label of this answer']);
    expect(problem.details[1]?.hint).toMatch(/^write 4\.5 with a decimal point; write 1 to 5/);
  });

  it('are shares where a task has points of its own', async () => {
    const folder = open({ kind: 'pointwise', columns: { rubric_points: ['one', 'two', 'three', 'four'] } });
    expect(values(await read(folder, 'task_id,model,label\nt1,big,0.75\n'))[0]?.[2]).toBe(0.75);
    const problem = await problemOf(() => read(folder, 'task_id,model,label\nt1,big,3\n'));
    expect(problem.details[0].hint).toBe('write 0 to 1: the share of the points that is met');
  });
});

describe('pairs', () => {
  const pairs = { kind: 'pairwise', tasks: [{ big: 0.5, cheap: 1 }, { cheap: 0 }, { cheap: 0.5 }] } as const;

  it('by item are A, B or tie, as the sheet shows them', async () => {
    const folder = open(pairs);
    const run = readRunFile(folder);
    const { all } = await labelCells(folder, run);
    const sheet = await read(folder, `item,label\n${all.map(({ item }) => `${item},A`).join('\n')}\n`);
    expect(sheet.labels.map(({ label }) => label)).toEqual(all.map((cell) => (candidateIsA(run, cell) ? 1 : 0)));
  });

  it('by name are candidate, reference or tie', async () => {
    const folder = open(pairs);
    const sheet = await read(folder, 'task_id,model,label\nt1,cheap,Candidate\nt2,cheap,reference\nt3,cheap,tie\n');
    expect(sheet.labels.map(({ label }) => label)).toEqual([1, 0, 0.5]);
    const blind = await problemOf(() => read(folder, 'task_id,model,label\nt1,cheap,A\nt1,big,tie\n'));
    expect(lines(blind)).toEqual([
      '2: "A" is not a label of this answer',
      '3: the answer of big to task "t1" was not left to the judge: judge@1 graded it',
    ]);
  });
});
