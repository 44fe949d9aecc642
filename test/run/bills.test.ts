import { expect, it } from 'vitest';
import type { Completion } from '../../src/domain/completion.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import { billsOf } from '../../src/run/bills.ts';
import { completion, openJournals } from './journals.ts';

const runOf = openJournals();
const usage = { input: 1000, cached: 0, cache_write: 0, output: 100, reasoning: 0 };
const model = { id: 'm', price_used: { source: 'config', input: 2, output: 8 } };
const run = { started_at: '2026-11-21T22:44:55.000Z', models: [model] } as unknown as RunFile;
/** 1000 x 2 + 100 x 8 millionths. */
const list = { state: 'known', usd: '0.0028', source: 'config' } as const;

it('splits what was charged by the list, and leaves reported sums whole', async () => {
  const folder = runOf(
    [
      completion({ task_id: 'a', usage, cost: list }),
      completion({ task_id: 'b', usage, cost: list, reused_from: 'earlier' }),
      completion({ task_id: 'c', usage, cost: { state: 'known', usd: '0.01', source: 'provider_reported' } }),
      completion({ task_id: 'd', cost: { state: 'unknown', why: 'no usage' } }),
    ],
    [],
  );
  expect(await billsOf(folder, run)).toEqual([
    {
      model: 'm',
      elsewhere: false,
      answers: 4,
      cost_usd: '0.0156',
      cost_unknown: 1,
      meters: [
        { meter: 'input', tokens: 2000, usd: '0.004' },
        { meter: 'output', tokens: 200, usd: '0.0016' },
      ],
      unsplit_usd: '0.01',
      reused_usd: '0.0028',
      replaced: 0,
      replaced_usd: '0',
      replaced_unknown: 0,
      possibly_billed: 0,
      possibly_usd: '0',
    },
  ]);
});

it('counts calls that were asked again apart, and attempts that may have been billed', async () => {
  const lost = { outcome: 'timeout', ms: 9, billed: 'possibly' } as const;
  const failed = completion({ status: 'failed', cost: { state: 'known', usd: '0.001', source: 'config' } });
  const folder = runOf(
    [failed, completion({ attempts: [lost, lost], charged_usd: '0.05' }), { ...failed, cost: list }],
    [],
  );
  expect((await billsOf(folder, run))[0]).toMatchObject({
    answers: 1,
    cost_usd: '0.01',
    replaced: 2,
    replaced_usd: '0.0038',
    possibly_billed: 2,
    possibly_usd: '0.04',
  });
  const unbounded = runOf([completion({ attempts: [lost] })], []);
  expect((await billsOf(unbounded, run))[0]).toMatchObject({ possibly_billed: 1, possibly_usd: null });
});

it('knows no cost where no answer has one', async () => {
  const folder = runOf([completion({ cost: { state: 'unknown', why: 'no price' } })], []);
  expect((await billsOf(folder, run))[0]).toMatchObject({ cost_usd: null, cost_unknown: 1, meters: [] });
});

it.each([
  ['import', 'openai', true],
  ['import', 'recorded', true],
  ['run', 'recorded', true],
  ['run', 'openai', false],
])('a %s of provider %s was paid elsewhere: %s', async (kind, provider, elsewhere) => {
  const of = { ...run, kind, models: [{ ...model, provider }] } as unknown as RunFile;
  expect((await billsOf(runOf([completion()], []), of))[0]).toMatchObject({ elsewhere });
});

it('what replaced calls cost is unknown where nobody knows any of it; refused ones cost nothing', async () => {
  const failed = (billed: 'no' | 'possibly') =>
    completion({
      status: 'failed',
      cost: { state: 'unknown', why: 'no answer' },
      attempts: [{ outcome: 'http 500', ms: 1, billed }],
    });
  const replaced = async (...calls: readonly Completion[]) =>
    (await billsOf(runOf([...calls, completion()], []), run))[0];
  expect(await replaced(failed('possibly'))).toMatchObject({ replaced_usd: null, replaced_unknown: 1 });
  expect(await replaced(failed('no'))).toMatchObject({ replaced_usd: '0', replaced_unknown: 0 });
  const paid = completion({ status: 'failed', cost: list });
  expect(await replaced(paid, failed('possibly'))).toMatchObject({ replaced_usd: '0.0028', replaced_unknown: 1 });
});
