import Big from 'big.js';
import type { FinanceInputs, Projection, Scenario, Way } from './finance_types.ts';

const MONTHS = 12;
const INTERVALS = ['low', 'base', 'high'] as const;
const OPPOSITE = { low: 'high', base: 'base', high: 'low' } as const;

type Interval = (typeof INTERVALS)[number];

/** Strategies without their sums, in the order of the summary. */
export type Ways = readonly Way[];

/** The strategies as they would cost at the cheapest and at the dearest hour of the day. */
export type WaysByHour = Readonly<Record<'off_peak' | 'peak', Ways>>;

/** Exact product of known factors; null as soon as one is unknown. */
function times(...factors: readonly (string | number | null)[]): string | null {
  let product = new Big(1);
  for (const factor of factors) {
    if (factor === null) return null;
    product = product.times(factor);
  }
  return product.toFixed();
}

function plus(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : new Big(a).plus(b).toFixed();
}

function minus(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : new Big(a).minus(b).toFixed();
}

/** Months until the saving has paid the one-off cost, rounded up to a tenth; null when it never does. */
function payback(oneOff: string | null, saving: string | null): string | null {
  if (oneOff === null || saving === null || new Big(saving).lte(0)) return null;
  return new Big(oneOff).div(saving).round(1, Big.roundUp).toFixed();
}

/** Tasks a month: the user's figure, less at low and more at high where the user says by how much. */
function volumeAt(interval: Interval, { monthly_tasks, volume_change_percent: change }: FinanceInputs): string | null {
  if (change === null || interval === 'base') return monthly_tasks;
  const part = new Big(change).times('0.01');
  return times(monthly_tasks, (interval === 'low' ? new Big(1).minus(part) : part.plus(1)).toFixed());
}

function project(
  strategy: Way,
  scenario: Scenario,
  interval: Interval,
  inputs: FinanceInputs,
  benchmark: string | null,
): Projection {
  const monthly_tasks = volumeAt(interval, inputs);
  const cost = strategy.cost_per_task_usd[interval];
  const monthlyCost = times(monthly_tasks, cost);
  const gross = times(monthly_tasks, strategy.saving_per_task_usd[OPPOSITE[interval]]);
  const loss = lossOf(strategy.loss_per_task[interval], monthly_tasks, inputs);
  const net = minus(gross, loss);
  const reference = plus(strategy.cost_per_task_usd.base, strategy.saving_per_task_usd.base);
  const other = inputs.one_off_usd ?? '0';
  const oneOff = plus(benchmark, other);
  return {
    strategy: strategy.strategy,
    scenario,
    monthly_tasks,
    cost_per_task_usd: cost,
    quality: strategy.quality[OPPOSITE[interval]],
    monthly_cost_usd: monthlyCost,
    twelve_month_cost_usd: times(monthlyCost, MONTHS),
    monthly_gross_saving_usd: gross,
    monthly_quality_loss_usd: loss,
    monthly_net_saving_usd: net,
    twelve_month_net_saving_usd: times(net, MONTHS),
    benchmark_cost_usd: benchmark,
    other_one_off_usd: other,
    one_off_usd: oneOff,
    payback_months: strategy.kind === 'all_reference' ? null : payback(oneOff, net),
    reference_cost_per_task_usd: reference,
    reference_monthly_cost_usd: times(monthly_tasks, reference),
  };
}

/** Dollars a month that the lost quality costs: only where the user says what a failure costs. Negative where the strategy is better. */
function lossOf(lost: number | null, monthly_tasks: string | null, { failure_cost_usd }: FinanceInputs): string | null {
  // Scores are fractions of tasks: more than 12 digits of them are noise of floating point.
  return lost === null ? null : times(monthly_tasks, Number(lost.toPrecision(12)), failure_cost_usd);
}

/**
 * What each strategy would cost. `low`: the lower end of the cost per task, the most saved and the least lost per task, the least volume; `high`: the other
 * ends (95 % intervals). `benchmark` is what measuring cost, in dollars. Without a volume everything monthly is null, without the cost of a failure
 * everything net.
 */
export function projections(
  strategies: Ways,
  inputs: FinanceInputs,
  benchmark: string | null,
  byHour?: WaysByHour,
): readonly Projection[] {
  return strategies.flatMap((strategy) => {
    const atHour = (hour: keyof WaysByHour): readonly Projection[] => {
      const same = byHour?.[hour].find((other) => other.strategy === strategy.strategy);
      return same ? [project(same, hour, 'base', inputs, benchmark)] : [];
    };
    const within = INTERVALS.map((interval) => project(strategy, interval, interval, inputs, benchmark));
    return [...within, ...atHour('off_peak'), ...atHour('peak')];
  });
}
