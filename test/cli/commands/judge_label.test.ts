import { existsSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import type { RunFolder } from '../../../src/results/folder.ts';
import { readLabels } from '../../../src/run/labels.ts';
import { tempFolder } from '../../results/temp.ts';
import { type JudgedRunOptions, writeJudgedRun } from '../../run/judged_run.ts';
import { checkOutput } from '../../support/invariants.ts';
import { fakeIo } from '../../support/io.ts';
import { until } from '../../support/workbench.ts';

const TASKS = [{ big: 1, cheap: 0 }, { big: 1, cheap: 1 }, { big: 0 }];

/** A terminal's input: `raw` keeps what its mode was set to. */
function terminal(keys?: string) {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) });
  if (keys !== undefined) stdin.end(keys);
  return { stdin, raw };
}

class Desk {
  readonly cwd = tempFolder();
  readonly folder: RunFolder;

  constructor(options: Partial<JudgedRunOptions> = {}) {
    this.folder = writeJudgedRun(this.cwd, { tasks: TASKS, ...options });
  }

  async label(keys: string, ...argv: readonly string[]) {
    const { stdin, raw } = terminal(keys);
    const io = fakeIo({ cwd: this.cwd, stdin, tty: true, columns: 80, env: { NO_COLOR: '1' } });
    const code = await main(['judge', 'label', ...argv], io);
    expect(raw, 'the terminal is as it was').toEqual(raw.length === 0 ? [] : [true, false]);
    expect(existsSync(`${this.folder.path}/lock.json`), 'the lock is gone').toBe(false);
    const ran = { code, out: io.out(), err: io.err() };
    checkOutput(ran);
    return ran;
  }

  async labels(): Promise<readonly (readonly [string, number])[]> {
    const labels = await readLabels(this.folder);
    return labels.map(({ task_id, model, label }) => [`${task_id} ${model}`, label] as const);
  }

  lines(): number {
    return readFileSync(this.folder.labels, 'utf8').trim().split('\n').length;
  }
}

const shown = (out: string): readonly string[] =>
  [...out.matchAll(/^(\d+ of \d+)\nTASK\nquestion (\d+)$/gm)].map(([, place, task]) => `${place}: ${task}`);

describe('bench judge label', () => {
  it('takes one key an answer, and is taken up again where it was left', async () => {
    const desk = new Desk();
    const first = await desk.label('pfq');
    expect(first.code).toBe(0);
    expect(shown(first.out).map((line) => line.slice(0, 6))).toEqual(['1 of 5', '2 of 5', '3 of 5']);
    expect(first.out).toContain('2 answers labelled. Go on: bench judge label results/r1');
    const before = await desk.labels();
    expect(before.map(([, label]) => label)).toEqual([1, 0]);
    const second = await desk.label('ppp');
    expect(shown(second.out).map((line) => line.slice(0, 6))).toEqual(['3 of 5', '4 of 5', '5 of 5']);
    expect(new Set((await desk.labels()).map(([cell]) => cell)).size).toBe(5);
    const third = await desk.label('p');
    expect(third.code).toBe(2);
    expect(third.err).toContain('all 5 answers of the sample are labelled');
  });

  it('shows an answer without its model', async () => {
    const { out } = await new Desk().label('q', '-n', '1');
    expect(out).toMatch(
      /TASK\nquestion \d\nREFERENCE ANSWER\nright \d\nCRITERIA\nfaithful: .*\nshort: .*\nANSWER\nthe answer/,
    );
    expect(out).toContain('p pass  f fail  s skip  u undo  q quit  ? keys:');
    expect(out).not.toMatch(/\bbig\b|\bcheap\b/);
  });

  it('skips, and shows again what was skipped', async () => {
    const desk = new Desk();
    await desk.label('spq');
    expect(await desk.labels()).toHaveLength(1);
    expect(shown((await desk.label('q')).out)[0]).toMatch(/^2 of 5/);
  });

  it('undo shows the last answer again; another key replaces its label', async () => {
    const desk = new Desk();
    const { out } = await desk.label('upuffq');
    expect(out).toContain('labelled pass; another key replaces that');
    expect((await desk.labels()).map(([, label]) => label)).toEqual([0, 0]);
    expect(desk.lines()).toBe(3);
    expect(out, 'answers, not keys').toContain('2 answers labelled');
  });

  it('ignores keys that mean nothing, and sequences of keys such as arrows', async () => {
    const desk = new Desk();
    await desk.label('x9\u001b[A\u001bOP\u001b[1;5Fz\u0000\u007fPq');
    expect((await desk.labels()).map(([, label]) => label)).toEqual([1]);
  });

  it('takes levels as digits; of several digits, Enter where they could go on', async () => {
    const grades = new Desk({ kind: 'pointwise' });
    const levels = await grades.label('5013q');
    expect(levels.out).toContain('LEVELS\n1 = useless\n5 = perfect\nANSWER\n');
    expect(levels.out).toContain('level, 1 to 5? 1-5  s skip  u undo  q quit  ? keys: 5 = perfect\n');
    expect((await grades.labels()).map(([, label]) => label)).toEqual([1, 0, 0.5]);
    const tens = new Desk({ kind: 'pointwise', rubric: { scale: { min: 0, max: 10, labels: {} } } });
    const { out } = await tens.label('1\r10' + '7q');
    expect(out).toContain('level, 0 to 10? 0-10  s skip  u undo  q quit  ? keys:');
    expect((await tens.labels()).map(([, label]) => label)).toEqual([0.1, 1, 0.7]);
  });

  it('takes a, b or t of two answers', async () => {
    const desk = new Desk({ kind: 'pairwise', tasks: TASKS.slice(0, 2) });
    const { out } = await desk.label('at');
    expect(out).toMatch(/ANSWER A\nthe answer of .*\nANSWER B\nthe answer of .*\nbetter answer\? a A {2}b B {2}t tie/);
    const [first, second] = await desk.labels();
    expect(second?.[1]).toBe(0.5);
    expect(first?.[1]).toBe(/ANSWER A\nthe answer of other/.test(out) ? 1 : 0);
  });

  it('shows every answer to every rater', async () => {
    const desk = new Desk();
    await desk.label('ppppp', '--rater', 'ann');
    const { out } = await desk.label('fq', '--rater', 'bob');
    expect(shown(out)[0]).toMatch(/^1 of 5/);
    expect((await readLabels(desk.folder)).map(({ rater }) => rater)).toEqual([...Array(5).fill('ann'), 'bob']);
    expect((await desk.label('p')).err).toContain('all 5 answers');
  });

  it('leaves the middle of a long answer out until m is pressed', async () => {
    const long = (lines: number) =>
      new Desk({ answer: () => Array.from({ length: lines }, (_, i) => `line ${i}`).join('\n') });
    expect((await long(60).label('q')).out).not.toContain('left out');
    const { out } = await long(100).label('mpq');
    const [first, all, next] = out.split(/^\d of 5$/m).slice(1);
    expect(first).toContain('line 39\n... 40 lines left out, press m for all\nline 80\n');
    expect(all).toContain('line 39\nline 40\n');
    expect(all).toMatch(/line 99\n.*: pass\n/);
    expect(next).toContain('40 lines left out');
    const unbroken = new Desk({ answer: () => 'x'.repeat(80 * 70) });
    expect((await unbroken.label('q')).out).toContain('... 10 lines left out');
  });

  it('? shows the keys again', async () => {
    const desk = new Desk();
    const { out } = await desk.label('?pq');
    expect(out).toMatch(/\? keys:\n.*m shows all of a long text.*\np pass .* \? keys: pass\n/);
    expect(await desk.labels()).toHaveLength(1);
  });

  it('hostile answers are only looked at', async () => {
    const { out } = await new Desk({ answer: () => '\u001b[2J::error::x\r\n::add-mask::y\u202e\u0007' }).label('q');
    expect(out).toContain('ANSWER\n\\x1b[2J::error::x\n:\\x3aadd-mask::y\\u202e\\x07\n');
  });

  it('Ctrl-C keeps everything and leaves the terminal sane', async () => {
    const desk = new Desk();
    const { code, err, out } = await desk.label('p\u0003ffff');
    expect(code).toBe(130);
    expect(err).toContain('interrupted by SIGINT');
    expect(out).toContain('1 answer labelled');
    expect((await desk.labels()).map(([, label]) => label)).toEqual([1]);
  });

  it('a signal ends it the same way', async () => {
    const desk = new Desk();
    const { stdin, raw } = terminal();
    const io = fakeIo({ cwd: desk.cwd, stdin, tty: true });
    const done = main(['judge', 'label'], io);
    stdin.write('f');
    await until(() => existsSync(desk.folder.labels) && io.out().includes('2 of 5'));
    io.interrupt('SIGTERM');
    expect(await done).toBe(143);
    expect(raw).toEqual([true, false]);
    expect((await desk.labels()).map(([, label]) => label)).toEqual([0]);
  });

  it('needs a terminal', async () => {
    const desk = new Desk();
    const io = fakeIo({ cwd: desk.cwd, stdin: 'p' });
    expect(await main(['judge', 'label'], io)).toBe(2);
    expect(io.err()).toContain('error[TTY] bench judge label reads single keys: it needs a terminal');
    expect(io.err()).toContain('bench judge sample');
    const piped = fakeIo({ cwd: desk.cwd, stdin: terminal('p').stdin });
    expect(await main(['judge', 'label'], piped)).toBe(2);
  });
});
