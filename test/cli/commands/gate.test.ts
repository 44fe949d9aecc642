import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GateVerdict } from '../../../src/analysis/gate/gate_types.ts';
import { displayWidth } from '../../../src/report/measure.ts';
import { runFolder } from '../../../src/results/folder.ts';
import { reportOf } from '../../../src/run/report.ts';
import { chat, failure, type Script } from '../../support/loopback.ts';
import { CALL_USD, onBench, PRICE, tasksCsv, type Workbench } from '../../support/workbench.ts';

/** `cheap` gets tasks up to this number wrong. */
const failing =
  (last: number): Script =>
  (seen) => {
    const n = Number(seen.prompt.slice(5));
    return { body: chat(seen.model === 'cheap' && n <= last ? 'wrong' : `answer ${n}`, { model: seen.model }) };
  };

const GATE = { gate: { max_quality_drop: 5, underpowered: 'warn' } };

/** Gates end with 1 too, which no other command may: the invariants of the bench are checked without it. */
async function gated(bench: Workbench, ...argv: readonly string[]) {
  const ran = await bench.start(['gate', ...argv]).done;
  bench.check({ ...ran, code: ran.code === 1 ? 0 : ran.code });
  return ran;
}

async function verdict(bench: Workbench, ...argv: readonly string[]) {
  const { code, out, err } = await gated(bench, ...argv, '--json');
  return { ...(JSON.parse(out) as GateVerdict & { error?: { code: string; message: string } }), code, err };
}

it('is green for a run that changed nothing and red for one that got worse; text, JSON and exit code agree', () =>
  onBench({ config: GATE }, async (bench) => {
    await bench.run('run');
    const saved = await bench.run('baseline', 'save');
    expect(saved.out).toMatch(/^saved baselines\/main\.json: 40 tasks, 2 models, of \d{8}-\d{6}\n$/);
    const stale = await bench.run('run');
    expect(stale.code).toBe(0);
    const unasked = await verdict(bench);
    expect(unasked).toMatchObject({ code: 3, verdict: 'undecided' });
    expect(unasked.checks.filter(({ why }) => why === 'replayed').map(({ model }) => model)).toEqual(['big', 'cheap']);
    // A baseline of a run that asked nothing itself knows who did.
    await bench.run('baseline', 'save', bench.runs().at(-1)!, '--name', 'stale');
    await bench.run('run');
    expect((await verdict(bench, '--baseline', 'stale')).code).toBe(3);
    const rerun = await bench.run('run', '--fresh');
    // Both models are limited: two tests, 2.5 % each; 80 % power at a drop of 23 points or so where 5 % of 40 verdicts flip.
    expect(rerun.err).toMatch(
      /warning: gate: 40 tasks can find a drop of 2\d(\.\d)? points or more 4 times of 5 \(where 5\.0 % of verdicts flip by chance\); you allow 5 points \(big, cheap\)/,
    );
    const green = await gated(bench);
    expect(green.code).toBe(0);
    expect(green.out.replace(/\s+/g, ' ')).toMatch(
      /verdict: no regression in 2 models; nearest big \(p = 1\.00, 0 lost, 0 won, 40 same; finds a drop of [\d.]+ points or more 4 times of 5\) $/,
    );

    bench.server.use(failing(20));
    await bench.run('run', '--fresh');
    const red = await gated(bench);
    expect(red.code).toBe(1);
    // 1 to 9 and 11 to 19 lost, 30 and 40 won: P(X >= 18), X of Binomial(20, 1/2), is 211/1048576, twice that by Holm.
    expect(red.out).toMatch(/\ncheap +quality drop +5 points +40 points +BROKEN\n/);
    const words =
      /verdict: regression: cheap: quality dropped 40 points, 5 points allowed \(p =\s+0\.0002, by Holm 0\.0004, 18 lost, 2 won, 20 same/;
    expect(red.out).toMatch(words);
    const json = await verdict(bench);
    expect(json).toMatchObject({ format: 'bench.gate/1', verdict: 'fail', exit_code: 1, code: 1, baseline: 'main' });
    expect(json.findings).toMatchObject([{ model: 'cheap', limit: 'max_quality_drop', losses: 18, gains: 2 }]);
    expect(json.findings[0]!.p).toBeCloseTo(211 / 1048576, 9);
    const { gate, ...file } = JSON.parse(readFileSync(join(bench.folder, 'bench.yaml'), 'utf8'));
    const line = JSON.stringify({ ...file, gate }, null, 1)
      .split('\n')
      .findIndex((one) => one.includes('max_quality_drop'));
    expect(json.findings[0]!.place).toEqual({ file: 'bench.yaml', line: line + 1 });
    const markdown = await gated(bench, '-f', 'markdown');
    expect(markdown.code).toBe(1);
    expect(markdown.out).toContain('**verdict: regression: `cheap`: quality dropped 40 points');
  }));

it('never passes without a baseline, with nothing to look at, or incomplete', () =>
  onBench({}, async (bench) => {
    await bench.run('run');
    const empty = await gated(bench);
    expect(empty).toMatchObject({ code: 3 });
    expect(empty.out).toContain('verdict: none: no limit is set, nothing was checked');
    expect(empty.err).toBe('hint: --max-quality-drop 2, or a gate block in bench.yaml\n');
    const missing = await verdict(bench, '--max-quality-drop', '5');
    expect(missing.code).toBe(2);
    expect(missing.error).toMatchObject({ code: 'BASELINE', message: 'there is no baseline baselines/main.json' });
    await bench.run('baseline', 'save');
    const unheld = await gated(bench, '--max-quality-drop', '5', '--models', 'chaep');
    expect(unheld.code).toBe(2);
    expect(unheld.err).toContain('did you mean cheap?');

    bench.server.use((seen) => (seen.prompt === 'task 7' ? failure(500, 'down') : failing(20)(seen)));
    expect((await bench.run('run', '--fresh')).code).toBe(3);
    const incomplete = await verdict(bench, '--max-quality-drop', '5');
    expect(incomplete).toMatchObject({ verdict: 'undecided', code: 3 });
    expect(incomplete.notes).toContainEqual({ code: 'missing_verdicts', model: 'cheap', missing: 1, allowed: 0 });
    // Bounded both ways, it is a drop all the same.
    expect((await verdict(bench, '--max-quality-drop', '5', '--max-unscored', '1')).code).toBe(1);
    expect((await bench.run('baseline', 'save', '--name', 'other')).code).toBe(3);
    expect(existsSync(join(bench.folder, 'baselines/other.json'))).toBe(false);
  }));

it('G4: refuses another dataset or scorer, and names both', () =>
  onBench({ config: GATE }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    bench.configure({ ...GATE, scorer: 'contains' });
    await bench.run('run');
    const scorer = await verdict(bench);
    expect(scorer.code).toBe(2);
    expect(scorer.error?.code).toBe('SCORER');
    expect(scorer.error?.message).toMatch(
      /^main and \S+ cannot be compared: another scorer: exact@\d+ before, contains@\d+\S* now$/,
    );
    bench.configure(GATE);
    bench.write('tasks.csv', tasksCsv(40).replaceAll('task ', 'Task '));
    await bench.run('run');
    const dataset = await verdict(bench);
    expect(dataset).toMatchObject({ code: 2, error: { code: 'DATASET' } });
    expect(dataset.error?.message).toContain('only 0 of 40 tasks are the same');
  }));

it('G5: compares the common tasks of a dataset that grew, and counts the others', () =>
  onBench({ config: GATE }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    const lines = tasksCsv(44).trim().split('\n');
    bench.write('tasks.csv', `${[...lines.slice(0, 1), ...lines.slice(3)].join('\n')}\n`);
    await bench.run('run', '--fresh');
    const grown = await verdict(bench);
    expect(grown).toMatchObject({ code: 0, tasks: 38 });
    expect(grown.notes).toContainEqual({ code: 'tasks_differ', common: 38, gone: 2, added: 4, changed: 0 });
  }));

it('--confirm asks everything once more, and fails only if both runs agree', () =>
  onBench({ config: GATE, model: { params: { max_completion_tokens: 5 } } }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    bench.server.use(failing(20));
    await bench.run('run', '--fresh');
    const before = bench.server.ledger.seen.length;
    const agreed = await verdict(bench, '--confirm');
    expect(agreed).toMatchObject({ code: 1, findings: [{ model: 'cheap', confirmed: true }] });
    expect(bench.server.ledger.seen.length - before).toBe(80);
    expect(agreed.err).toContain('confirming: ');
    const bad = bench.runs().at(-1)!;
    expect(agreed.confirmed_by).toBe(bad);

    bench.server.use(failing(0));
    const passed = await verdict(bench, bad, '--confirm');
    expect(passed).toMatchObject({ code: 0, verdict: 'pass', run: bad, findings: [] });
    expect(passed.notes).toContainEqual({ code: 'not_confirmed', run: bench.runs().at(-1) });

    // Within the budget: the second run stops at the cap, and nothing is decided.
    bench.server.use(failing(20));
    const capped = await gated(bench, bad, '--confirm', '--max-cost', String(CALL_USD * 20));
    expect(capped.code, capped.err).toBeGreaterThanOrEqual(3);
    // A config that asks something else confirms nothing, and sends nothing.
    bench.configure({ ...GATE, prompt: 'Task: {{input}}' });
    const asked = bench.server.ledger.seen.length;
    const other = await verdict(bench, bad, '--confirm');
    expect(other).toMatchObject({ code: 2, error: { code: 'CONFIG' } });
    expect(bench.server.ledger.seen.length).toBe(asked);
  }));

it('a column that nothing uses changes no task; one that the prompt names does', () =>
  onBench({ config: { ...GATE, prompt: '{{input}}{{tail}}' } }, async (bench) => {
    const rows = tasksCsv(40).trim().split('\n');
    const write = (cells: (i: number) => string) =>
      bench.write('tasks.csv', `${rows.map((row, i) => `${row},${cells(i)}`).join('\n')}\n`);
    write((i) => (i === 0 ? 'tail' : ''));
    await bench.run('run');
    await bench.run('baseline', 'save');
    write((i) => (i === 0 ? 'tail,remark' : `,seen ${i}`));
    await bench.run('run');
    const noted = await verdict(bench);
    expect(noted.tasks).toBe(40);
    expect(noted.notes.map(({ code }) => code)).not.toContain('tasks_differ');
    write((i) => (i === 0 ? 'tail,remark' : i === 7 ? '!,' : ','));
    await bench.run('run', '--fresh');
    const asked = await verdict(bench);
    expect(asked.notes).toContainEqual({ code: 'tasks_differ', common: 39, gone: 0, added: 0, changed: 1 });
  }));

it('tells a change of price from a change of usage', () =>
  onBench({ config: { gate: { max_cost_increase: 20 } } }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    bench.configure({ gate: { max_cost_increase: 20 } }, ['big', 'cheap'], { price: { ...PRICE, output: 20 } });
    await bench.run('run');
    const dearer = await verdict(bench);
    // (10 x 2 + 5 x 20) / (10 x 2 + 5 x 8) = 2: the price doubled the cost of the same usage.
    expect(dearer.code).toBe(1);
    expect(dearer.findings[0]).toMatchObject({
      observed: 1,
      price_effect: 1,
      usage_effect: 0,
      before: '0.00006',
      after: '0.00012',
    });
    expect((await gated(bench)).out).toMatch(/note: big: prices changed from input 2, output 8 to input 2, output 20/);
    const compared = await bench.run('compare', 'main', bench.runs().at(-1)!);
    expect(compared.out).toMatch(/per 1,000\s+tasks \$0\.0600 of\s+the change is prices, \$0 usage/);
  }));

it('keeps baselines sorted, small and without a text, a line a task', () =>
  onBench({ config: GATE, tasks: 12 }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    const path = join(bench.folder, 'baselines/main.json');
    const text = readFileSync(path, 'utf8');
    const file = JSON.parse(text);
    expect(file.tasks.map(({ task }: { task: string }) => task)).toEqual([
      't1',
      't10',
      't11',
      't12',
      't2',
      't3',
      't4',
      't5',
      't6',
      't7',
      't8',
      't9',
    ]);
    expect(text).not.toMatch(/answer \d|task \d/);
    const line = text.split('\n').find((one) => one.includes('"t10"'));
    expect(line).toMatch(
      /^ {4}\{"task":"t10","sha":"[0-9a-f]{8}","models":\{"big":\{"cost_usd":"0\.00006","score":1\},"cheap":\{"cost_usd":"0\.00006","score":0\}\}\},$/,
    );
    // The same run saves the same bytes.
    await bench.run('baseline', 'save', bench.runs()[0]!);
    expect(readFileSync(path, 'utf8')).toBe(text);
    // One verdict changed is one line changed.
    bench.server.use(failing(2));
    await bench.run('run', '--fresh');
    await bench.run('baseline', 'save', '--name', 'two');
    const other = readFileSync(join(bench.folder, 'baselines/two.json'), 'utf8').split('\n');
    const changed = text.split('\n').filter((one, i) => one !== other[i]);
    expect(changed.map((one) => one.slice(0, 20).trim())).toEqual([
      '"name": "main",',
      expect.stringContaining('"runs":'),
      '{"task":"t1","sh',
      '{"task":"t10","s',
      '{"task":"t2","sh',
    ]);
  }));

it('refuses a damaged baseline, and a name that is a path', () =>
  onBench({ config: GATE, tasks: 5 }, async (bench) => {
    await bench.run('run');
    await bench.run('baseline', 'save');
    const path = join(bench.folder, 'baselines/main.json');
    const text = readFileSync(path, 'utf8');
    for (const [damage, words] of [
      [`<<<<<<< HEAD\n${text}`, 'it is no JSON'],
      [text.replace('bench.baseline/1', 'bench.baseline/9'), 'it is bench.baseline/9'],
      [text.replace('"score":1', '"score":7'), 'tasks[0] is damaged'],
      [text.replace('"t2"', '"t1"'), 'tasks[1] is damaged or there twice'],
      ['null', 'it is no baseline'],
    ] as const) {
      writeFileSync(path, damage);
      const refused = await verdict(bench);
      expect(refused).toMatchObject({ code: 2, error: { code: 'BASELINE' } });
      expect(refused.error?.message).toContain(words);
    }
    expect((await bench.run('baseline', 'save', '--name', '../x')).code).toBe(2);
    expect((await gated(bench, '--max-quality-drop', '-1')).code).toBe(2);
  }));

it('pools repeated runs, and knows how often verdicts flip', () =>
  onBench({ config: GATE, tasks: 20 }, async (bench) => {
    await bench.run('run');
    bench.server.use(failing(1));
    await bench.run('run', '--fresh');
    const [one, two] = bench.runs();
    const saved = await bench.run('baseline', 'save', one!, two!);
    // Tasks 1, 10 and 20 differ between the two runs: 3 of 20 pairs.
    expect(saved.out).toContain('cheap: 15.0 % of verdicts flip from trial to trial (3 flaky tasks)');
    expect(JSON.parse(readFileSync(join(bench.folder, 'baselines/main.json'), 'utf8')).models.cheap.flip_rate).toBe(
      0.15,
    );
    const pooled = await verdict(bench);
    expect(pooled.notes).toContainEqual({
      code: 'flaky',
      tasks: ['t1', 't10', 't20'].map((id) => ({ id, model: 'cheap' })),
    });
    expect((await bench.run('run')).err).toContain('15.0 % of verdicts flip by chance');
    bench.configure(GATE, ['big', 'cheap'], { params: { temperature: 1 } });
    await bench.run('run');
    const strangers = await bench.run('baseline', 'save', one!, bench.runs().at(-1)!);
    expect(strangers).toMatchObject({ code: 2 });
    expect(strangers.err).toContain('cannot be pooled');
  }));

it('compares two runs in 80 columns, and keeps hostile names inert', () =>
  onBench({ config: GATE, models: ['big', '::error::\u001b[31mcheap | @you `x`'] }, async (bench) => {
    await bench.run('run');
    bench.server.use(failing(3));
    await bench.run('run', '--fresh');
    const [one, two] = bench.runs();
    const compared = await bench.run('compare', one!, two!);
    expect(compared.code).toBe(0);
    for (const line of compared.out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    expect(compared.out).not.toMatch(/(^|\s)::error/);
    const markdown = await bench.run('compare', one!, two!, '-f', 'markdown');
    expect(markdown.out).toContain('``');
    await bench.run('baseline', 'save', one!);
    const text = await gated(bench, two!);
    expect(text.out).not.toMatch(/(^|\s)::error/);
    for (const line of text.out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  }));

it(
  "holds the certified share of the order that is asked for against its limit: the figure is the report's",
  { timeout: 60_000 },
  () =>
    onBench({ tasks: 200, script: failing(20) }, async (bench) => {
      bench.configure({ quality_floors: [5] });
      await bench.run('run');
      const folder = runFolder(bench.inRun('.'), bench.folder);
      const { report } = await reportOf(folder, bench.runFile(), { detail: true });
      const orders = report.detail!.routers![0]!.routers;
      for (const router of ['segment', 'length', 'tfidf'] as const) {
        bench.configure({ quality_floors: [5], gate: { min_certified_share: { share: 100, floor: 5, router } } });
        const share = orders.find(({ ordering }) => ordering === router)!.shares[0]!.certified!.task_share;
        expect(share, 'a tenth of the answers are wrong').toBeLessThan(1);
        const red = await verdict(bench);
        expect(red).toMatchObject({ code: 1, findings: [{ model: 'cheap', router, observed: share }] });
      }
      const text = await gated(bench);
      expect(text.out.replace(/\s+/g, ' ')).toContain('cheap: certified by words for ');
      // A flag changes the number and keeps the order; a model's own number has an order of its own.
      bench.configure({ gate: { min_certified_share: { share: 0, floor: 5, router: 'length' } }, quality_floors: [5] });
      expect(await verdict(bench, '--min-certified-share', '100')).toMatchObject({
        code: 1,
        findings: [{ router: 'length' }],
      });

      const tfidf = { min_certified_share: { share: 0, floor: 5, router: 'tfidf' } };
      bench.configure({ gate: tfidf, quality_floors: [5] }, undefined, { gate: { min_certified_share: 100 } });
      expect(await verdict(bench)).toMatchObject({ code: 1, findings: [{ router: 'segment' }] });
      bench.configure({ gate: { min_certified_share: { share: 0, floor: 5, router: 'length' } }, quality_floors: [5] });

      bench.write('o.csv', 'task_id,model,score,cost_usd\na,big,1,0.5\na,cheap,1,0.1\nb,big,1,0.5\nb,cheap,0,0.1\n');
      await bench.run('import', 'o.csv', '--reference', 'big');
      const blind = await gated(bench);
      expect(blind.code, 'the tasks were not imported').toBe(3);
      expect(blind.out.replace(/\s+/g, ' ')).toContain(
        'no share by length was tested at this floor: the texts of the tasks are needed',
      );
    }),
);
