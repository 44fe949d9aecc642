import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import type { FinanceInputs, Strategy } from '../../../src/analysis/finance/finance_types.ts';
import { projections } from '../../../src/analysis/finance/projection.ts';

type Way = Omit<Strategy, 'sums'>;

const cheap: Way = {
  strategy: 'all cheap',
  kind: 'all_candidate',
  candidate: 'cheap',
  reference: 'big',
  models: ['cheap'],
  decided_by: null,
  floor: null,
  share_moved: 1,
  basis: 'measured',
  tasks: 100,
  successes: 90,
  quality: { low: 0.8, base: 0.9, high: 0.95 },
  corrected: false,
  cost_per_task_usd: { low: '0.001', base: '0.002', high: '0.003' },
  verifier_cost_per_task_usd: null,
  saving_per_task_usd: { low: '0.007', base: '0.008', high: '0.009' },
  loss_per_task: { low: -0.01, base: 0.02, high: 0.05 },
  cost_per_success_usd: null,
  p50_ms: null,
  p95_ms: null,
};
const inputs: FinanceInputs = {
  monthly_tasks: '500000',
  volume_source: 'flag',
  volume_change_percent: null,
  failure_cost_usd: null,
  one_off_usd: '10000',
};
/** At no cost a lost answer costs nothing: net is gross. */
const FREE = { failure_cost_usd: '0' };
const of = (way: Way, change: Partial<FinanceInputs> = {}, benchmark: string | null = '12.5') =>
  projections([way], { ...inputs, ...change }, benchmark);

describe('projection', () => {
  it('low is the least cost and the most saved, exactly', () => {
    const [low, base, high] = of(cheap, FREE);
    expect(
      [low, base, high].map((row) => [row?.scenario, row?.monthly_cost_usd, row?.monthly_gross_saving_usd]),
    ).toEqual([
      ['low', '500', '4500'],
      ['base', '1000', '4000'],
      ['high', '1500', '3500'],
    ]);
    expect(base).toMatchObject({ twelve_month_cost_usd: '12000', twelve_month_net_saving_usd: '48000' });
    expect(base).toMatchObject({ benchmark_cost_usd: '12.5', one_off_usd: '10012.5' });
    // 10012.5 / 4000 = 2.503: it has not paid before that, so rounded up.
    expect(base?.payback_months).toBe('2.6');
  });

  it('prices lost quality only where the cost of a failure is given', () => {
    expect(of(cheap)[1]).toMatchObject({
      monthly_gross_saving_usd: '4000',
      monthly_quality_loss_usd: null,
      monthly_net_saving_usd: null,
      twelve_month_net_saving_usd: null,
      payback_months: null,
    });
    // 500,000 tasks x 0.02 more failures x $0.3 = $3,000; at low quality even gains: 500,000 x -0.01 x 0.3.
    const [low, base, high] = of(cheap, { failure_cost_usd: '0.3' });
    expect(base).toMatchObject({ monthly_quality_loss_usd: '3000', monthly_net_saving_usd: '1000' });
    expect(low).toMatchObject({ monthly_quality_loss_usd: '-1500', monthly_net_saving_usd: '6000' });
    expect(high).toMatchObject({ monthly_quality_loss_usd: '7500', monthly_net_saving_usd: '-4000' });
    expect(high?.payback_months, 'it never pays back').toBeNull();
  });

  it('the gross saving is the cost of the reference less that of the strategy, to the last digit', () => {
    const odd = { low: null, base: '0.000333333333', high: null };
    const [, base] = of({ ...cheap, saving_per_task_usd: odd }, { monthly_tasks: '333333.7' });
    const { reference_monthly_cost_usd: reference, monthly_cost_usd: cost } = base!;
    expect(reference).toBe(new Big('0.002333333333').times('333333.7').toFixed());
    expect(new Big(reference!).minus(cost!).toFixed()).toBe(base!.monthly_gross_saving_usd);
    expect(of(cheap).map((row) => row.reference_monthly_cost_usd)).toEqual(['5000', '5000', '5000']);
  });

  it('a benchmark of unknown cost has no one-off sum and no payback', () => {
    expect(of(cheap, FREE, null)[1]).toMatchObject({
      benchmark_cost_usd: null,
      one_off_usd: null,
      payback_months: null,
      monthly_net_saving_usd: '4000',
    });
  });

  it('without a volume nothing monthly is known, and nothing is 0', () => {
    const [, base] = of(cheap, { ...FREE, monthly_tasks: null, volume_source: null });
    expect(base).toMatchObject({
      cost_per_task_usd: '0.002',
      monthly_cost_usd: null,
      twelve_month_cost_usd: null,
      monthly_gross_saving_usd: null,
      reference_cost_per_task_usd: '0.01',
      reference_monthly_cost_usd: null,
      monthly_net_saving_usd: null,
      payback_months: null,
    });
  });

  it('the volume is lower at low and higher at high by what the user says, exactly', () => {
    const rows = of(cheap, { failure_cost_usd: '0.3', volume_change_percent: '20' });
    // 400,000 x 0.001, 500,000 x 0.002, 600,000 x 0.003; saved 0.009, 0.008, 0.007 a task; lost -0.01, 0.02, 0.05 x $0.3 a task.
    expect(
      rows.map((row) => [
        row.monthly_tasks,
        row.monthly_cost_usd,
        row.monthly_gross_saving_usd,
        row.monthly_quality_loss_usd,
        row.reference_monthly_cost_usd,
      ]),
    ).toEqual([
      ['400000', '400', '3600', '-1200', '4000'],
      ['500000', '1000', '4000', '3000', '5000'],
      ['600000', '1800', '4200', '9000', '6000'],
    ]);
    expect(of(cheap, { monthly_tasks: '7', volume_change_percent: '33.3' }).map((row) => row.monthly_tasks)).toEqual([
      '4.669',
      '7',
      '9.331',
    ]);
    expect(of(cheap, { monthly_tasks: null, volume_change_percent: '20' })[0]?.monthly_tasks).toBeNull();
  });

  it('has the hours of the day as scenarios where they make a difference, all else as at base', () => {
    const at = (usd: string): readonly Way[] => [{ ...cheap, cost_per_task_usd: { low: '0', base: usd, high: '9' } }];
    const byHour = { off_peak: at('0.001'), peak: at('0.004') };
    const rows = projections([cheap], { ...inputs, volume_change_percent: '20' }, '0', byHour);
    expect(
      rows.map(({ scenario, monthly_tasks, monthly_cost_usd }) => [scenario, monthly_tasks, monthly_cost_usd]),
    ).toEqual([
      ['low', '400000', '400'],
      ['base', '500000', '1000'],
      ['high', '600000', '1800'],
      ['off_peak', '500000', '500'],
      ['peak', '500000', '2000'],
    ]);
  });

  it('an unknown cost stays unknown', () => {
    const nobody = { low: null, base: null, high: null };
    const [, base] = of({ ...cheap, cost_per_task_usd: nobody, saving_per_task_usd: nobody }, FREE);
    expect(base).toMatchObject({ reference_cost_per_task_usd: null, reference_monthly_cost_usd: null });
    expect(base).toMatchObject({ monthly_cost_usd: null, monthly_net_saving_usd: null, payback_months: null });
  });
});
