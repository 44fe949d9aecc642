import { expect, it } from 'vitest';
import { onBench } from '../../support/workbench.ts';

it('shows what 1,000 tasks cost at the prices of the config, and asks nobody', () =>
  onBench({}, async (bench) => {
    const document = JSON.parse((await bench.run('prices', '--json')).out);
    // 1,000 tasks x (1,000 x $2 + 300 x $8) per million tokens.
    expect(document).toMatchObject({
      format: 'bench.prices/1',
      usage: { input: 1000, output: 300 },
      models: [{ model: 'big', per_1k_tasks: { state: 'known', usd: '4.4' } }, {}],
    });
    const sized = JSON.parse((await bench.run('prices', '--json', '--input', '10', '--output', '5')).out);
    expect(sized.models[0].per_1k_tasks.usd).toBe('0.06');
    expect((await bench.run('prices')).out).toMatch(/^big +2\.00 +8\.00 +4\.40 +config$/m);
    expect(bench.server.ledger.seen).toEqual([]);
  }));

it('C1: says which prices nobody knows; never 0', () =>
  onBench({}, async (bench) => {
    const ran = await bench.run('prices', 'nobody-knows-this');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^nobody-knows-this +unknown/m);
    expect(ran.out).toContain('No price known for nobody-knows-this.');
    const { models } = JSON.parse((await bench.run('prices', 'nobody-knows-this', '--json')).out);
    expect(models[0]).toMatchObject({ price: null, per_1k_tasks: { state: 'unknown' } });
  }));

it.each([
  ['--at', 'yesterday'],
  ['--input', '-5'],
  ['--output', '1e9'],
])('refuses %s %s', (flag, value) =>
  onBench({}, async (bench) => {
    const ran = await bench.run('prices', 'x', `${flag}=${value}`);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`error[USAGE] ${flag} takes`);
  }),
);
