import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { onBench } from '../support/workbench.ts';

it('counts calls, tokens and dollars; asks nobody, and leaves nothing', () =>
  onBench({ tasks: 10, model: { params: { max_completion_tokens: 100 } } }, async (bench) => {
    const { format, models } = JSON.parse((await bench.run('run', '--dry-run', '--json', '--repeats', '2')).out);
    expect(format).toBe('bench.estimate/1');
    expect(models).toMatchObject([
      { model: 'big', provider: 'openai', calls: 20, reused: 0 },
      { model: 'cheap', calls: 20, reused: 0 },
    ]);
    const { low, base, high } = models[0].cost;
    for (const cost of [low, base, high]) expect(cost.state).toBe('known');
    expect(Number(low.usd)).toBeLessThanOrEqual(Number(base.usd));
    expect(Number(base.usd)).toBeLessThanOrEqual(Number(high.usd));
    const table = await bench.run('run', '--dry-run');
    expect(table.out).toMatch(/^About \$.* in all .* Nobody was asked\.$/m);
    expect(table.err).not.toContain('--adaptive');
    expect((await bench.run('run', '--dry-run', '--adaptive')).err).toContain('--adaptive: the most it takes');
    expect([bench.server.ledger.seen, bench.server.ledger.gets]).toEqual([[], []]);
    expect(existsSync(bench.results)).toBe(false);
  }));

it('leaves out what an earlier run paid for, unless asked to be fresh', () =>
  onBench({ tasks: 5 }, async (bench) => {
    await bench.run('run');
    const callsOf = async (...flags: readonly string[]) =>
      JSON.parse((await bench.run('run', '--dry-run', '--json', ...flags)).out).models.map(
        (model: { calls: number; reused: number }) => [model.calls, model.reused],
      );
    expect(await callsOf()).toEqual([
      [0, 5],
      [0, 5],
    ]);
    expect(await callsOf('--fresh')).toEqual([
      [5, 0],
      [5, 0],
    ]);
    expect(bench.server.ledger.seen).toHaveLength(10);
  }));

it('finds everything that is wrong, as a run does', () =>
  onBench({ config: { prompt: '{{nothing}}' } }, async (bench) => {
    const ran = await bench.run('run', '--dry-run');
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/error\[TEMPLATE\] .*\{\{nothing\}\}/);
  }));

it('needs no key; a real run lists every key that is missing', () =>
  onBench({ tasks: 2 }, async (bench) => {
    // Not at the loopback, where no key is needed; nothing is sent in this test.
    const models = ['ONE_KEY', 'OTHER_KEY'].map((api_key_env, i) => ({
      id: `m${i}`,
      base_url: 'https://api.example.com/v1',
      api_key_env,
    }));
    bench.configure({ models, reference: 'm0' });
    expect((await bench.run('run', '--dry-run')).code).toBe(0);
    const real = await bench.run('run');
    expect(real.code).toBe(2);
    expect(real.err.match(/environment variable \w+ is not set/g)).toEqual([
      'environment variable ONE_KEY is not set',
      'environment variable OTHER_KEY is not set',
    ]);
  }));
