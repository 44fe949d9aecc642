import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fairJudge, onJudged } from '../../run/judging/bench.ts';
import { shownTo } from '../../support/judge.ts';
import { chat, failure, type Reply, type Script } from '../../support/loopback.ts';
import { onBench, type Workbench } from '../../support/workbench.ts';

type Row = Readonly<Record<string, string>>;

/** A file of the export, read as a stranger would. */
function rows(bench: Workbench, file: string, folder = 'out'): readonly Row[] {
  return parse(readFileSync(join(bench.folder, folder, file)), { columns: true, bom: true }) as Row[];
}

function sum(some: readonly Row[], column: string): string {
  return some.reduce((total, row) => total.plus(row[column] || 0), new Big(0)).toFixed();
}

const PRICE = { input: 2, cached: 0.2, output: 8, multiplier: 0.5, source: 'contract 7', date: '2026-10-01' };
const USAGE = {
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  prompt_tokens_details: { cached_tokens: 4 },
};

/** The connection breaks in the middle of the answer: nobody knows whether it is on the bill. */
const BROKEN: Reply = { body: chat('half'), fault: 'reset_body' };

/** Every answer reads 4 of its 10 tokens from the cache; task 3 of `big` breaks off once; task 4 of `cheap` says nothing of its tokens. */
const cached: Script = (seen) => {
  if (seen.model === 'big' && seen.prompt === 'task 3' && seen.attempt === 0) return BROKEN;
  const usage = seen.model === 'cheap' && seen.prompt === 'task 4' ? null : USAGE;
  return { body: chat(`answer ${seen.prompt.slice(5)}`, { model: seen.model, usage }) };
};

/** `cheap` says another wrong thing each time it is asked every tenth task; `big` is always right. */
const wavering: Script = (seen) => {
  const n = Number(seen.prompt.slice(5));
  const text = seen.model === 'cheap' && n % 10 === 0 ? `no idea ${seen.attempt}` : `answer ${n}`;
  return { body: chat(text, { model: seen.model }) };
};

const FILES = ['finance.xlsx', 'focus.csv', 'line_items.csv', 'projection.csv', 'summary.csv'];

describe('bench export finance', () => {
  it('writes five files that tie out to the cent: discounts, retries and unknown costs are lines of their own', () =>
    onBench({ tasks: 5, model: { price: PRICE }, script: cached }, async (bench) => {
      await bench.run('run');
      const ran = await bench.run('export', 'finance', '-o', 'out');
      expect(ran.code).toBe(0);
      expect(readdirSync(join(bench.folder, 'out')).sort()).toEqual(FILES);
      const [summary, lines] = [rows(bench, 'summary.csv'), rows(bench, 'line_items.csv')];
      // By hand, per call: (10 x 2 + 5 x 8) = 60; cache 4 x (0.2 - 2) = -7.2; half of 52.8 = 26.4; millionths of a dollar.
      const call = lines.filter(({ model, task_id }) => model === 'big' && task_id === 't1');
      expect(call.map(({ kind, line_type, cost_usd }) => [kind, line_type, cost_usd])).toEqual([
        ['answer', 'call', '0.00006'],
        ['answer', 'cache_discount', '-0.0000072'],
        ['answer', 'price_multiplier', '-0.0000264'],
      ]);
      expect(call[0]).toMatchObject({
        input_tokens: '6',
        cached_tokens: '4',
        output_tokens: '5',
        price_multiplier: '0.5',
      });
      expect(call[0]).toMatchObject({ input_usd_per_mtok: '2', cached_usd_per_mtok: '0.2', output_usd_per_mtok: '8' });
      expect(call[0]).toMatchObject({ price_source: 'contract 7', price_date: '2026-10-01', cost_state: 'known' });
      expect(call[0]?.charged_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

      const retries = lines.filter(({ kind }) => kind === 'retry');
      expect(retries).toMatchObject([{ task_id: 't3', model: 'big', cost_usd: '', cost_state: 'possibly_billed' }]);
      const [unknown] = lines.filter(({ cost_state }) => cost_state === 'unknown');
      expect(unknown).toMatchObject({ task_id: 't4', model: 'cheap', cost_usd: '', cost_why: 'no usage' });
      expect(ran.err).toContain('1 attempt possibly billed, in no sum');
      expect(ran.err).toContain('1 call of unknown cost');

      const [big, cheap] = summary;
      expect(big).toMatchObject({ strategy: 'all big', cost_usd: '0.000132', gross_cost_usd: '0.0003', retries: '1' });
      expect(big).toMatchObject({ cache_discount_usd: '-0.000036', price_multiplier_usd: '-0.000132' });
      expect(cheap).toMatchObject({ cost_usd: '0.0001056', cost_unknown_calls: '1', saving_share: '0' });
      for (const row of summary.slice(0, 2)) {
        const model = row.strategy?.slice('all '.length);
        const own = lines.filter((line) => line.model === model);
        expect(
          sum(
            own.filter(({ kind }) => kind === 'answer'),
            'cost_usd',
          ),
        ).toBe(row.cost_usd);
        expect(sum(own, 'paid_usd')).toBe(row.paid_usd);
      }
      const { standings } = JSON.parse((await bench.run('report', '--json')).out);
      expect(summary.slice(0, 2).map(({ cost_usd }) => cost_usd)).toEqual([
        standings[0].cost_usd,
        standings[1].cost_usd,
      ]);
      const focus = rows(bench, 'focus.csv');
      expect(sum(focus, 'BilledCost'), 'what is known is charged once').toBe(sum(lines, 'cost_usd'));
      expect(rows(bench, 'projection.csv')[0]?.benchmark_cost_usd).toBe(sum(lines, 'paid_usd'));
    }));

  it('FOCUS: unit price x quantity is the list cost, hours and months are whole, no cell says N/A', () =>
    onBench({ tasks: 3, model: { price: PRICE }, script: cached }, async (bench) => {
      await bench.run('run', '--models', 'big');
      await bench.run('export', 'finance', '-o', 'out', '--focus', '1.4');
      const focus = rows(bench, 'focus.csv');
      expect(focus.map(({ SkuMeter }) => SkuMeter).sort()).toEqual([
        'Cached Input Tokens',
        'Input Tokens',
        'Output Tokens',
      ]);
      for (const row of focus) {
        expect(new Big(row.ListUnitPrice!).times(row.PricingQuantity!).toFixed()).toBe(row.ListCost);
        expect(new Big(row.ContractedUnitPrice!).times(row.PricingQuantity!).toFixed()).toBe(row.BilledCost);
        expect(row).toMatchObject({
          BillingCurrency: 'USD',
          ChargeCategory: 'Usage',
          ChargeClass: '',
          x_Estimated: 'true',
        });
        expect(row).toMatchObject({ InvoiceId: '', ServiceProviderName: new URL(bench.server.url).host });
        for (const name of ['ChargePeriodStart', 'ChargePeriodEnd'])
          expect(row[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00Z$/);
        for (const name of ['BillingPeriodStart', 'BillingPeriodEnd'])
          expect(row[name]).toMatch(/^\d{4}-\d\d-01T00:00:00Z$/);
        expect(Object.values(row)).not.toContain('N/A');
        expect(JSON.parse(row.Tags ?? '')).toMatchObject({ kind: 'answer' });
      }
    }));

  it("a judge's calls are lines of their own, never in a model's cost (C11)", () =>
    onJudged({ tasks: 3, script: fairJudge }, async (bench) => {
      await bench.run('run');
      await bench.run('export', 'finance', '-o', 'out');
      const [summary, lines] = [rows(bench, 'summary.csv'), rows(bench, 'line_items.csv')];
      const judged = lines.filter(({ kind }) => kind === 'judge');
      expect(judged).toHaveLength(bench.judgements().length);
      expect(judged).toHaveLength(bench.server.ledger.seen.filter((seen) => shownTo(seen) !== undefined).length);
      expect(judged.filter(({ judge_purpose }) => judge_purpose === 'probe').every(({ model }) => model === '')).toBe(
        true,
      );
      // 10 x 1 + 5 x 4 millionths of a dollar a reply; 10 x 2 + 5 x 8 an answer.
      expect(new Set(judged.map(({ cost_usd }) => cost_usd))).toEqual(new Set(['0.00003']));
      expect(summary[0]).toMatchObject({ cost_usd: '0.00018', quality_basis: 'not_validated' });
      const [verdicts, all] = [judged.filter(({ model }) => model !== ''), lines];
      expect(sum(summary, 'judge_cost_usd')).toBe(sum(verdicts, 'cost_usd'));
      expect(rows(bench, 'projection.csv')[0]?.benchmark_cost_usd).toBe(sum(all, 'cost_usd'));
      expect(rows(bench, 'focus.csv').filter(({ ResourceType }) => ResourceType === 'Judge Model')).toHaveLength(2);
    }));

  it('verdicts that an earlier run paid for stand apart: export, reprice and report agree', () =>
    onJudged({ tasks: 3, script: fairJudge }, async (bench) => {
      await bench.run('run');
      await bench.run('run');
      await bench.run('export', 'finance', '-o', 'out');
      const [summary, lines] = [rows(bench, 'summary.csv'), rows(bench, 'line_items.csv')];
      const asked = lines.filter(({ kind, reused_from }) => kind === 'judge' && reused_from === '');
      const reused = lines.filter(({ kind, reused_from, model }) => kind === 'judge' && reused_from && model);
      expect(reused.length).toBeGreaterThan(0);
      expect(sum(summary, 'judge_reused_usd')).toBe(sum(reused, 'cost_usd'));
      expect(sum(summary, 'judge_cost_usd')).toBe('0');
      bench.write('new.yaml', 'cheap: {input: 1, output: 4}\n');
      const { models, report } = JSON.parse((await bench.run('reprice', '--prices', 'new.yaml', '--json')).out);
      expect(models[2]).toMatchObject({ id: 'jane', calls: asked.length, before_usd: sum(asked, 'cost_usd') });
      expect(report.judging.cost_usd).toBe(sum(asked, 'cost_usd'));
    }));

  it('what an earlier run paid for costs the same and is not paid again', () =>
    onBench({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      await bench.run('run');
      const ran = await bench.run('export', 'finance', '-o', 'out');
      const lines = rows(bench, 'line_items.csv');
      expect(lines.map(({ cost_usd, paid_usd }) => [cost_usd, paid_usd])).toEqual(Array(6).fill(['0.00006', '0']));
      expect(new Set(lines.map(({ reused_from }) => reused_from))).toEqual(new Set([bench.runs()[0]]));
      expect(rows(bench, 'focus.csv')).toEqual([]);
      expect(ran.out).toContain('this run paid $0');
      expect(ran.err).toContain('6 calls not in focus.csv: paid by an earlier run, or recorded elsewhere');
    }));

  it('what was recorded elsewhere costs, and is in no FOCUS row and in no sum that was paid', () =>
    onBench({}, async (bench) => {
      bench.write('o.csv', 'task_id,model,score,cost_usd\na,x,1,0.5\na,y,1,0.1\nb,x,1,0.5\nb,y,0,\n');
      await bench.run('import', 'o.csv', '--reference', 'x');
      const ran = await bench.run('export', 'finance', '-o', 'out');
      expect(rows(bench, 'focus.csv')).toEqual([]);
      expect(ran.err).toContain('3 calls not in focus.csv');
      expect(rows(bench, 'summary.csv')[0]).toMatchObject({ cost_usd: '1', paid_usd: '0' });
      expect(rows(bench, 'projection.csv')[0]?.assumptions).toContain('prices: as recorded');
    }));

  it('without any price every sum is empty, never 0', () =>
    onBench({ tasks: 2, model: { price: undefined } }, async (bench) => {
      await bench.run('run');
      const ran = await bench.run('export', 'finance', '-o', 'out', '--monthly-tasks', '100', '--failure-cost', '1');
      expect(rows(bench, 'summary.csv')[0]).toMatchObject({ cost_usd: '', paid_usd: '', cost_unknown_calls: '2' });
      const projection = rows(bench, 'projection.csv');
      for (const row of projection)
        expect(row).toMatchObject({ benchmark_cost_usd: '', one_off_usd: '', payback_months: '' });
      expect(projection[0]?.assumptions).toContain('prices: no price known');
      expect(ran.out).toContain('this run paid unknown');
    }));

  it('the gross saving is what the reference costs less what the strategy does, in every base row', () =>
    onBench({ tasks: 5, model: { price: PRICE }, script: cached }, async (bench) => {
      await bench.run('run');
      await bench.run('export', 'finance', '-o', 'out', '--monthly-tasks', '70001');
      const base = rows(bench, 'projection.csv').filter(({ scenario }) => scenario === 'base');
      expect(base.length).toBeGreaterThan(1);
      for (const { reference_monthly_cost_usd, monthly_cost_usd, monthly_gross_saving_usd } of base)
        expect(new Big(reference_monthly_cost_usd!).minus(monthly_cost_usd!).toFixed()).toBe(monthly_gross_saving_usd);
    }));

  it('failed calls are lines of their own: refused ones cost nothing, broken ones perhaps', () => {
    const refused = failure(500, 'no');
    const script: Script = (seen) =>
      seen.prompt !== 'task 2' ? cached(seen) : seen.model === 'big' ? BROKEN : refused;
    return onBench({ tasks: 2, script }, async (bench) => {
      await bench.run('run');
      const ran = await bench.run('export', 'finance', '-o', 'out');
      expect(ran.code, 'as bench report: a verdict is missing').toBe(3);
      const failed = rows(bench, 'line_items.csv').filter(({ task_id }) => task_id === 't2');
      expect(failed.map(({ model, kind, cost_usd, cost_state }) => [model, kind, cost_usd, cost_state]).sort()).toEqual(
        [
          ['big', 'failed', '', 'possibly_billed'],
          ['big', 'retry', '', 'possibly_billed'],
          ['cheap', 'failed', '0', 'not_billed'],
          ['cheap', 'retry', '0', 'not_billed'],
        ],
      );
      const [big, cheap] = rows(bench, 'summary.csv');
      expect(big).toMatchObject({ failed_calls: '1', possibly_billed_attempts: '2', failed_calls_cost_usd: '' });
      expect(big?.possibly_billed_up_to_usd, 'without a cap nobody reckoned').toBe('');
      expect(cheap).toMatchObject({ failed_calls: '1', possibly_billed_attempts: '0' });
    });
  });

  it('under a cap, the most that a broken attempt can have cost', () => {
    const model = { params: { max_completion_tokens: 50 } };
    return onBench({ tasks: 3, model, script: cached }, async (bench) => {
      await bench.run('run', '--models', 'big', '--max-cost', '1');
      await bench.run('export', 'finance', '-o', 'out');
      const [retry] = rows(bench, 'line_items.csv').filter(({ kind }) => kind === 'retry');
      const [call] = bench.completions().filter(({ task_id }) => task_id === 't3');
      // (10 x 2 + 5 x 8) millionths: the default price has no cached rate.
      expect(retry?.up_to_usd).toBe(new Big(call?.charged_usd ?? 0).minus('0.00006').toFixed());
      expect(rows(bench, 'summary.csv')[0]?.possibly_billed_up_to_usd).toBe(retry?.up_to_usd);
    });
  });

  it('compute: list cost is unit price x quantity to the last digit, what is billed ties out with the calls', () =>
    onBench({ tasks: 5, model: { price: { per_hour: 0.04937, parallel: 3, multiplier: 0.7 } } }, async (bench) => {
      await bench.run('run');
      await bench.run('export', 'finance', '-o', 'out');
      const focus = rows(bench, 'focus.csv');
      expect(focus.map(({ SkuMeter }) => SkuMeter)).toEqual(['Compute', 'Compute']);
      for (const row of focus) {
        expect(new Big(row.ListUnitPrice!).times(row.PricingQuantity!).toFixed()).toBe(row.ListCost);
        expect(new Big(row.ContractedUnitPrice!).times(row.PricingQuantity!).toFixed()).toBe(row.ContractedCost);
        // Five calls, each rounded to a femtodollar.
        expect(new Big(row.ContractedCost!).minus(row.BilledCost!).abs().lte('0.000000000000005')).toBe(true);
      }
      expect(sum(focus, 'BilledCost')).toBe(sum(rows(bench, 'line_items.csv'), 'cost_usd'));
      expect(sum(focus, 'EffectiveCost')).toBe(sum(focus, 'BilledCost'));
    }));

  it('what was computed here is charged to the hour in which the run began', () =>
    onBench({ tasks: 2 }, async (bench) => {
      bench.write('train.csv', 'input,expected\nold 1,answer 1\nold 2,answer 2\nold 3,answer 1\n');
      const price = { per_hour: 3.6 };
      const models = ['majority', 'linear'].map((id) => ({ id, provider: 'classifier', train: 'train.csv', price }));
      bench.write('bench.yaml', JSON.stringify({ dataset: { path: 'tasks.csv' }, models, reference: 'linear' }));
      expect((await bench.run('run')).code).toBe(0);
      await bench.run('export', 'finance', '-o', 'out');
      const { started_at } = JSON.parse(
        readFileSync(join(bench.folder, 'results', bench.runs()[0]!, 'run.json'), 'utf8'),
      );
      expect(bench.completions().some((one) => 'at' in one)).toBe(false);
      expect(new Set(rows(bench, 'line_items.csv').map(({ charged_at }) => charged_at))).toEqual(new Set([started_at]));
      expect(new Set(rows(bench, 'focus.csv').map(({ ChargePeriodStart }) => ChargePeriodStart))).toEqual(
        new Set([`${started_at.slice(0, 13)}:00:00Z`]),
      );
    }));

  it('a price that depends on the hour: every call at the cheapest and at the dearest hour of its day', () =>
    onBench({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      const file = join(bench.folder, 'results', bench.runs()[0]!, 'run.json');
      const run = JSON.parse(readFileSync(file, 'utf8'));
      const { input, output } = run.models[1].price_used;
      const [now, peak] = [
        { input, output },
        { input: 2 * input, output: 3 * output },
      ];
      // The dear hour is the twelfth after that of the calls: a run in the test's hour never meets it.
      const hour = (new Date(run.started_at).getUTCHours() + 12) % 24;
      const between = [hour, (hour + 1) % 24].map((h) => `${String(h).padStart(2, '0')}:00:00Z`);
      run.models[1].price_used.variants = [{ rates: now }, { between, rates: peak }];
      bench.write(`results/${run.id}/run.json`, JSON.stringify(run));
      expect((await bench.run('export', 'finance', '-o', 'out', '--monthly-tasks', '1000')).code).toBe(0);
      const projection = rows(bench, 'projection.csv');
      const scenarios = ['low', 'base', 'high', 'off_peak', 'peak'];
      expect(projection.map(({ scenario }) => scenario).slice(0, 10)).toEqual([...scenarios, ...scenarios]);
      // 10 tokens in and 5 out at 2 and 8: 60 millionths; at the peak 10 x 4 + 5 x 24 = 160. The reference has no hours.
      const of = (strategy: string, scenario: string) =>
        projection.find((row) => row.strategy === strategy && row.scenario === scenario);
      expect(of('all big', 'peak')).toMatchObject({ monthly_cost_usd: '0.06', monthly_gross_saving_usd: '0' });
      expect(of('all cheap', 'off_peak')).toMatchObject({ monthly_cost_usd: '0.06', monthly_gross_saving_usd: '0' });
      expect(of('all cheap', 'peak')).toMatchObject({ monthly_cost_usd: '0.16', monthly_gross_saving_usd: '-0.1' });
      expect(of('all cheap', 'base')).toMatchObject({ monthly_cost_usd: '0.06' });
      expect(of('all cheap', 'base')?.assumptions).toContain('off_peak and peak: base with every call');
    }));

  it(
    'routings, cascades and their verifiers: certified on live answers, and at other hours the same policies',
    {
      timeout: 60_000,
    },
    () =>
      onBench({ tasks: 140, script: wavering }, async (bench) => {
        const at = { base_url: bench.server.url, api_key_env: 'TEST_KEY' };
        const models = [
          { id: 'big', ...at, price: { input: 2, output: 8 } },
          { id: 'cheap', ...at, price: { input: 0.2, output: 0.8 } },
        ];
        bench.configure({ models, reference: 'big', repeats: 2, quality_floors: [5], seed: 1 });
        await bench.run('run');
        const run = bench.runFile();
        const [now, peak] = [
          { input: 0.2, output: 0.8 },
          { input: 0.4, output: 2.4 },
        ];
        const hour = (new Date(run.started_at).getUTCHours() + 12) % 24;
        const between = [hour, (hour + 1) % 24].map((h) => `${String(h).padStart(2, '0')}:00:00Z`);
        const price_used = { ...run.models[1]!.price_used, variants: [{ rates: now }, { between, rates: peak }] };
        bench.write(
          `results/${run.id}/run.json`,
          JSON.stringify({ ...run, models: [run.models[0], { ...run.models[1], price_used }] }),
        );
        expect((await bench.run('export', 'finance', '-o', 'out', '--monthly-tasks', '1000')).code).toBe(0);

        const summary = rows(bench, 'summary.csv');
        const cascade = summary.find(({ strategy_kind }) => strategy_kind === 'cascade')!;
        // Cheap contradicts itself exactly where it is wrong: on every tenth task. Its call costs 10 x 0.2 + 5 x 0.8 = 6 millionths, one of big 60.
        const escalated = 1 - Number(cascade.share_of_tasks_moved);
        expect(Math.abs(escalated - 0.1)).toBeLessThan(0.08);
        expect(cascade).toMatchObject({
          ...{ strategy: 'cascade from cheap by self-consistency within 5 points', decided_by: 'self-consistency' },
          ...{ models: 'big; cheap', basis: 'certified', tasks: '70', quality: '1', cost_usd: '' },
          verifier_cost_per_task_usd: '0.000006',
        });
        expect(Number(cascade.cost_per_task_usd)).toBeCloseTo(12e-6 + 60e-6 * escalated, 12);
        const routing = summary.find(({ decided_by }) => decided_by === 'segment')!;
        expect(routing).toMatchObject({
          strategy_kind: 'routing',
          models: 'big; cheap',
          verifier_cost_per_task_usd: '',
        });

        const projection = rows(bench, 'projection.csv');
        const monthly = (scenario: string) =>
          Number(
            projection.find((row) => row.strategy === cascade.strategy && row.scenario === scenario)?.monthly_cost_usd,
          );
        // At the peak 10 x 0.4 + 5 x 2.4 = 16 millionths: for the answer, and for the one that it is held against.
        expect(monthly('base')).toBeCloseTo(1000 * (12e-6 + 60e-6 * escalated), 9);
        expect(monthly('off_peak')).toBeCloseTo(monthly('base'), 9);
        expect(monthly('peak')).toBeCloseTo(1000 * (32e-6 + 60e-6 * escalated), 9);
        for (const { strategy, scenario, ...row } of projection.filter((one) => one.scenario === 'base')) {
          const saved = new Big(row.reference_monthly_cost_usd!).minus(row.monthly_cost_usd!).toFixed();
          expect(saved, `${strategy} ${scenario}`).toBe(row.monthly_gross_saving_usd);
          expect(row.reference_monthly_cost_usd).toBe('0.06');
        }
      }),
  );

  it('takes volume and the cost of a failure from bench.yaml, and from flags before that', () =>
    onBench(
      { tasks: 4, config: { finance: { monthly_tasks: 1000, volume_change_percent: 10, one_off_usd: 30 } } },
      async (bench) => {
        await bench.run('run');
        await bench.run('export', 'finance', '-o', 'out');
        const base = (folder: string) =>
          rows(bench, 'projection.csv', folder).filter(({ scenario }) => scenario === 'base');
        // $0.00006 a task.
        expect(base('out')[0]).toMatchObject({
          monthly_tasks: '1000',
          monthly_cost_usd: '0.06',
          other_one_off_usd: '30',
        });
        expect(base('out')[0]?.assumptions).toContain('volume: finance.monthly_tasks in bench.yaml, 10 % less at low');
        expect(rows(bench, 'projection.csv').map(({ monthly_tasks }) => monthly_tasks)).toEqual(
          expect.arrayContaining(['900', '1000', '1100']),
        );
        expect(base('out')[0]?.assumptions).toContain('lost quality is not priced');
        await bench.run('export', 'finance', '-o', 'other', '--monthly-tasks', '5000', '--failure-cost', '2');
        expect(base('other')[0]).toMatchObject({ monthly_tasks: '5000', monthly_cost_usd: '0.3' });
        expect(base('other')[1]).toMatchObject({ strategy: 'all cheap', monthly_quality_loss_usd: '0' });
      },
    ));

  it('without any volume the monthly columns are empty, and the file says why', () =>
    onBench({ tasks: 2 }, async (bench) => {
      await bench.run('run');
      const ran = await bench.run('export', 'finance', '-o', 'out');
      const [row] = rows(bench, 'projection.csv');
      expect(row).toMatchObject({ monthly_tasks: '', monthly_cost_usd: '', cost_per_1k_tasks_usd: '0.06' });
      expect(row?.assumptions).toContain('set finance.monthly_tasks in bench.yaml');
      expect(ran.out).toContain('no monthly volume');
    }));

  it('never overwrites without --force, and leaves nothing half-written', () =>
    onBench({ tasks: 2 }, async (bench) => {
      await bench.run('run');
      bench.write('out/summary.csv', 'mine');
      const refused = await bench.run('export', 'finance', '-o', 'out');
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('error[EXISTS] summary.csv in out')]);
      expect(readdirSync(join(bench.folder, 'out'))).toEqual(['summary.csv']);
      expect(readFileSync(join(bench.folder, 'out/summary.csv'), 'utf8')).toBe('mine');
      expect((await bench.run('export', 'finance', '-o', 'out', '--force', '--excel')).code).toBe(0);
      const text = readFileSync(join(bench.folder, 'out/summary.csv'), 'utf8');
      expect(text.startsWith('\uFEFFschema_version,')).toBe(true);
      expect(text.match(/(?<!\r)\n/)).toBeNull();
    }));

  it('hostile ids are text in every file (O5)', () =>
    onBench({ tasks: 1, models: ['=HYPERLINK("http://x")', '@cheap'] }, async (bench) => {
      bench.write('tasks.csv', 'id,input,expected\n"-2+3",task 1,answer 1\n');
      await bench.run('run');
      await bench.run('export', 'finance', '-o', 'out');
      const [line] = rows(bench, 'line_items.csv');
      expect(line).toMatchObject({
        task_id: "'-2+3",
        model: '\'=HYPERLINK("http://x")',
        served_model: expect.any(String),
      });
      expect(rows(bench, 'focus.csv').some(({ ResourceId }) => ResourceId === "'@cheap")).toBe(true);
    }));

  it.each([
    [['export', 'finance'], "required option '-o, --output <folder>' not specified"],
    [['export', 'finanse'], 'there is no command "bench export finanse"'],
    [['export', 'finance', '-o', 'out', '--monthly-tasks', '1,000'], '--monthly-tasks takes a plain decimal above 0'],
    [['export', 'finance', '-o', 'out', '--monthly-tasks', '0'], '--monthly-tasks takes a plain decimal above 0'],
    [['export', 'finance', '-o', 'out', '--failure-cost', '-1'], '--failure-cost takes a plain decimal'],
    [['export', 'finance', '-o', 'out', '--focus', '2'], 'Allowed choices are 1.2, 1.4'],
  ])('%j is an input error', (argv, message) =>
    onBench({ tasks: 1 }, async (bench) => {
      await bench.run('run');
      const ran = await bench.run(...argv);
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(message)]);
      expect(existsSync(join(bench.folder, 'out'))).toBe(false);
    }),
  );
});

const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));

/** Value types of the cells of the second row, as LibreOffice understood them. */
function typesIn(fods: string): readonly string[] {
  const row = fods.match(/<table:table-row.*?<\/table:table-row>/gs)?.[1] ?? '';
  return [...row.matchAll(/<table:table-cell([^>]*)>/g)].flatMap(([, attributes = '']) => {
    const repeated = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    return Array(repeated).fill(/office:value-type="(\w+)"/.exec(attributes)?.[1] ?? '');
  });
}

it.skipIf(office === undefined)(
  'LibreOffice reads numbers as numbers and text as text (skipped where it is not installed)',
  { timeout: 120_000 },
  () =>
    onBench({ tasks: 2, model: { price: PRICE }, script: cached }, async (bench) => {
      await bench.run('run', '--models', 'big');
      await bench.run('export', 'finance', '-o', 'out');
      const profile = mkdtempSync(join(tmpdir(), 'office-'));
      try {
        const out = join(bench.folder, 'out');
        const home = `-env:UserInstallation=file://${profile}`;
        const files = ['line_items.csv', 'finance.xlsx'].map((name) => join(out, name));
        execFileSync(office!, [home, '--headless', '--convert-to', 'fods', '--outdir', out, ...files], {
          stdio: 'ignore',
        });
        const names = Object.keys(rows(bench, 'line_items.csv')[0]!);
        const types = typesIn(readFileSync(join(out, 'line_items.fods'), 'utf8'));
        const typeOf = (name: string) => types[names.indexOf(name)];
        expect(['cost_usd', 'paid_usd', 'input_usd_per_mtok', 'output_tokens', 'repeat'].map(typeOf)).toEqual(
          Array(5).fill('float'),
        );
        expect(['task_id', 'model', 'kind', 'cost_state', 'price_source'].map(typeOf)).toEqual(Array(5).fill('string'));
        const book = readFileSync(join(out, 'finance.fods'), 'utf8');
        expect([...book.matchAll(/<table:table table:name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
          'about',
          'summary',
          'line_items',
          'projection',
          'focus',
        ]);
        expect(book).toMatch(/office:value-type="float" office:value="0.00006"/);
        const [{ charged_at, price_date } = {}] = rows(bench, 'line_items.csv');
        expect(book).toContain(`office:value-type="date" office:date-value="${price_date}"`);
        expect(book).toContain(`office:value-type="date" office:date-value="${charged_at?.slice(0, 19)}`);
      } finally {
        rmSync(profile, { recursive: true, force: true });
      }
    }),
);
