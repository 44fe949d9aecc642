import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { columnsOf, csvBody, csvHeader, type FinanceTable, type Value } from '../../../src/report/finance/columns.ts';
import { focusTable } from '../../../src/report/finance/focus.ts';
import { lineItemsTable } from '../../../src/report/finance/line_items.ts';
import { projectionTable } from '../../../src/report/finance/projection.ts';
import { summaryTable } from '../../../src/report/finance/summary.ts';

interface Row {
  readonly text: Value;
  readonly amount: Value;
}
const table: FinanceTable<Row> = {
  name: 'some',
  columns: columnsOf<Row>({ name: ['text', ({ text }) => text], cost_usd: ['decimal', ({ amount }) => amount] }),
};
const written = (row: Row, excel = false) => csvBody(table, [row], excel);
const names = (of: { readonly columns: readonly { readonly name: string }[] }) =>
  of.columns.map(({ name }) => name).join();

describe('cells', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠x', ' =1', '"=1', ',=1', ';=1'])(
    'O5: %s is text, not a formula',
    (text) => {
      expect(parse(written({ text, amount: '1' }))[0]).toEqual([`'${text}`, '1']);
    },
  );

  it('O5: controls at the start are shown, not acted on', () => {
    expect(parse(written({ text: '\t=1', amount: 1 }))[0]).toEqual(['\\t=1', '1']);
    expect(parse(written({ text: '\r\n=1', amount: 1 }))[0]).toEqual(['\\r\\n=1', '1']);
  });

  it('O5, O6: numbers stay numbers: negative, tiny and huge ones, without an exponent', () => {
    const cells = ['-0.5', 1e-7, 1e21, '-0.00000000000000123', 0].map(
      (amount) => parse(written({ text: 'a', amount }))[0]?.[1],
    );
    expect(cells).toEqual(['-0.5', '0.0000001', '1000000000000000000000', '-0.00000000000000123', '0']);
  });

  it('O5: what should be a time and is none is text, not a formula', () => {
    const times: FinanceTable<string> = { name: 'times', columns: columnsOf<string>({ at: ['time', (at) => at] }) };
    const cells = ['2026-11-21', '2026-11-21T22:44:55.123Z', '=1+1', '2026-99-99', '-1'].map(
      (at) => parse(csvBody(times, [at], false))[0]?.[0],
    );
    expect(cells).toEqual(['2026-11-21', '2026-11-21T22:44:55.123Z', "'=1+1", '2026-99-99', "'-1"]);
  });

  it('unknown is empty, never 0', () => {
    expect(written({ text: null, amount: null })).toBe(',\n');
  });

  it('for Excel: byte order mark and CRLF; else neither', () => {
    expect(csvHeader(table, false)).toBe('name,cost_usd\n');
    expect(csvHeader(table, true)).toBe('\uFEFFname,cost_usd\r\n');
    expect(written({ text: 'a', amount: 1 }, true)).toBe('a,1\r\n');
  });
});

describe('headers are an interface', () => {
  it('summary.csv', () => {
    expect(names(summaryTable)).toBe(
      'schema_version,run_id,dataset,strategy,strategy_kind,reference,candidate,quality_floor_points,share_of_tasks_moved,basis,tasks,successes,' +
        'quality,quality_low,quality_high,quality_basis,cost_usd,cost_per_task_usd,cost_per_task_low_usd,cost_per_task_high_usd,' +
        'cost_per_1k_tasks_usd,cost_per_success_usd,saving_per_1k_tasks_usd,saving_share,gross_cost_usd,cache_discount_usd,' +
        'cache_write_surcharge_usd,price_multiplier_usd,failed_calls_cost_usd,superseded_cost_usd,judge_cost_usd,paid_usd,' +
        'cost_unknown_calls,judge_cost_unknown_calls,retries,failed_calls,possibly_billed_attempts,possibly_billed_up_to_usd,' +
        'p50_ms,p95_ms,price_source,price_date,judge_reused_usd,decided_by,models,verifier_cost_per_task_usd',
    );
  });

  it('line_items.csv', () => {
    expect(names(lineItemsTable)).toBe(
      'schema_version,run_id,line,charged_at,kind,line_type,task_id,model,repeat,judge,judge_purpose,status,served_model,request_id,' +
        'input_tokens,cached_tokens,cache_write_tokens,output_tokens,of_which_reasoning_tokens,input_usd_per_mtok,cached_usd_per_mtok,' +
        'cache_write_usd_per_mtok,output_usd_per_mtok,reasoning_usd_per_mtok,request_usd,compute_usd_per_hour,compute_ms,price_multiplier,' +
        'cost_usd,paid_usd,list_cost_usd,up_to_usd,cost_state,cost_why,cost_source,price_source,price_date,reused_from',
    );
  });

  it('projection.csv', () => {
    expect(names(projectionTable)).toBe(
      'schema_version,run_id,strategy,scenario,monthly_tasks,quality,cost_per_task_usd,cost_per_1k_tasks_usd,monthly_cost_usd,' +
        'twelve_month_cost_usd,monthly_gross_saving_usd,monthly_quality_loss_usd,monthly_net_saving_usd,twelve_month_net_saving_usd,' +
        'benchmark_cost_usd,other_one_off_usd,one_off_usd,payback_months,price_source,price_date,assumptions,' +
        'reference_cost_per_task_usd,reference_monthly_cost_usd',
    );
  });

  // The 21 columns that FOCUS 1.2 makes mandatory, by its published rule model.
  const MANDATORY_1_2 = [
    ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd'],
    ...['BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargePeriodEnd'],
    ...['ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost', 'PricingQuantity'],
    ...['PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
  ];

  it('focus.csv 1.2 has every mandatory column, ours last', () => {
    const columns = names(focusTable('1.2')).split(',');
    expect(MANDATORY_1_2).toHaveLength(21);
    expect(MANDATORY_1_2.filter((name) => !columns.includes(name))).toEqual([]);
    const first = columns.findIndex((name) => name.startsWith('x_'));
    expect(columns.slice(first).every((name) => /^x_[A-Z][A-Za-z]+$/.test(name))).toBe(true);
    expect(columns.slice(0, first)).toEqual(columns.slice(0, first).toSorted());
    expect(columns.slice(first)).toContain('x_Estimated');
  });

  it('focus.csv 1.4 names the service and the host provider in place of provider and publisher', () => {
    const [older, newer] = [names(focusTable('1.2')).split(','), names(focusTable('1.4')).split(',')];
    expect(older.filter((name) => !newer.includes(name))).toEqual(['ProviderName', 'PublisherName']);
    expect(newer.filter((name) => !older.includes(name))).toEqual(['HostProviderName', 'ServiceProviderName']);
  });
});
