import { expect, it } from 'vitest';
import { failure, type Script } from '../../support/loopback.ts';
import { CALL_USD, fair, onBench } from '../../support/workbench.ts';

it('says where a provider charges something else than the list price', () => {
  const headers = { 'x-litellm-response-cost': (CALL_USD * 0.88).toFixed(9) };
  const script: Script = async (seen) => ({ ...(await fair(seen)), headers });
  return onBench({ tasks: 8, script }, async (bench) => {
    await bench.run('run');
    const { out } = await bench.run('report');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'warning: big: provider-reported cost $0.000422, list price $0.000480 for 8 answers: 12 % less',
    );
    const { findings } = JSON.parse((await bench.run('report', '--json')).out);
    expect(findings).toContainEqual({
      code: 'reported_cost_differs',
      model: 'cheap',
      calls: 8,
      reported_usd: '0.0004224',
      list_usd: '0.00048',
    });
  });
});

it('of a dead key on every model: the header and one line', () =>
  onBench({ tasks: 8, script: () => failure(401, 'bad key') }, async (bench) => {
    await bench.run('run', '--keep-going');
    const { out } = await bench.run('report');
    expect(out).toMatch(/^tasks\.csv {2}8 tasks.*\n(.+\n)?\nNo answer has a verdict: \d+ failed(, \d+ not run)?\.\n$/);
  }));
