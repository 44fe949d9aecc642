import Big from 'big.js';
import type { FinanceInputs, Projection, Scenario, Strategy } from './finance_types.ts';

const MONTHS = 12;
const SCENARIOS: readonly Scenario[] = ['low', 'base', 'high'];
const OPPOSITE = { low: 'high', base: 'base', high: 'low' } as const;

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

function project(
  strategy: Omit<Strategy, 'sums'>,
  scenario: Scenario,
  inputs: FinanceInputs,
  benchmark: string | null,
): Projection {
  const { monthly_tasks } = inputs;
  const cost = strategy.cost_per_task_usd[scenario];
  const monthlyCost = times(monthly_tasks, cost);
  const gross = times(monthly_tasks, strategy.saving_per_task_usd[OPPOSITE[scenario]]);
  const loss = lossOf(strategy, scenario, inputs);
  const net = minus(gross, loss);
  const reference = plus(strategy.cost_per_task_usd.base, strategy.saving_per_task_usd.base);
  const other = inputs.one_off_usd ?? '0';
  const oneOff = plus(benchmark, other);
  return {
    strategy: strategy.strategy,
    scenario,
    monthly_tasks,
    cost_per_task_usd: cost,
    quality: strategy.quality[OPPOSITE[scenario]],
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
function lossOf({ loss_per_task }: Omit<Strategy, 'sums'>, scenario: Scenario, inputs: FinanceInputs): string | null {
  const lost = loss_per_task[scenario];
  // Scores are fractions of tasks: more than 12 digits of them are noise of floating point.
  return lost === null ? null : times(inputs.monthly_tasks, Number(lost.toPrecision(12)), inputs.failure_cost_usd);
}

/**
 * What each strategy would cost. `low`: the lower end of the cost per task, the most saved and the least lost; `high`: the other ends (95 % intervals).
 * `benchmark` is what measuring cost, in dollars. Without a volume everything monthly is null, without the cost of a failure everything net.
 */
export function projections(
  strategies: readonly Omit<Strategy, 'sums'>[],
  inputs: FinanceInputs,
  benchmark: string | null,
): readonly Projection[] {
  return strategies.flatMap((strategy) => SCENARIOS.map((scenario) => project(strategy, scenario, inputs, benchmark)));
}
