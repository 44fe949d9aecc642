import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRunFile } from '../../src/results/folder.ts';
import { encodeLine } from '../../src/results/line.ts';
import { candidateIsA, itemOf, labelCells } from '../../src/run/labels_cells.ts';
import { problemOf, tempFolder } from '../results/temp.ts';
import { score } from './journals.ts';
import { writeJudgedRun } from './judged_run.ts';

describe('judged cells', () => {
  it('are those whose last score line has a judge behind it', async () => {
    const folder = writeJudgedRun(tempFolder(), { tasks: [{ big: 1, cheap: null }, { cheap: 0 }] });
    appendFileSync(folder.scores, encodeLine(score(1, { task_id: 't2', model: 'cheap' })));
    const { all, scorers } = await labelCells(folder, readRunFile(folder));
    expect(all.map(({ task_id, model, score: value }) => [task_id, model, value])).toEqual([
      ['t1', 'big', 1],
      ['t1', 'cheap', undefined],
    ]);
    expect([...scorers.values()]).toEqual(['judge@1', 'judge@1', 'exact@1']);
  });

  it('leave out the reference where it would be compared with itself', async () => {
    const folder = writeJudgedRun(tempFolder(), { kind: 'pairwise', tasks: [{ big: 0.5, cheap: 1 }] });
    const { all } = await labelCells(folder, readRunFile(folder));
    expect(all.map(({ model }) => model)).toEqual(['cheap']);
  });

  it('refuse a run without a judge', async () => {
    const folder = writeJudgedRun(tempFolder(), { tasks: [{}] });
    const { judge: _, ...without } = readRunFile(folder);
    const problem = await problemOf(() => labelCells(folder, without));
    expect([problem.exitCode, problem.details[0].hint]).toEqual([2, expect.stringContaining('judge: block')]);
    expect(problem.message).toContain('no judged answers');
  });

  it('tell a judge that is still to be asked from one that had nothing to do', async () => {
    const folder = writeJudgedRun(tempFolder(), { tasks: [{}] });
    const problem = () => problemOf(() => labelCells(folder, readRunFile(folder)));
    expect((await problem()).details[0]).toMatchObject({
      message: 'the judge of run r1 gave no verdict yet',
      hint: 'bench resume r1',
    });
    for (const model of ['big', 'cheap']) appendFileSync(folder.scores, encodeLine(score(1, { task_id: 't1', model })));
    expect((await problem()).details[0]).toEqual({
      code: 'JUDGE',
      message: expect.stringMatching(/no scorer of it left/),
    });
  });
});

it('names an answer by 16 hex digits that no spreadsheet takes for a number', () => {
  const items = Array.from({ length: 5000 }, (_, i) => itemOf('r1', { task_id: `t${i}`, model: 'm', repeat: 0 }));
  expect(new Set(items).size).toBe(5000);
  expect(items.filter((item) => !/^[a-f][0-9a-f]{15}$/.test(item))).toEqual([]);
  expect(items[0]).not.toBe(itemOf('r2', { task_id: 't0', model: 'm', repeat: 0 }));
});

it('shows the candidate first about as often as second', () => {
  const folder = writeJudgedRun(tempFolder(), { tasks: [{ big: 1 }] });
  const run = readRunFile(folder);
  const first = Array.from({ length: 1000 }, (_, i) => {
    const cell = { task_id: `t${i}`, model: 'm', repeat: 0 };
    return candidateIsA(run, { ...cell, item: itemOf('r1', cell), kind: 'pairwise', rubric: '', rubric_sha256: '' });
  }).filter(Boolean).length;
  expect(first).toBeGreaterThan(440);
  expect(first).toBeLessThan(560);
});
