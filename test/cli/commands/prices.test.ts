import { writeFileSync } from 'node:fs';
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

const PER_HOUR = `dataset: tasks.csv
prompt: "{{input}}"
scorer: exact
reference: here
models:
  - {id: here, base_url: "http://127.0.0.1:9/v1", price: {per_hour: 0.04937}}
  - {id: both, base_url: "http://127.0.0.1:9/v1", price: {input: 2, output: 8, per_hour: 1.2}}
`;

it('a price per hour is shown as one, and what 1,000 tasks cost needs their time', () =>
  onBench({}, async (bench) => {
    writeFileSync(`${bench.folder}/hour.yaml`, PER_HOUR);
    const ran = await bench.run('prices', '-c', 'hour.yaml');
    expect(ran.err).toBe('');
    expect(ran.out).toMatch(/^here +\$0\.04937\/h +by time +config$/m);
    expect(ran.out).toMatch(/^both +2\.00 \+ \$1\.2\/h +8\.00 +by time +config$/m);
    expect(ran.out).toContain(
      '\nBy time: $/1k tasks of here, both needs the time that a task takes, which bench run measures.\n',
    );
    expect(ran.out).not.toContain('unknown');
  }));

it('names are whole in a pipe; on a terminal of 80 columns every other column that can leaves first', () =>
  onBench({}, async (bench) => {
    const long = `accounts/fireworks/models/${'long-'.repeat(12)}name`;
    const gpt = 'gemini-2.5-flash-lite-preview-09-2025';
    expect((await bench.run('prices', long, gpt)).out).toMatch(new RegExp(`^${long} +unknown`, 'm'));
    const { out } = await bench.start(['prices', gpt], { tty: true, columns: 80 }).done;
    expect(out).toMatch(new RegExp(`^${gpt}( +[\\d.]+){4}$`, 'm'));
    expect(out).toMatch(/^Prices: genai-prices@[\d.]+, \d{4}-\d\d-\d\d\.$/m);
    const wide = await bench.start(['prices', gpt], { tty: true, columns: 160 }).done;
    expect(wide.out).toMatch(/\d {2}genai-prices@/);
    expect(wide.out).not.toContain('Prices: ');
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
