import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GateVerdict } from '../../src/analysis/gate/gate_types.ts';
import type { BaselineFile } from '../../src/results/baseline.ts';
import { chat } from '../support/loopback.ts';
import { fair, onBench, type Workbench } from '../support/workbench.ts';

const GATE = { gate: { max_quality_drop: 5, max_cost_increase: 10, underpowered: 'warn' } };

type Gated = GateVerdict & {
  readonly code: number;
  readonly error: { readonly code: string; readonly message: string };
};

async function verdict(bench: Workbench, ...argv: readonly string[]): Promise<Gated> {
  const { code, out } = await bench.start(['gate', ...argv, '--json']).done;
  return { ...JSON.parse(out), code };
}

// biome-ignore lint/suspicious/noExplicitAny: files as people break them
type Broken = any;

describe('a baseline that somebody edited', () => {
  it('is refused, exit 2, with the file and what is damaged in it; never a crash, never green', () =>
    onBench({ config: GATE, tasks: 12 }, async (bench) => {
      await bench.run('run');
      await bench.run('baseline', 'save');
      await bench.run('run', '--fresh');
      const path = join(bench.folder, 'baselines/main.json');
      const text = readFileSync(path, 'utf8');
      const edits: readonly (readonly [why: string, edit: (file: Broken) => void])[] = [
        ['models are damaged', (file) => delete file.models.big.provider],
        ['models are damaged', (file) => Object.assign(file.models.big, { provider: 'openal' })],
        ['models are damaged', (file) => Object.assign(file.models.big, { flip_rate: 5 })],
        ['models are damaged', (file) => Object.assign(file.models.big, { flip_rate: 'x' })],
        ['models are damaged', (file) => Object.assign(file.models.big, { price: 5 })],
        ['the price of big is damaged', (file) => Object.assign(file.models.big, { price: { input: 'x' } })],
        ['the price of big is damaged', (file) => Object.assign(file.models.big.price, { input: '-3' })],
        ['repeats is no count', (file) => Object.assign(file, { repeats: 1e9 })],
        ['tasks[0] is damaged', (file) => Object.assign(file.tasks[0].models.big, { missing: 1e15 })],
        ['tasks[0] is damaged', (file) => Object.assign(file.tasks[0].models.big, { score: [] })],
        ['tasks[0] is damaged', (file) => delete file.tasks[0].models.big.score],
        ['tasks[0] is damaged', (file) => Object.assign(file.tasks[0].models.big, { score: [1, 1] })],
        ['tasks[1] is damaged', (file) => Object.assign(file.tasks[1].models.big, { cost_usd: '9'.repeat(400) })],
        ['tasks[1] is damaged', (file) => Object.assign(file.tasks[1].models.big, { cost_usd: '1e5' })],
      ];
      for (const [why, edit] of edits) {
        const file = JSON.parse(text) as BaselineFile;
        edit(file);
        writeFileSync(path, JSON.stringify(file));
        const refused = await verdict(bench);
        expect([refused.code, refused.error?.code], why).toEqual([2, 'BASELINE']);
        expect(refused.error.message).toContain('cannot read baseline baselines/main.json');
        expect(refused.error.message).toContain(why);
      }
      writeFileSync(path, text);
      expect((await verdict(bench)).code).toBe(0);
    }));

  it('a task that was taken out is a missing verdict, no task that is gone', () =>
    onBench({ config: { gate: { max_quality_drop: 5, underpowered: 'warn' } }, tasks: 40 }, async (bench) => {
      await bench.run('run');
      await bench.run('baseline', 'save');
      const path = join(bench.folder, 'baselines/main.json');
      const file = JSON.parse(readFileSync(path, 'utf8'));
      const out = new Set(file.tasks.slice(0, 15).map(({ task }: { task: string }) => task.replace('t', 'task ')));
      bench.server.use(async (seen) => (out.has(seen.prompt) ? { body: chat('wrong') } : fair(seen)));
      await bench.run('run', '--fresh');
      expect((await verdict(bench)).code).toBe(1);
      file.tasks.splice(0, 15);
      writeFileSync(path, JSON.stringify(file));
      // They are wrong now; whether they were right before nobody knows any more.
      expect(await verdict(bench)).toMatchObject({ code: 3, verdict: 'undecided' });
    }));
});

it('limits that nothing stands behind never pass: a model that only the config has, a percentage beyond all', () =>
  onBench({ config: GATE, tasks: 12 }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    await bench.run('run', '--fresh');
    bench.configure(GATE, ['big', 'cheap', 'third'], { gate: { max_quality_drop: 1 } });
    const third = await verdict(bench);
    expect(third).toMatchObject({ code: 2, error: { code: 'MODEL' } });
    expect(third.error.message).toMatch(/has no model "third", which has limits of its own$/);
    expect((await verdict(bench, '--models', 'big,cheap', '--warn-underpowered')).code).toBe(0);
    bench.configure(GATE);
    for (const share of ['101%', '999 %', '100.5%'])
      expect((await verdict(bench, '--max-unscored', share)).error.code).toBe('USAGE');
    for (const share of ['100%', '2.5 %', '0%']) expect((await verdict(bench, '--max-unscored', share)).code).toBe(0);
    bench.configure({ gate: { max_quality_drop: 5, max_unscored: '200 %' } });
    expect((await verdict(bench)).error.code).toBe('CONFIG');
  }));

/** Outcomes as somebody else recorded them: another recording than the baseline's is tested as live answers are. */
describe('p-values, by exact fractions elsewhere', () => {
  type Row = readonly [task: number, model: string, score: number | string, weight?: number, repeat?: number];

  async function gated(bench: Workbench, before: readonly Row[], after: readonly Row[]): Promise<Gated> {
    for (const rows of [before, after]) {
      const lines = rows.map(
        ([task, model, score, weight = 1, repeat = 1]) => `t${task},${model},${score},${weight},${repeat}`,
      );
      bench.write('outcomes.csv', `task_id,model,score,weight,repeat\n${lines.join('\n')}\n`);
      const { code, err } = await bench.start(['import', 'outcomes.csv', '--reference', 'a']).done;
      expect(code, err).toBe(0);
      if (rows === before) await bench.start(['baseline', 'save', '--name', 'p']).done;
    }
    return verdict(bench, '--baseline', 'p', '--max-quality-drop', '1', '--warn-underpowered');
  }

  const drops = ({ checks }: GateVerdict) => checks.filter(({ limit }) => limit === 'max_quality_drop');

  /** `losses` tasks got worse, the next `gains` better, of 30. */
  const changed = (model: string, losses: number, gains: number) => {
    const rows = (late: boolean) =>
      Array.from({ length: 30 }, (_, i): Row => {
        const base = i >= losses && i < losses + gains ? 0 : 1;
        return [i, model, late && i < losses + gains ? 1 - base : base];
      });
    return { before: rows(false), after: rows(true) };
  };

  it('McNemar with Holm over two models: 9 lost, 2 won: 67/2048; 7 lost, 1 won: 9/256', () =>
    onBench({ config: {} }, async (bench) => {
      const [a, b] = [changed('a', 9, 2), changed('b', 7, 1)];
      const red = await gated(bench, [...a.before, ...b.before], [...a.after, ...b.after]);
      const [first, second] = drops(red);
      expect(first!.p).toBeCloseTo(67 / 2048, 12);
      expect(second!.p).toBeCloseTo(9 / 256, 12);
      // Neither is below 2.5 %: each alone would have failed, both together do not.
      expect(first!.p_adjusted).toBeCloseTo(134 / 2048, 12);
      expect(second!.p_adjusted).toBeCloseTo(134 / 2048, 12);
      expect(red.verdict).toBe('pass');
    }));

  it('graded scores and weights: 11/512 of all sign flips', () =>
    onBench({ config: {} }, async (bench) => {
      const weights = [1, 2, 1, 3, 1, 0.5, 1, 2, 1, 1];
      const before = [0.9, 0.8, 0.7, 1, 0.6, 0.5, 0.95, 0.4, 0.75, 0.3];
      const after = [0.7, 0.85, 0.4, 0.6, 0.6, 0.2, 0.9, 0.45, 0.5, 0.1];
      const rows = (scores: readonly number[]) => scores.map((score, i): Row => [i, 'a', score, weights[i]!]);
      const others = before.map((_, i): Row => [i, 'b', 1, weights[i]!]);
      const red = await gated(bench, [...rows(before), ...others], [...rows(after), ...others]);
      const drop = drops(red).find(({ model }) => model === 'a')!;
      expect(drop).toMatchObject({ method: 'permutation_exact', losses: 7, gains: 2, ties: 1 });
      expect(drop.p).toBeCloseTo(11 / 512, 12);
      expect(drop.observed).toBeCloseTo(0.15925925925925927, 12);
    }));

  it('two trials before, three after: exchanged within each task', () =>
    onBench({ config: {} }, async (bench) => {
      const rows = (all: readonly (readonly number[])[]) =>
        all.flatMap((scores, task) => scores.map((score, k): Row => [task, 'a', score, 1, k + 1]));
      const before = rows([
        [1, 1],
        [1, 1],
        [1, 0],
        [1, 1],
        [0, 1],
        [1, 1],
      ]);
      const after = rows([
        [0, 0, 1],
        [1, 0, 0],
        [0, 0, 0],
        [1, 1, 1],
        [0, 0, 1],
        [1, 1, 0],
      ]);
      const [drop] = drops(await gated(bench, before, after));
      expect(drop!.method).toBe('permutation_exact');
      expect(drop!.p).toBeCloseTo(711 / 25000, 12);
    }));
});
