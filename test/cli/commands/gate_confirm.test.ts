import { expect, it } from 'vitest';
import type { GateVerdict } from '../../../src/analysis/gate/gate_types.ts';
import { chat, type Script } from '../../support/loopback.ts';
import { onBench, tasksCsv, type Workbench } from '../../support/workbench.ts';

/** `cheap` gets tasks up to this number wrong. */
const failing =
  (last: number): Script =>
  (seen) => {
    const n = Number(seen.prompt.slice(5));
    return { body: chat(seen.model === 'cheap' && n <= last ? 'wrong' : `answer ${n}`, { model: seen.model }) };
  };

const GATE = { gate: { max_quality_drop: 5, underpowered: 'warn' } };

async function verdict(bench: Workbench, ...argv: readonly string[]) {
  const { code, out, err } = await bench.start(['gate', ...argv, '--json']).done;
  return { ...(JSON.parse(out) as GateVerdict & { error?: { code: string; message: string } }), code, err };
}

/** A baseline, and a run of 20 wrong answers, whose id is given back. */
async function redRun(bench: Workbench): Promise<string> {
  await bench.run('run');
  await bench.run('baseline', 'save');
  bench.server.use(failing(20));
  await bench.run('run', '--fresh');
  return bench.runs().at(-1)!;
}

it('a confirming run is never the newest: report, gate and baseline save go on meaning the run that was gated', () =>
  onBench({ config: GATE }, async (bench) => {
    const red = await redRun(bench);
    const confirmed = await verdict(bench, '--confirm');
    expect(confirmed).toMatchObject({ code: 1, run: red });
    const second = confirmed.confirmed_by!;
    expect(bench.runs()).toContain(second);
    expect(bench.runFile(second).confirms).toBe(red);
    expect(bench.runFile(red)).not.toHaveProperty('confirms');
    expect((await bench.report('report')).run.id).toBe(red);
    expect(await verdict(bench)).toMatchObject({ run: red, confirmed_by: null });
    await bench.run('baseline', 'save', '--name', 'again');
    await expect(bench.start(['compare', 'again', second]).done).resolves.toMatchObject({ code: 0 });
    // By its name it is a run as any other, and it stays what it is when it is taken up again.
    expect((await bench.report('report', second)).run.id).toBe(second);
    await bench.run('resume', second);
    expect(bench.runFile(second).confirms).toBe(red);
    await bench.run('run', '--fresh');
    expect((await bench.report('report')).run.id).toBe(bench.runs().at(-1));
  }));

it('what would not confirm the run is refused before anything is sent: another dataset, scorer, number of repeats', () =>
  onBench({ config: GATE }, async (bench) => {
    await redRun(bench);
    const sent = bench.server.ledger.seen.length;
    const refused = async (what: string) => {
      const other = await verdict(bench, '--confirm');
      expect(other).toMatchObject({ code: 2, error: { code: 'CONFIG' } });
      expect(other.error?.message).toContain(`${what} in `);
      expect(other.error?.message).toContain('it cannot be confirmed');
    };
    bench.configure({ ...GATE, repeats: 2 });
    await refused('the number of repeats');
    bench.configure({ ...GATE, scorer: 'contains' });
    await refused('the scorer');
    bench.configure(GATE);
    bench.write('tasks.csv', tasksCsv(39));
    await refused('the dataset');
    bench.write('tasks.csv', tasksCsv(40));
    bench.configure({ ...GATE, prompt: 'Now: {{input}}' });
    await refused('model big');
    expect(bench.server.ledger.seen.length).toBe(sent);
    expect(bench.runs()).toHaveLength(2);
  }));

it('asks nothing again for figures that do not vary: a price, an import', () =>
  onBench({ config: { gate: { max_cost_increase: 10 } } }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    bench.configure({ gate: { max_cost_increase: 10 } }, ['big', 'cheap'], { price: { input: 4, output: 16 } });
    await bench.run('run', '--fresh');
    const sent = bench.server.ledger.seen.length;
    expect(await verdict(bench, '--confirm')).toMatchObject({ code: 1, confirmed_by: null });
    expect(bench.server.ledger.seen.length).toBe(sent);

    const rows = (right: (i: number) => number) =>
      `task_id,model,score\n${Array.from({ length: 20 }, (_, i) => `t${i},a,${right(i)}\nt${i},b,1`).join('\n')}\n`;
    bench.write(
      'outcomes.csv',
      rows(() => 1),
    );
    await bench.run('import', 'outcomes.csv', '--reference', 'b');
    await bench.run('baseline', 'save', '--name', 'recorded');
    bench.write(
      'outcomes.csv',
      rows((i) => Number(i > 9)),
    );
    await bench.run('import', 'outcomes.csv', '--reference', 'b');
    const asked = await verdict(bench, '--baseline', 'recorded', '--max-quality-drop', '20', '--confirm');
    // Another recording is tested as live answers are, but nobody can be asked: the first verdict stands.
    expect(asked).toMatchObject({ code: 1, confirmed_by: null, findings: [{ model: 'a', losses: 10, gains: 0 }] });
    expect(bench.server.ledger.seen.length).toBe(sent);
  }));

it('a confirming run with the dataset of standard input asks what the first one kept of it', () =>
  onBench({ config: { ...GATE, dataset: '-' }, tasks: 40 }, async (bench) => {
    const piped = (...argv: string[]) => bench.start(argv, { stdin: tasksCsv(40) }).done;
    expect((await piped('run')).code).toBe(0);
    await bench.run('baseline', 'save');
    bench.server.use(failing(20));
    expect((await piped('run', '--fresh')).code).toBe(0);
    const sent = bench.server.ledger.seen.length;
    expect(await verdict(bench, '--confirm')).toMatchObject({
      code: 1,
      findings: [{ model: 'cheap', confirmed: true }],
    });
    expect(bench.server.ledger.seen.length - sent).toBe(80);
  }));
