import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { GateVerdict } from '../../../src/analysis/gate/gate_types.ts';
import { main } from '../../../src/cli/main.ts';
import { configureJudged, fairJudge, honest, onAnswers, onJudged, talkers } from '../../run/judging/bench.ts';
import { fakeIo } from '../../support/io.ts';
import { verdict as judged } from '../../support/judge.ts';
import type { Script } from '../../support/loopback.ts';
import { fair, onBench, type Workbench } from '../../support/workbench.ts';

type Gated = GateVerdict & {
  readonly code: number;
  readonly error?: { readonly code: string; readonly message: string };
};

async function verdict(bench: Workbench, ...argv: readonly string[]): Promise<Gated> {
  const { code, out } = await bench.start(['gate', ...argv, '--json']).done;
  return { ...(JSON.parse(out) as GateVerdict), code };
}

const checkOf = ({ checks }: GateVerdict, model: string, limit: string) =>
  checks.find((check) => check.model === model && check.limit === limit);

describe('a baseline of several runs (by_run)', () => {
  /** Every answer takes about so long. */
  const slow =
    (delay_ms: number): Script =>
    async (seen) => ({ ...(await fair(seen)), delay_ms });
  const GATE = { gate: { max_latency_increase: 50 } };

  it('knows how runs differ: latency is tested by whole runs, green when alike and red when slower', () =>
    onBench({ config: GATE, tasks: 8, script: slow(20) }, async (bench) => {
      for (const _ of [1, 2, 3]) await bench.run('run', '--fresh');
      await bench.run('baseline', 'save', ...bench.runs(), '--latency');
      await bench.run('baseline', 'save', bench.runs()[0]!, '--latency', '--name', 'one');
      await bench.run('baseline', 'save', ...bench.runs(), '--name', 'untimed');
      const file = JSON.parse(readFileSync(join(bench.folder, 'baselines/main.json'), 'utf8'));
      expect(file.runs).toEqual(bench.runs());
      expect(file.models.cheap.by_run).toHaveLength(3);
      for (const { ms } of file.models.cheap.by_run) expect(ms).toBeGreaterThanOrEqual(20);
      // What was measured shows how busy this machine is: the baseline is given times that leave no doubt either way.
      for (const { by_run } of Object.values<{ by_run: { ms: number }[] }>(file.models))
        for (const [i, ms] of [300, 310, 290].entries()) by_run[i]!.ms = ms;
      writeFileSync(join(bench.folder, 'baselines/main.json'), JSON.stringify(file));
      await bench.run('run', '--fresh');
      const green = await verdict(bench);
      expect(green).toMatchObject({ code: 0, verdict: 'pass' });
      expect(checkOf(green, 'cheap', 'max_latency_increase')).toMatchObject({ method: 'runs_t', state: 'ok' });

      bench.server.use(slow(1200));
      await bench.run('run', '--fresh');
      const red = await verdict(bench);
      expect(red).toMatchObject({ code: 1, verdict: 'fail' });
      const broken = checkOf(red, 'cheap', 'max_latency_increase')!;
      expect(broken).toMatchObject({ method: 'runs_t', state: 'broken' });
      expect(broken.observed).toBeGreaterThan(2);
      expect(broken.p_adjusted).toBeLessThan(0.05);
      expect(red.notes).toContainEqual({ code: 'holm', tests: 2 });
      // One run cannot tell a slow machine from a slow model: said, and never red.
      const one = await verdict(bench, '--baseline', 'one');
      expect(one.code).toBe(0);
      expect(one.notes).toContainEqual({ code: 'one_run', model: 'cheap', limit: 'max_latency_increase' });
      // Without times there is nothing to test.
      const untimed = await verdict(bench, '--baseline', 'untimed');
      expect(untimed.code).toBe(3);
      expect(checkOf(untimed, 'cheap', 'max_latency_increase')).toMatchObject({
        state: 'undecided',
        why: 'no_latency',
      });
    }));

  it('is compared with one run by all its trials, exactly: p of one new verdict against three', () =>
    onBench({ config: { gate: { max_quality_drop: 5, underpowered: 'warn' } }, tasks: 4 }, async (bench) => {
      for (const _ of [1, 2, 3]) await bench.run('run', '--fresh');
      await bench.run('baseline', 'save', ...bench.runs());
      expect(readFileSync(join(bench.folder, 'baselines/main.json'), 'utf8')).toContain('"score":[1,1,1]');
      bench.server.use((seen) => (seen.model === 'cheap' ? talkers(seen) : fair(seen)));
      await bench.run('run', '--fresh');
      // Three of four trials were right in all four tasks: the wrong one is the new one by chance with 1/4 each.
      const red = checkOf(await verdict(bench), 'cheap', 'max_quality_drop')!;
      expect(red).toMatchObject({ method: 'permutation_exact', losses: 4, gains: 0, observed: 1, state: 'broken' });
      expect(red.p).toBeCloseTo(1 / 256, 12);
    }));
});

describe('judges', () => {
  const GATE = { gate: { max_quality_drop: 5, underpowered: 'warn' } };

  it('G4: another judge, another rubric or none is told, not mixed', () =>
    onJudged({ tasks: 20, config: GATE }, async (bench) => {
      await bench.run('run');
      await bench.run('baseline', 'save');
      const refused = async () => {
        await bench.run('run', '--fresh');
        const other = await verdict(bench);
        expect(other).toMatchObject({ code: 2 });
        return `${other.error?.code} ${other.error?.message}`;
      };
      configureJudged(bench, { id: 'joan', model: 'other-judge' }, GATE);
      expect(await refused()).toMatch(
        /^JUDGE main and \S+ cannot be compared: another judge: jane \([0-9a-f]{12}\) before, joan \([0-9a-f]{12}\) now$/,
      );
      configureJudged(bench, { params: { temperature: 1 } }, GATE);
      expect(await refused()).toMatch(/^JUDGE /);
      configureJudged(bench, { rubric: 'helpfulness' }, GATE);
      expect(await refused()).toMatch(/^JUDGE |^SCORER /);
      bench.configure({ ...GATE, scorers: ['exact'] });
      expect(await refused()).toMatch(/^SCORER .*another scorer: .*judge.* before/);
      // The same judge again is the same measure.
      configureJudged(bench, {}, GATE);
      await bench.run('run', '--fresh');
      expect((await verdict(bench)).code).toBe(0);
    }));

  it('of recorded answers: exact while the judgements are those of before, tested when the judge was asked anew', () =>
    onJudged({ tasks: 20 }, async (bench) => {
      await bench.run('run', '--run-id', 'live');
      const config = { ...GATE, reference: 'big' };
      const recorded = () => {
        configureJudged(bench, {}, config);
        const file = JSON.parse(readFileSync(join(bench.folder, 'bench.yaml'), 'utf8'));
        file.models = ['big', 'cheap'].map((id) => ({
          id,
          provider: 'recorded',
          path: 'results/live',
        }));
        bench.write('bench.yaml', JSON.stringify(file));
      };
      recorded();
      await bench.run('run', '--run-id', 'first');
      await bench.run('baseline', 'save', 'first');
      await bench.run('run', '--run-id', 'second');
      const same = await verdict(bench, 'second');
      expect(same).toMatchObject({ code: 0, verdict: 'pass' });
      for (const model of ['big', 'cheap'])
        expect(checkOf(same, model, 'max_quality_drop')).toMatchObject({ method: 'recorded', p: null, observed: 0 });
      // A judge in another mood: verdicts that vary are tested, and what it takes back is red.
      bench.server.use(
        onAnswers((shown, seen) => judged(shown, seen, honest(shown) && !shown.answer.startsWith('I think')), talkers),
      );
      await bench.run('run', '--run-id', 'third', '--fresh');
      const anew = await verdict(bench, 'third');
      expect(anew.code).toBe(1);
      // 14 of the 20 were right: 2^-14, twice by Holm.
      const broken = checkOf(anew, 'cheap', 'max_quality_drop')!;
      expect(broken).toMatchObject({ method: 'mcnemar_exact', losses: 14, gains: 0, state: 'broken' });
      expect(broken.p).toBeCloseTo(2 ** -14, 12);
      expect(checkOf(anew, 'big', 'max_quality_drop')).toMatchObject({ method: 'mcnemar_exact', losses: 0 });
      bench.server.use(fairJudge);
    }));
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own and commands in it. */
function place() {
  const cwd = mkdtempSync(join(tmpdir(), 'bench-gate-'));
  folders.push(cwd);
  const run = async (...argv: readonly string[]) => {
    const io = fakeIo({ cwd });
    return { code: await main(argv, io), out: io.out(), err: io.err() };
  };
  const gate = async (...argv: readonly string[]): Promise<Gated> => {
    const { code, out } = await run('gate', ...argv, '--json');
    return { ...(JSON.parse(out) as GateVerdict), code };
  };
  return { cwd, run, gate };
}

describe('the shipped dataset', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));

  it('is green against its own baseline, and red where a model learned from less', { timeout: 120_000 }, async () => {
    const { cwd, run, gate } = place();
    cpSync(join(root, 'bench.yaml'), join(cwd, 'bench.yaml'));
    cpSync(join(root, 'datasets'), join(cwd, 'datasets'), { recursive: true });
    expect((await run('run')).code).toBe(0);
    expect((await run('baseline', 'save')).code).toBe(0);
    expect((await run('run', '--fresh')).code).toBe(0);
    const limits = ['--max-quality-drop', '2', '--min-quality', '5'];
    const green = await gate(...limits);
    expect(green).toMatchObject({ code: 0, verdict: 'pass', findings: [] });
    expect(checkOf(green, 'linear', 'max_quality_drop')).toMatchObject({ method: 'recorded', observed: 0, losses: 0 });

    const train = join(cwd, 'datasets/support-desk.train.csv');
    writeFileSync(train, readFileSync(train, 'utf8').split('\n').slice(0, 40).join('\n'));
    expect((await run('run', '--fresh')).code).toBe(0);
    const red = await gate(...limits);
    expect(red).toMatchObject({ code: 1, verdict: 'fail' });
    expect(red.findings.map(({ model }) => model)).toContain('linear');
    expect(red.notes).toContainEqual({ code: 'model_changed', model: 'linear' });
    // What the text says is what the exit code says.
    const text = await run('gate', ...limits);
    expect(text.code).toBe(1);
    expect(text.out).toMatch(/\nverdict: regression: /);
  });
});

const OPENHANDS = fileURLToPath(new URL('../../../../shared/data/openhands/outcomes.csv', import.meta.url));

describe.skipIf(!existsSync(OPENHANDS))('openhands, swe-bench (skipped without ../shared)', () => {
  it('is green against itself, and red where an outcome of a model got worse', { timeout: 120_000 }, async () => {
    const { cwd, run, gate } = place();
    const [head = '', ...rows] = readFileSync(OPENHANDS, 'utf8').trim().split('\n');
    const models = [',GPT-5.5,', ',DeepSeek-V4-Pro,'];
    const kept = rows.filter((row) => row.startsWith('swe-bench,') && models.some((model) => row.includes(model)));
    const file = join(cwd, 'outcomes.csv');
    const write = (lines: readonly string[]) => writeFileSync(file, `${[head, ...lines].join('\n')}\n`);
    const imported = () => run('import', 'outcomes.csv', '--where', 'benchmark=swe-bench', '--reference', 'GPT-5.5');
    write(kept);
    expect((await imported()).code).toBe(0);
    expect((await run('baseline', 'save')).code).toBe(0);
    expect((await imported()).code).toBe(0);
    const limits = ['--max-quality-drop', '1', '--max-cost-increase', '5'];
    const green = await gate(...limits);
    expect(green).toMatchObject({ code: 0, verdict: 'pass', tasks: 500 });
    for (const check of green.checks.filter(({ limit }) => limit !== 'max_unscored'))
      expect(check).toMatchObject({ method: 'recorded', observed: 0 });

    // The first 40 solved by DeepSeek are so no more: 40 of 500 are 8 points, and 2^-40 by McNemar.
    let left = 40;
    write(
      kept.map((row) =>
        row.includes(models[1]!) && /,1,[^,]*$/.test(row) && left-- > 0 ? row.replace(/,1,([^,]*)$/, ',0,$1') : row,
      ),
    );
    expect((await imported()).code).toBe(0);
    const red = await gate(...limits, '--confirm');
    expect(red).toMatchObject({ code: 1, confirmed_by: null });
    expect(red.findings).toMatchObject([
      { model: 'DeepSeek-V4-Pro', limit: 'max_quality_drop', losses: 40, gains: 0, method: 'mcnemar_exact' },
    ]);
    expect(red.findings[0]!.observed).toBeCloseTo(0.08, 9);
    expect(red.findings[0]!.p).toBeCloseTo(2 ** -40, 16);
  });
});
