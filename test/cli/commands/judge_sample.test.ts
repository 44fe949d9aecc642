import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { readRows } from '../../../src/datasets/rows.ts';
import { all, tempFolder } from '../../results/temp.ts';
import { type JudgedRunOptions, writeJudgedRun } from '../../run/judged_run.ts';
import { checkOutput } from '../../support/invariants.ts';
import { fakeIo } from '../../support/io.ts';

const TASKS = Array.from({ length: 12 }, (_, i) => ({ big: i < 10 ? 1 : 0, cheap: i < 8 ? 1 : 0 }));

async function sample(options: Partial<JudgedRunOptions>, ...argv: readonly string[]) {
  const cwd = tempFolder();
  writeJudgedRun(cwd, { tasks: TASKS, ...options });
  const io = fakeIo({ cwd });
  const code = await main(['judge', 'sample', ...argv], io);
  const ran = { code, out: io.out(), err: io.err() };
  checkOutput(ran);
  return { ...ran, cwd, read: (name: string) => readFileSync(join(cwd, name), 'utf8') };
}

describe('bench judge sample', () => {
  it('writes a sheet and says what to do with it', async () => {
    const { code, out, err, read } = await sample({}, '-n', '9');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe(
      [
        'wrote labels.csv: 9 answers to label',
        expect.stringMatching(/^by model: big \d, cheap \d$/),
        "by the judge's verdict: 6 good, 3 bad",
        'write into the column "label": pass or fail',
        'next: bench judge check results/r1 --labels labels.csv\n',
      ]
        .map((line) => (typeof line === 'string' ? line : /by model: .*/.exec(err)?.[0]))
        .join('\n'),
    );
    expect(read('labels.csv')).toMatch(/^item,how,input,reference_answer,criteria,answer,label\n/);
  });

  it('is blinded: no model, task id, price or run in it', async () => {
    const { read } = await sample({}, '-n', '24');
    expect(read('labels.csv')).not.toMatch(/cheap|big|\bt\d+\b|r1|0\.01|judge-model/);
  });

  it('opens as a table again, whatever the answers hold', async () => {
    const hostile = '=HYPERLINK("http://evil")\n"quoted", \u001b[31mred\u2028\r\nlast';
    const { cwd } = await sample({ answer: () => hostile }, '-n', '3', '--excel', '-o', 'sheet.csv');
    const rows = await all(readRows(join(cwd, 'sheet.csv')));
    expect(rows).toHaveLength(3);
    expect(rows[0]?.values.answer).toBe('\'=HYPERLINK("http://evil")\n"quoted", \\x1b[31mred\\u2028\nlast');
    expect(rows[0]?.values.label).toBe('');
    expect(rows[0]?.values.item).toMatch(/^[a-f][0-9a-f]{15}$/);
  });

  it('shows pairs as A and B', async () => {
    const { err, read } = await sample({ kind: 'pairwise' }, '-n', '4');
    expect(err).toContain('write into the column "label": A, B or tie');
    expect(read('labels.csv')).toMatch(/^item,how,input,reference_answer,criteria,answer_a,answer_b,label\n/);
  });

  it('is the same draw for the same seed', async () => {
    const sheets = await Promise.all(['1', '1', '2'].map((seed) => sample({}, '-n', '6', '--seed', seed)));
    const [first, again, other] = sheets.map(({ read }) => read('labels.csv'));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('never overwrites', async () => {
    const cwd = tempFolder();
    writeJudgedRun(cwd, { tasks: TASKS });
    writeFileSync(join(cwd, 'labels.csv'), 'mine');
    const io = fakeIo({ cwd });
    expect(await main(['judge', 'sample'], io)).toBe(2);
    expect(io.err()).toContain('error[EXISTS] labels.csv is there already, and never overwritten');
    expect(readFileSync(join(cwd, 'labels.csv'), 'utf8')).toBe('mine');
  });

  it('says when there is less than was asked for', async () => {
    const { err } = await sample({});
    expect(err).toContain('wrote labels.csv: 24 answers to label (24 judged answers are not labelled yet)');
  });

  it.each([
    [['-n', '0'], 2, '-n takes a number of answers from 1 on'],
    [['-n', 'x'], 2, '-n takes a whole number'],
    [['-o', 'nowhere/x.csv'], 5, 'cannot write nowhere/x.csv: there is no such folder'],
  ])('%j: exit %d', async (argv, exit, message) => {
    const { code, err } = await sample({}, ...argv);
    expect(code).toBe(exit);
    expect(err).toContain(message);
  });

  it('of any number of points says how to label them in one line; long scales are wrapped', async () => {
    const { err } = await sample({ kind: 'pointwise', columns: { rubric_points: ['one', 'two', 'three'] } });
    expect(err).toContain('write into the column "label": 0 to 1: the share of the points that is met\n');
    const labels = Object.fromEntries([1, 2, 3, 4, 5].map((level) => [level, 'what this level means here']));
    const long = await sample({ kind: 'pointwise', rubric: { scale: { min: 1, max: 5, labels } } });
    const lines = long.err.split('\n').filter((line) => /means here/.test(line));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('of a run whose judge gave no verdict says so', async () => {
    const { code, err } = await sample({ tasks: [{}] });
    expect(code).toBe(2);
    expect(err).toContain('the judge of run r1 gave no verdict yet\nhint: bench resume r1');
  });
});
