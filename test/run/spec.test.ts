import { describe, expect, it } from 'vitest';
import { onBench } from '../support/workbench.ts';

describe('run.json', () => {
  it('says what was asked, of whom, at which prices, graded by what', () =>
    onBench({ tasks: 4, config: { seed: 7, quality_floors: [1, 3] } }, async (bench) => {
      await bench.run('run', '--max-cost', '100', '--models', 'big', '--repeats', '2').then(() => {});
      bench.configure({ seed: 7, quality_floors: [1, 3] }, undefined, {
        params: { max_completion_tokens: 9 },
        price: { input: 2, output: 8, source: 'list', date: '2026-01-02' },
      });
      await bench.run('run', '--max-cost', '100', '--repeats', '2');
      const run = bench.runFile();
      expect(run).toMatchObject({
        format: 'bench.run/1',
        id: bench.runs().at(-1),
        kind: 'run',
        status: 'complete',
        node: process.version,
        base: '../..',
        dataset: { path: 'tasks.csv', tasks: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        scorers: [expect.stringMatching(/^exact@\d/)],
        reference: 'big',
        quality_floors: [0.01, 0.03],
        repeats: 2,
        seed: 7,
        max_cost: '100',
        limits: { concurrency: 4, retries: 1 },
      });
      expect(run.models).toMatchObject([
        {
          id: 'big',
          api_key_env: 'TEST_KEY',
          params: { max_completion_tokens: 9 },
          price_used: { source: 'config', input: 2, output: 8, date: '2026-01-02' },
        },
        { id: 'cheap' },
      ]);
      expect(run.models[0]?.identity).toMatch(/^[0-9a-f]{64}$/);
      expect(Date.parse(run.ended_at ?? '')).toBeGreaterThanOrEqual(Date.parse(run.started_at));
      expect(JSON.stringify(run), 'runs may be moved with their project').not.toContain(bench.folder);
    }));

  it('every completion carries what it takes to price and to find it again', () =>
    onBench({ tasks: 2 }, async (bench) => {
      await bench.run('run');
      for (const line of bench.completions()) {
        expect(line).toMatchObject({
          key: expect.stringMatching(/^[0-9a-f]{64}$/),
          repeat: 0,
          weight: 1,
          status: 'ok',
          usage: { input: 10, cached: 0, cache_write: 0, output: 5, reasoning: 0 },
          cost: { state: 'known', usd: '0.00006', source: 'config' },
          finish_reason: 'stop',
          request_id: expect.stringMatching(/^req-\d+$/),
        });
        expect(line).not.toHaveProperty('charged_usd');
      }
    }));
});
