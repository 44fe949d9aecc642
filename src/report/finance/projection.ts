import type { FinanceInputs, LineSums, Projection } from '../../analysis/finance/finance_types.ts';
import { dollarsInWords, perThousand } from '../money.ts';
import { count, counted } from '../numbers.ts';
import { columnsOf, FINANCE_SCHEMA, type FinanceTable } from './columns.ts';

/** A projection with what every row of the file repeats. */
export interface ProjectionRow extends Projection {
  readonly run_id: string;
  readonly price_source: string | null;
  readonly price_date: string | null;
  readonly assumptions: string;
}

/** What the projection rests on beside the inputs. */
export interface Assumed {
  readonly price_source: string | null;
  readonly price_date: string | null;
  /** Calls of the strategy whose cost is unknown. */
  readonly cost_unknown: number;
  /** Of all calls. */
  readonly benchmark: Pick<LineSums, 'paid_usd' | 'paid_unknown' | 'possibly_billed' | 'possibly_billed_up_to_usd'>;
  readonly basis: 'measured' | 'certified';
  readonly tasks: number;
  /** The models of the strategy, and all of the run: somebody else recorded the outcomes. */
  readonly strategy_recorded: boolean;
  /** There are off_peak and peak scenarios: some model's price depends on the hour. */
  readonly by_hour: boolean;
  readonly recorded: boolean;
}

const VOLUME = {
  config: 'finance.monthly_tasks in bench.yaml',
  flag: '--monthly-tasks',
  weights: "the sum of the dataset's weights, taken as one month",
} as const;

function volume({ monthly_tasks, volume_source, volume_change_percent: change }: FinanceInputs): string {
  if (monthly_tasks === null || volume_source === null)
    return 'no monthly volume is known: set finance.monthly_tasks in bench.yaml; monthly columns are empty';
  const scenarios = change === null ? 'the same in every scenario' : `${change} % less at low and more at high`;
  return `volume: ${VOLUME[volume_source]}, ${scenarios}`;
}

function prices({ price_source, price_date, strategy_recorded }: Assumed): string {
  const without = strategy_recorded ? 'as recorded' : 'no price known';
  return `prices: ${price_source ?? without}${price_date === null ? '' : ` as of ${price_date}`}`;
}

function benchmark({ recorded, benchmark: { paid_usd, paid_unknown } }: Assumed): string {
  const what = recorded
    ? 'one-off cost: what judges cost this benchmark; the answers were recorded elsewhere'
    : 'one-off cost: what this benchmark paid, judges included';
  if (paid_usd === null) return `${what}: unknown, and so is payback`;
  return paid_unknown === 0 ? what : `${what}, ${counted(paid_unknown, 'call')} of unknown cost not in it`;
}

function possibly({ benchmark: { possibly_billed: n, possibly_billed_up_to_usd: most } }: Assumed): readonly string[] {
  if (n === 0) return [];
  const much = most === null ? counted(n, 'attempt') : `up to ${dollarsInWords([most])[0]}`;
  return [`${much} possibly billed, not in it`];
}

const HOURS =
  'off_peak and peak: base with every call at the cheapest and at the dearest hour of its day; in the other scenarios at the hour at which it was made';

const BEST_OF_MANY =
  'each policy is certified by its own test (95 % confidence): the best of several looks better than it is';

/** What a projection takes for granted, as one text. */
export function assumptions(inputs: FinanceInputs, assumed: Assumed): string {
  const { failure_cost_usd, one_off_usd } = inputs;
  return [
    volume(inputs),
    `low, base, high: ends of 95 % intervals of cost and quality over ${count(assumed.tasks)} ${assumed.basis === 'certified' ? 'tasks that tested the policy' : 'tasks'}; low is the least cost, the most saved and the least lost per task`,
    ...(assumed.basis === 'certified' ? [BEST_OF_MANY] : []),
    ...(assumed.by_hour ? [HOURS] : []),
    'gross saving: the cost of the reference on the same tasks (reference_ columns, at base) less the cost of the strategy',
    prices(assumed),
    failure_cost_usd === null
      ? 'no cost of a failure is given: lost quality is not priced, net saving and payback are empty'
      : `a failure costs $${failure_cost_usd}`,
    [benchmark(assumed), ...possibly(assumed)].join(', '),
    one_off_usd === null ? 'no other one-off cost is given' : `other one-off cost: $${one_off_usd}`,
    ...(assumed.cost_unknown === 0 ? [] : [`${count(assumed.cost_unknown)} calls of unknown cost are left out`]),
    'a projection, not an invoice',
  ].join('; ');
}

/** projection.csv: strategy x low, base, high; and off_peak, peak where a price depends on the hour. */
export const projectionTable: FinanceTable<ProjectionRow> = {
  name: 'projection',
  columns: columnsOf<ProjectionRow>({
    schema_version: ['text', () => FINANCE_SCHEMA],
    run_id: ['text', (row) => row.run_id],
    strategy: ['text', (row) => row.strategy],
    scenario: ['text', (row) => row.scenario],
    monthly_tasks: ['decimal', (row) => row.monthly_tasks],
    quality: ['decimal', (row) => row.quality],
    cost_per_task_usd: ['decimal', (row) => row.cost_per_task_usd],
    cost_per_1k_tasks_usd: ['decimal', (row) => perThousand(row.cost_per_task_usd)],
    monthly_cost_usd: ['decimal', (row) => row.monthly_cost_usd],
    twelve_month_cost_usd: ['decimal', (row) => row.twelve_month_cost_usd],
    monthly_gross_saving_usd: ['decimal', (row) => row.monthly_gross_saving_usd],
    monthly_quality_loss_usd: ['decimal', (row) => row.monthly_quality_loss_usd],
    monthly_net_saving_usd: ['decimal', (row) => row.monthly_net_saving_usd],
    twelve_month_net_saving_usd: ['decimal', (row) => row.twelve_month_net_saving_usd],
    benchmark_cost_usd: ['decimal', (row) => row.benchmark_cost_usd],
    other_one_off_usd: ['decimal', (row) => row.other_one_off_usd],
    one_off_usd: ['decimal', (row) => row.one_off_usd],
    payback_months: ['decimal', (row) => row.payback_months],
    price_source: ['text', (row) => row.price_source],
    price_date: ['time', (row) => row.price_date],
    assumptions: ['text', (row) => row.assumptions],
    reference_cost_per_task_usd: ['decimal', (row) => row.reference_cost_per_task_usd],
    reference_monthly_cost_usd: ['decimal', (row) => row.reference_monthly_cost_usd],
  }),
};
