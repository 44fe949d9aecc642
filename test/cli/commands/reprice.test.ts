import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fairJudge, onJudged } from '../../run/judging/bench.ts';
import type { Script } from '../../support/loopback.ts';
import { CALL_USD, fair, onBench, type Workbench } from '../../support/workbench.ts';

interface Repriced {
  readonly id: string;
  readonly before_usd: string | null;
  readonly after_usd: string | null;
}

async function reprice(bench: Workbench, ...argv: readonly string[]) {
  return JSON.parse((await bench.run('reprice', ...argv, '--json')).out);
}

const costs = ({ models }: { readonly models: readonly Repriced[] }) =>
  models.map(({ id, before_usd, after_usd }) => [id, before_usd, after_usd]);

describe('bench reprice', () => {
  it('puts the same usage under other prices: no call is made, nothing is stored', () =>
    onBench({ tasks: 10 }, async (bench) => {
      await bench.run('run');
      const [calls, before] = [bench.server.ledger.seen.length, bench.read('completions.jsonl')];
      bench.write('new.yaml', 'cheap: {input: 0.2, output: 0.8, source: announced, date: 2026-12-01}\n');
      const ran = await reprice(bench, '--prices', 'new.yaml');
      expect(ran.format).toBe('bench.reprice/1');
      // Ten answers of (10 x 2 + 5 x 8) millionths; a tenth of it at the new price.
      expect(costs(ran)).toEqual([
        ['big', '0.0006', '0.0006'],
        ['cheap', '0.0006', '0.00006'],
      ]);
      expect(ran.models[1].change).toMatchObject({ price_effect_usd: '-0.00054', usage_effect_usd: '0' });
      expect(ran.report.standings[1]).toMatchObject({ model: 'cheap', cost_usd: '0.00006' });
      expect(bench.server.ledger.seen).toHaveLength(calls);
      expect(bench.read('completions.jsonl')).toBe(before);
      expect(CALL_USD).toBeCloseTo(0.00006, 12);
    }));

  it('shows what changed, then the report and its headline under the new prices', () =>
    onBench({ tasks: 10 }, async (bench) => {
      await bench.run('run');
      bench.write('new.json', '{"cheap": {"input": 1, "output": 4, "date": "2026-12-01"}}');
      const { out } = await bench.run('reprice', '--prices', 'new.json');
      expect(out).toMatch(/^model +\$ before +\$ after +change +price\n/);
      expect(out).toMatch(/^cheap +0\.000600 +0\.000300 +-50\.0 % +config, 2026-12-01$/m);
      expect(out).toMatch(/^big +0\.000600 +0\.000600 +none +as it was$/m);
      const csv = await bench.run('reprice', '--prices', 'new.json', '-f', 'csv');
      expect(csv.out).toMatch(/^schema_version,run_id/);
      expect(csv.err).toMatch(/^cheap .* -50\.0 %/m);
    }));

  it('takes list prices of another day, at the time of day of the call; own prices stay', () => {
    return onBench({ tasks: 2 }, async (bench) => {
      const here = { base_url: bench.server.url, api_key_env: 'TEST_KEY' };
      const price = { input: 2, output: 8 };
      bench.configure({
        models: [
          { id: 'big', ...here, price },
          { id: 'cheap', ...here, price },
        ],
      });
      await bench.run('run');
      // As if the run had asked DeepSeek itself, whose list price depends on day and hour.
      const path = bench.inRun('run.json');
      const run = JSON.parse(readFileSync(path, 'utf8'));
      const cheap = run.models[1];
      Object.assign(cheap, { model: 'deepseek-v4-flash', base_url: 'https://api.deepseek.com' });
      delete cheap.price;
      delete cheap.price_used;
      bench.write(path.slice(bench.folder.length + 1), JSON.stringify(run));
      const repriced = async (at: string) => costs(await reprice(bench, '--at', at));
      // Before 2026-08-17: 0.14 and 0.28 a million. 2 x (10 x 0.14 + 5 x 0.28) = 5.6 millionths.
      expect(await repriced('2026-08-01T12:00:00Z')).toEqual([
        ['big', '0.00012', '0.00012'],
        ['cheap', '0.00012', '0.0000056'],
      ]);
      // Since then 0.22 and 0.66 off-peak, 0.44 and 1.32 from 01:00 to 04:00.
      expect((await repriced('2026-12-01T12:00:00Z'))[1]).toEqual(['cheap', '0.00012', '0.000011']);
      expect((await repriced('2026-12-01T02:00:00Z'))[1]).toEqual(['cheap', '0.00012', '0.000022']);
    });
  });

  it('counts what a provider reported only until a price is given', () => {
    const headers = { 'x-litellm-response-cost': '0.0000528' };
    const script: Script = async (seen) => ({ ...(await fair(seen)), headers });
    return onBench({ tasks: 2, script }, async (bench) => {
      await bench.run('run');
      bench.write('new.yaml', 'big: {input: 4, output: 16}\n');
      expect(costs(await reprice(bench, '--prices', 'new.yaml'))).toEqual([
        ['big', '0.0001056', '0.00024'],
        ['cheap', '0.0001056', '0.0001056'],
      ]);
    });
  });

  it('outcomes without usage have no cost under a price: unknown, never 0', () =>
    onBench({}, async (bench) => {
      bench.write('o.csv', 'task_id,model,score,cost_usd\na,x,1,0.5\na,y,1,0.1\nb,x,1,0.5\nb,y,0,0.1\n');
      await bench.run('import', 'o.csv', '--reference', 'x');
      bench.write('new.yaml', 'y: {input: 1, output: 1}\n');
      const { models, report } = await reprice(bench, '--prices', 'new.yaml');
      expect(models[1]).toMatchObject({ id: 'y', before_usd: '0.2', after_usd: null, after_unknown: 2 });
      expect(report.standings[1].cost_usd).toBeNull();
      const { out } = await bench.run('reprice', '--prices', 'new.yaml');
      expect(out, 'nothing to compare is not no change').toMatch(/^y +0\.20 +unknown +unknown +2 /m);
    }));

  it('judges have prices too', () =>
    onJudged({ tasks: 2, script: fairJudge }, async (bench) => {
      await bench.run('run');
      bench.write('new.yaml', 'jane: {input: 10, output: 40}\n');
      const { models } = await reprice(bench, '--prices', 'new.yaml');
      const calls = bench.judgements().length;
      expect(models[2]).toMatchObject({ id: 'jane', kind: 'judge', calls });
      // (10 x 1 + 5 x 4) millionths a reply, ten times that after.
      expect(Number(models[2].before_usd)).toBeCloseTo(calls * 0.00003, 12);
      expect(Number(models[2].after_usd)).toBeCloseTo(calls * 0.0003, 12);
    }));

  it.each([
    ['neither --at nor --prices', [], 'which prices?'],
    ['a day that is none', ['--at', '2026-02-30'], '--at takes a date'],
    ['no such file', ['--prices', 'none.yaml'], 'there is no such price file (none.yaml)'],
    ['a stranger', ['--prices', 'stranger.yaml'], 'has no model or judge "chep"'],
    ['a wrong key', ['--prices', 'wrong.yaml'], 'cheap.inpt: unknown key (wrong.yaml:1:9)'],
    ['a price as text (C5)', ['--prices', 'text.yaml'], '"1,50" is not a plain decimal; use 1.50'],
    ['no amount at all', ['--prices', 'empty.yaml'], 'names no amount'],
  ])('%s is an input error', (_name, argv, message) =>
    onBench({ tasks: 1 }, async (bench) => {
      await bench.run('run');
      bench.write('stranger.yaml', 'chep: {input: 1}\n');
      bench.write('wrong.yaml', 'cheap: {inpt: 1}\n');
      bench.write('text.yaml', 'cheap: {input: "1,50"}\n');
      bench.write('empty.yaml', 'cheap: {date: 2026-12-01}\n');
      const ran = await bench.run('reprice', ...argv);
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(message)]);
    }),
  );
});
