import { test } from 'vitest';
import { analyse } from '../../src/analysis/report.ts';
import { renderers } from '../../src/report/table.ts';
import { at } from './sample.ts';
test('x', () => {
  const go = (n: number, models: string[], acc: number[], cost: (string|undefined)[], miss = 0) => {
    let x = 1; const rnd = () => (x = (x * 16807) % 2147483647) / 2147483647;
    const trials = [];
    for (let i = 0; i < n; i++) { const h = rnd(); for (const [m, model] of models.entries()) {
      const seg = 'abcd'[i % 4]!; const hard = i % 4 === 3 ? 0.25 : 0;
      const right = h < acc[m]! - (m === models.length - 1 ? 0 : hard);
      const failed = rnd() < miss;
      trials.push({ task_id: `t${i}`, model, repeat: 0, segment: seg, weight: 1, status: failed ? 'failed' as const : 'ok' as const, ...(failed ? {} : { score: right ? 1 : 0 }), cost: cost[m] === undefined ? { state: 'unknown' as const, why: 'x' } : { state: 'known' as const, usd: cost[m]!, source: 'config' as const }, ms: 1.5 * (m + 1), reused: false });
    } }
    const report = analyse(trials, { run: { id: 'r1', dataset: 'd.csv' }, reference: models.at(-1)!, models, quality_floors: [0.02, 0.05], seed: 1, tasks: n });
    process.stdout.write(`\n##### ${n} ${JSON.stringify(report.headline)}\n` + renderers.table(report, at(80)));
  };
  go(2000, ['mini', 'nano', 'big'], [0.9, 0.7, 0.9], ['0.0001', '0.00001', '0.002']);
  go(2000, ['mini', 'big'], [0.95, 0.9], ['0.0001', '0.002'], 0.01);
  go(100, ['mini', 'big'], [0.9, 0.9], ['0.0001', '0.002']);
  go(300, ['mini', 'big'], [0.8, 0.9], ['0.0001', '0.002']);
  go(1, ['mini', 'big'], [0.9, 0.9], ['0.0001', '0.002']);
  go(400, ['mini', 'big'], [0.9, 0.9], ['0.01', '0.002']);
  go(2000, ['mini', 'big'], [0.95, 0.9], [undefined, '0.002']);
  go(50, ['big'], [0.9], ['0.002']);
  go(50, ['mini', 'big'], [0.9, 0.9], ['0.002', '0.002'], 1);
});
