import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chat, failure } from '../support/loopback.ts';
import { comparable, fair, onBench, tasksCsv, type Workbench } from '../support/workbench.ts';

/** How many requests a run sends. */
async function sentBy(bench: Workbench, ...flags: readonly string[]): Promise<number> {
  const before = bench.server.ledger.seen.length;
  await bench.run('run', ...flags);
  return bench.server.ledger.seen.length - before;
}

const tasks = 10;

describe('answers already paid for', () => {
  it('K8: are taken from earlier runs, with their cost, and are not paid again', () =>
    onBench({ tasks }, async (bench) => {
      const first = await bench.report('run');
      const second = await bench.report('run');
      expect(bench.server.ledger.seen).toHaveLength(20);
      expect(comparable(second)).toEqual(comparable(first));
      expect(second.standings.map(({ reused }) => reused)).toEqual([10, 10]);
      const [old] = bench.runs();
      expect(new Set(bench.completions().map(({ reused_from }) => reused_from))).toEqual(new Set([old]));
      await bench.run('run');
      expect(
        new Set(bench.completions().map(({ reused_from }) => reused_from)),
        'the run that paid, not the last one',
      ).toEqual(new Set([old]));
    }));

  it('adding a model pays for that model only; --fresh pays for all', () =>
    onBench({ tasks }, async (bench) => {
      expect(await sentBy(bench)).toBe(20);
      bench.configure({}, ['big', 'cheap', 'new']);
      expect(await sentBy(bench)).toBe(10);
      expect(await sentBy(bench, '--fresh')).toBe(30);
    }));

  it.each([
    ['model', {}, { model: 'other' }],
    ['parameter', {}, { params: { temperature: 0.5 } }],
    ['extra_body', {}, { extra_body: { top_k: 1 } }],
    ['prompt', { prompt: 'Please: {{input}}' }, {}],
    ['system prompt', { system: 'Be brief.' }, {}],
    ['header', {}, { headers: { 'x-variant': 'b' } }],
  ])('K1: another %s asks anew', (_what, config, model) =>
    onBench({ tasks }, async (bench) => {
      await bench.run('run');
      bench.configure(config, undefined, model);
      expect(await sentBy(bench)).toBeGreaterThanOrEqual(10);
    }),
  );

  it.each([
    ['price', {}, { price: { input: 1, output: 1 } }],
    ['limits', { limits: { concurrency: 2, retries: 0 } }, {}],
    ['scorer', { scorer: 'contains' }, {}],
    ['seed', { seed: 7 }, {}],
  ])('K2: another %s asks nobody', (_what, config, model) =>
    onBench({ tasks }, async (bench) => {
      await bench.run('run');
      bench.configure(config, undefined, model);
      expect(await sentBy(bench)).toBe(0);
    }),
  );

  it('K2: cost what the prices of this run say', () =>
    onBench({ tasks, model: { price: undefined } }, async (bench) => {
      expect((await bench.report('run')).standings.map(({ cost_usd }) => cost_usd)).toEqual([null, null]);
      bench.configure({}, undefined, { price: { input: 1000, output: 0 } });
      // 10 answers x 10 input tokens x $1000 per million.
      expect((await bench.report('run')).standings.map(({ cost_usd }) => cost_usd)).toEqual(['0.1', '0.1']);
      expect(bench.server.ledger.seen).toHaveLength(20);
    }));

  it('are not for a run that began with --fresh, also when it is taken up again', () =>
    onBench(
      { tasks, script: (seen) => (seen.n >= 20 && seen.n < 30 ? { status: 500 } : fair(seen)) },
      async (bench) => {
        await bench.run('run');
        await bench.run('run', '--fresh', '--run-id', 'again');
        bench.server.use(fair);
        await bench.run('resume', 'again');
        expect(bench.completions('again').filter(({ reused_from }) => reused_from !== undefined)).toEqual([]);
      },
    ));

  it('K7: each repeat has an answer of its own', () =>
    onBench({ tasks, script: (seen) => ({ body: chat(`${seen.n}`) }) }, async (bench) => {
      expect(await sentBy(bench, '--repeats', '3')).toBe(60);
      expect(new Set(bench.completions().map(({ text }) => text)).size).toBe(60);
      expect(await sentBy(bench, '--repeats', '4')).toBe(20);
    }));

  it('K9, K12: rows in another order, rows more, and other labels ask only for what is new', () =>
    onBench({ tasks }, async (bench) => {
      await bench.run('run');
      const [head, ...rows] = tasksCsv(tasks).trimEnd().split('\n');
      const relabelled = rows.toReversed().map((row) => row.replace('answer 3', 'other'));
      bench.write('tasks.csv', [head, ...relabelled, 't11,task 11,answer 11,odd', ''].join('\n'));
      expect(await sentBy(bench)).toBe(2);
      expect(bench.completions()).toHaveLength(22);
    }));

  it('K5: failures, cut, filtered and empty answers are asked again', () =>
    onBench(
      {
        tasks,
        limits: { retries: 0 },
        script: (seen) => {
          if (seen.prompt === 'task 1') return failure(500, 'no');
          if (seen.prompt === 'task 2') return { body: chat('cut', {}, { finish_reason: 'length' }) };
          if (seen.prompt === 'task 3') return { body: chat('', {}, { finish_reason: 'content_filter' }) };
          return seen.prompt === 'task 4' ? { body: chat('') } : fair(seen);
        },
      },
      async (bench) => {
        await bench.run('run');
        bench.server.use(fair);
        expect(await sentBy(bench)).toBe(8);
      },
    ));

  it('K4: of a damaged or foreign run are passed over from the damage on, never served', () =>
    onBench({ tasks }, async (bench) => {
      await bench.run('run');
      const path = bench.inRun('completions.jsonl');
      const lines = readFileSync(path, 'utf8').split('\n');
      lines[5] = (lines[5] ?? '').replace('answer', 'ANSWER');
      writeFileSync(path, lines.join('\n'));
      const { code } = await bench.start(['run']).done;
      expect(code).toBe(0);
      expect(bench.server.ledger.seen).toHaveLength(20 + 15);
      expect(bench.completions().some(({ text }) => text.startsWith('ANSWER'))).toBe(false);
      bench.write('results/notes/run.json', 'not JSON');
      appendFileSync(path, '');
      expect((await bench.start(['run']).done).code).toBe(0);
    }));
});
