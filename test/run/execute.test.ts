import { describe, expect, it } from 'vitest';
import { chat, failure, type Reply, type Script, startCanary } from '../support/loopback.ts';
import { CALL_USD, comparable, fair, onBench, until } from '../support/workbench.ts';

/** Model `big` gets the reply, `cheap` a fair answer. */
const bigGets =
  (reply: Reply): Script =>
  (seen) =>
    seen.model === 'big' ? reply : fair(seen);
const SOON = { 'retry-after-ms': '1' };

describe('a model that cannot work at all', () => {
  it.each([
    ['N7', failure(401, 'bad key'), 'AUTH'],
    ['N8', failure(403, 'not here'), 'FORBIDDEN'],
    ['N6', failure(429, 'quota', { code: 'insufficient_quota' }), 'QUOTA'],
    ['N9', failure(404, 'no such model', { code: 'model_not_found' }), 'MODEL'],
  ])('%s: costs one call, ends everything and exits 4; with --keep-going the others finish', (_row, reply, code) =>
    onBench({ script: bigGets(reply) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(4);
      expect(ran.err).toContain(`error[${code}] `);
      expect(bench.server.ledger.seen.filter(({ model }) => model === 'big')).toHaveLength(1);
      expect(bench.server.ledger.seen.length).toBeLessThanOrEqual(8);
      const kept = await bench.report('run', '--keep-going', '--fresh');
      expect(kept.code).toBe(4);
      expect(bench.server.ledger.seen.filter(({ model }) => model === 'big')).toHaveLength(2);
      expect(kept.standings.map((row) => [row.model, row.scored, row.failed, row.not_run])).toEqual([
        ['big', 0, 1, 39],
        ['cheap', 40, 0, 0],
      ]);
    }),
  );

  it('N10: a key that is revoked on the way keeps what is done and stops within what was in flight', () =>
    onBench({ script: (seen) => (seen.n < 20 ? fair(seen) : failure(401, 'revoked')) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(4);
      expect(bench.server.ledger.seen.length).toBeLessThanOrEqual(20 + 4);
      expect(bench.completions().filter(({ status }) => status === 'ok')).toHaveLength(20);
    }));

  it('N25, X6: a redirect is refused, and nobody else hears of anything', async () => {
    const canary = await startCanary();
    const redirect: Reply = { status: 307, headers: { location: `${canary.url}/chat/completions` } };
    await onBench({ script: () => redirect }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(4);
      expect(ran.err).toContain('error[REDIRECT] ');
      expect(bench.server.ledger.seen.length, 'one for each model').toBeLessThanOrEqual(2);
      expect([canary.ledger.seen, canary.ledger.gets]).toEqual([[], []]);
    });
    await canary.close();
  });
});

describe('an endpoint that does not work this time', () => {
  it('N5: 429 for ever is given up after a few tasks, exit 3', () =>
    onBench({ script: () => failure(429, 'slow down', {}, SOON) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(3);
      expect(bench.server.ledger.seen.length).toBeLessThanOrEqual(2 * (5 + 3) * 2);
    }));

  it('N15: 500 for ever on some tasks leaves those alone without a verdict', () =>
    onBench(
      { script: (seen) => (/ (5|6)$/.test(seen.prompt) ? failure(500, 'no', {}, SOON) : fair(seen)) },
      async (bench) => {
        const report = await bench.report('run');
        expect(report.code).toBe(3);
        expect(report.standings.map((row) => [row.scored, row.failed])).toEqual([
          [38, 2],
          [38, 2],
        ]);
        expect(bench.server.ledger.seen).toHaveLength(2 * (38 + 2 * 2));
        const retried = bench.completions().reduce((sum, { attempts }) => sum + (attempts?.length ?? 1) - 1, 0);
        expect(bench.server.ledger.duplicates, 'INV8').toBe(retried);
        expect((await bench.run('run', '--fresh', '--allow-missing', '4')).code).toBe(0);
      },
    ));

  it('N16: one model down is stopped after five tasks; the others go on', () =>
    onBench({ script: bigGets(failure(500, 'down', {}, SOON)) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(3);
      expect(ran.err).toMatch(/error\[ENDPOINT\] model big stopped after 5 tasks failed in a row/);
      expect(bench.server.ledger.seen.filter(({ model }) => model === 'cheap')).toHaveLength(40);
      expect(bench.server.ledger.seen.filter(({ model }) => model === 'big').length).toBeLessThanOrEqual(2 * (5 + 4));
    }));

  it("N11, N13: a task that a model refuses or cannot take is that task's alone", () =>
    onBench(
      {
        script: (seen) => {
          if (seen.prompt === 'task 3') return failure(400, 'too long', { code: 'context_length_exceeded' });
          return seen.prompt === 'task 4' ? { body: chat(null, {}, { finish_reason: 'content_filter' }) } : fair(seen);
        },
      },
      async (bench) => {
        const report = await bench.report('run');
        expect(report.standings[0]).toMatchObject({ scored: 39, failed: 1, filtered: 1 });
        expect(bench.server.ledger.duplicates).toBe(0);
      },
    ));
});

it('N27: concurrency 1, 4 and 64 end in the same report', async () => {
  const reports: unknown[] = [];
  for (const concurrency of [1, 4, 64]) {
    await onBench(
      { limits: { concurrency }, script: (seen) => ({ ...(fair(seen) as Reply), delay_ms: (seen.n * 7) % 5 }) },
      async (bench) => {
        reports.push(comparable(await bench.report('run')));
        expect(bench.server.ledger.maxInFlight).toBeLessThanOrEqual(concurrency);
        if (concurrency > 1) expect(bench.server.ledger.maxInFlight).toBeGreaterThan(1);
      },
    );
  }
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[2]).toEqual(reports[0]);
});

describe('cost', () => {
  it('INV11: is the tokens that the server counted x price', () =>
    onBench({}, async (bench) => {
      const report = await bench.report('run');
      const { input, output } = bench.server.ledger.tokens;
      const sum = report.standings.reduce((usd, row) => usd + Number(row.cost_usd), 0);
      expect(sum).toBeCloseTo((input * 2 + output * 8) / 1e6, 12);
      expect(report.standings.map(({ cost_usd }) => cost_usd)).toEqual(['0.0024', '0.0024']);
    }));

  it('C1: of a model without a price is unknown, never 0, and not on the frontier', () =>
    onBench({ model: { price: undefined, model: 'nobody-knows-this' }, models: ['big', 'cheap'] }, async (bench) => {
      const report = await bench.report('run');
      expect(report.code).toBe(0);
      expect(report.standings.map((row) => [row.cost_usd, row.cost_unknown])).toEqual([
        [null, 40],
        [null, 40],
      ]);
      expect((report as unknown as { frontier: { points: unknown[] } }).frontier.points).toEqual([]);
      expect(bench.completions()[0]?.cost).toEqual({ state: 'unknown', why: 'no price for model nobody-knows-this' });
      expect((await bench.run('report')).out).not.toMatch(/\$0\.00 /);
    }));

  it('C2: of an answer without usage is unknown and counted', () =>
    onBench(
      { script: (seen) => ({ body: chat('x', seen.prompt === 'task 1' ? { usage: null } : {}) }) },
      async (bench) => {
        const report = await bench.report('run');
        expect(report.standings.map(({ cost_unknown }) => cost_unknown)).toEqual([1, 1]);
      },
    ));
});

describe('a cost cap', () => {
  const model = { params: { max_completion_tokens: 5 } };
  /** Dollars that the server's own books say were spent. */
  const spent = ({ tokens }: { tokens: { input: number; output: number } }): number =>
    (tokens.input * 2 + tokens.output * 8) / 1e6;

  it.each([1, 4, 16])('C7: is never exceeded with concurrency %d, and resume keeps to it', (concurrency) =>
    onBench({ model, limits: { concurrency } }, async (bench) => {
      const cap = 60 * CALL_USD;
      const ran = await bench.run('run', '--max-cost', cap.toFixed(6));
      expect(ran.code).toBe(3);
      expect(ran.err).toContain('error[BUDGET]');
      expect(spent(bench.server.ledger)).toBeLessThanOrEqual(cap);
      expect(spent(bench.server.ledger), 'all but the worst case of one more').toBeGreaterThan(cap - 0.0015);
      expect((await bench.run('resume')).code).toBe(3);
      expect(spent(bench.server.ledger)).toBeLessThanOrEqual(cap);
    }),
  );

  it('C10: counts attempts that may have been billed, and does not forget them on resume', () =>
    onBench(
      { model, limits: { concurrency: 1, retries: 0 }, script: () => ({ body: chat('x'), fault: 'reset_body' }) },
      async (bench) => {
        await bench.run('run', '--max-cost', '0.02');
        const first = bench.server.ledger.seen.length;
        expect(bench.completions()[0]?.charged_usd).toMatch(/^0\.00\d+$/);
        const worst = Number(bench.completions()[0]?.charged_usd);
        for (let i = 0; i < 2; i++) await bench.run('resume');
        expect(bench.server.ledger.seen.length).toBeGreaterThan(first);
        expect(bench.server.ledger.seen.length * worst).toBeLessThanOrEqual(0.02);
      },
    ));

  it.each([
    ['C8: without a limit of the output', {}, '1', 'nothing limits its output'],
    ['C1: without a price', { ...model, price: undefined, model: 'nobody-knows-this' }, '1', 'its price is unknown'],
    ['C9: of 0', model, '0', 'max-cost'],
    ['C9: below 0', model, '-1', 'max-cost'],
    ['C14: with a comma', model, '1,50', 'max-cost'],
  ])('%s is refused before anything is sent', (_what, change, cap, why) =>
    onBench({ model: change }, async (bench) => {
      const ran = await bench.run('run', `--max-cost=${cap}`);
      expect(ran.code).toBe(2);
      expect(ran.err).toContain(why);
      expect(bench.server.ledger.seen).toEqual([]);
    }),
  );

  it('C7: says once what was spent and done, and another cap lets the run go on', () =>
    onBench({ model, tasks: 10, config: { limits: { concurrency: 1, retries: 0 } } }, async (bench) => {
      const capped = await bench.run('run', '--max-cost', '0.002', '--run-id', 'capped');
      expect(capped.code).toBe(3);
      expect(capped.err.match(/error\[BUDGET\]/g)).toHaveLength(1);
      expect(capped.err).toMatch(/budget \$0\.002: spent \$0\.\d+, \d+ of 20 answers done/);
      expect((await bench.run('resume', 'capped', '--max-cost', '1')).code).toBe(0);
    }));

  it('C7: holds over interruptions: what was cut may be on the bill', () =>
    onBench({ model, tasks: 10, script: () => ({ delay_ms: 60_000 }) }, async (bench) => {
      const running = bench.start(['run', '--max-cost', '0.01', '--run-id', 'cut']);
      await until(() => bench.server.ledger.seen.length > 0);
      running.io.interrupt('SIGINT');
      expect((await running.done).code).toBe(130);
      const charged = bench.completions('cut').map(({ charged_usd }) => Number(charged_usd));
      expect(charged.length).toBe(bench.server.ledger.seen.length);
      expect(Math.min(...charged)).toBeGreaterThan(0);
    }));

  it('C7: a refused attempt keeps its room for the retry', () =>
    onBench(
      {
        model,
        tasks: 10,
        limits: { concurrency: 2, retries: 2 },
        script: (seen) => (seen.attempt === 0 ? { status: 503 } : fair(seen)),
      },
      async (bench) => expect((await bench.run('run', '--max-cost', '0.0035')).code).toBe(0),
    ));

  it('C9: smaller than one request sends nothing', () =>
    onBench({ model }, async (bench) => {
      const ran = await bench.run('run', '--max-cost', '0.000001');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain(
        'error[MAX_COST] the cap of $0.000001 is below what a single call to model big could cost',
      );
      expect(bench.server.ledger.seen).toEqual([]);
    }));
});
