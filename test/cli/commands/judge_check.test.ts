import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { readLabels } from '../../../src/run/labels.ts';
import { tempFolder } from '../../results/temp.ts';
import { writeJudgedRun } from '../../run/judged_run.ts';
import { checkOutput } from '../../support/invariants.ts';
import { fakeIo } from '../../support/io.ts';

const TASKS = Array.from({ length: 20 }, (_, i) => ({ big: i < 16 ? 1 : 0, cheap: i < 12 ? 1 : 0 }));

class Desk {
  readonly cwd = tempFolder();
  readonly folder = writeJudgedRun(this.cwd, { tasks: TASKS });

  write(name: string, text: string): void {
    writeFileSync(join(this.cwd, name), text);
  }

  async check(...argv: readonly string[]) {
    const io = fakeIo({ cwd: this.cwd });
    const code = await main(['judge', 'check', ...argv], io);
    const ran = { code, out: io.out(), err: io.err() };
    checkOutput(ran);
    return ran;
  }

  /** Labels that agree with the judge but for the first task of `big`. */
  labels(): string {
    const rows = TASKS.map(({ big }, i) => `t${i + 1},big,${i === 0 ? 'fail' : big === 1 ? 'pass' : 'fail'}`);
    return `task_id,model,label\n${rows.join('\n')}\nt1,cheap,\n`;
  }
}

describe('bench judge check', () => {
  it('without labels shows the judge, not validated, and exits 0', async () => {
    const { code, out } = await new Desk().check();
    expect(code).toBe(0);
    expect(out).toContain('judge not validated: no human labels');
    expect(out).toContain('bench judge sample');
  });

  it('takes labels in once and says how far judge and people agree', async () => {
    const desk = new Desk();
    desk.write('labels.csv', desk.labels());
    const first = await desk.check('--labels', 'labels.csv', '--rater', 'ann');
    expect(first.code).toBe(0);
    expect(first.err).toBe('labels.csv: 20 labels, 1 row without a label skipped\n');
    // 19 of 20; by hand.
    expect(first.out).toMatch(/agrees with people on 95(\.0)? % of 20 answers/);
    const labels = await readLabels(desk.folder);
    expect(labels).toHaveLength(20);
    expect(labels[0]).toMatchObject({ task_id: 't1', model: 'big', repeat: 0, label: 0, rater: 'ann' });
    const bytes = readFileSync(desk.folder.labels);
    const again = await desk.check('--labels', 'labels.csv', '--rater', 'ann');
    expect(again.err).toContain('20 labels, 20 known already');
    expect(readFileSync(desk.folder.labels).equals(bytes)).toBe(true);
    expect((await desk.check()).out).toBe(first.out);
  });

  it('gives one JSON document', async () => {
    const desk = new Desk();
    desk.write('labels.csv', desk.labels());
    const { out } = await desk.check('--labels', 'labels.csv', '--json');
    const found = JSON.parse(out);
    expect(found).toMatchObject({
      format: 'bench.judge_check/1',
      run: 'r1',
      judged: 40,
      validation: { labels: 20, both_good: 15, judge_only: 1, people_only: 0, both_bad: 4 },
    });
    expect(Array.isArray(found.corrected)).toBe(true);
  });

  it('gives Markdown, into a file too, and JSON by either flag', async () => {
    const desk = new Desk();
    desk.write('labels.csv', desk.labels());
    const { code, out } = await desk.check('--labels', 'labels.csv', '-f', 'markdown');
    expect(code).toBe(0);
    expect(out).toMatch(/^\*\*The judge agrees with people on 95(\.0)? % of 20 answers/);
    expect(out).toMatch(/^\| all \| 20 \| 95\.0 % \|/m);
    expect((await desk.check('-f', 'markdown', '-o', 'check.md')).out).toBe('');
    expect(readFileSync(join(desk.cwd, 'check.md'), 'utf8')).toBe(out);
    expect((await desk.check('-f', 'json')).out).toBe((await desk.check('--json')).out);
    expect((await desk.check('-f', 'table')).out).toBe((await desk.check()).out);
    expect((await desk.check('-f', 'csv')).code).toBe(2);
  });

  it('takes a filled sheet of bench judge sample', async () => {
    const desk = new Desk();
    expect(await main(['judge', 'sample', '-n', '10'], fakeIo({ cwd: desk.cwd }))).toBe(0);
    const sheet = readFileSync(join(desk.cwd, 'labels.csv'), 'utf8');
    let row = 0;
    desk.write(
      'filled.csv',
      sheet.replace(/,$/gm, () => (row++ % 2 === 0 ? ',pass' : ',fail')),
    );
    const { code, err } = await desk.check('--labels', 'filled.csv');
    expect({ code, err }).toEqual({ code: 0, err: 'filled.csv: 10 labels\n' });
    const left = fakeIo({ cwd: desk.cwd });
    expect(await main(['judge', 'sample', '-n', '100', '-o', 'more.csv'], left)).toBe(0);
    expect(left.err()).toContain('wrote more.csv: 30 answers to label');
    expect(left.err()).toContain('left out: 10 that are labelled already');
  });

  it('keeps nothing of a sheet with a fault', async () => {
    const desk = new Desk();
    desk.write('labels.csv', `${desk.labels()}t99,big,pass\n`);
    const { code, err, out } = await desk.check('--labels', 'labels.csv');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('error[LABELS] no task "t99" in run r1 (labels.csv:23)');
    expect(await readLabels(desk.folder)).toEqual([]);
  });

  it.each([
    [['--labels', 'nothing.csv'], 'no such file'],
    [['--again', 'x'], '--again takes a whole number'],
    [['nope'], 'no run "nope"'],
  ])('%j: exit 2', async (argv, message) => {
    const { code, err } = await new Desk().check(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
