import type { LineSums, Strategy } from '../../analysis/finance/finance_types.ts';
import { perThousand } from '../money.ts';
import { columnsOf, FINANCE_SCHEMA, type FinanceTable } from './columns.ts';

/** A strategy with what every row of the file repeats. */
export interface SummaryRow extends Strategy {
  readonly run_id: string;
  readonly dataset: string;
  readonly quality_basis: string;
  /** As of the models that it uses, each once, separated by "; ". */
  readonly price_source: string | null;
  readonly price_date: string | null;
}

const sum =
  (field: keyof LineSums) =>
  ({ sums }: SummaryRow) =>
    sums?.[field] ?? null;

/** The part of the reference's cost that is saved on the same tasks; null where the reference cost nothing. */
function savingShare({ cost_per_task_usd: cost, saving_per_task_usd: saving }: SummaryRow): number | null {
  if (cost.base === null || saving.base === null) return null;
  const before = Number(cost.base) + Number(saving.base);
  return before > 0 ? Number((Number(saving.base) / before).toFixed(6)) : null;
}

function points(floor: number | null): string | null {
  return floor === null ? null : String(Number((floor * 100).toFixed(4)));
}

function nanoseconds(ms: number | null): number | null {
  return ms === null ? null : Number(ms.toFixed(6));
}

/** summary.csv: one row per strategy. Money in dollars, shares and qualities 0..1; sums are over this run's calls, without weights. */
export const summaryTable: FinanceTable<SummaryRow> = {
  name: 'summary',
  columns: columnsOf<SummaryRow>({
    schema_version: ['text', () => FINANCE_SCHEMA],
    run_id: ['text', (row) => row.run_id],
    dataset: ['text', (row) => row.dataset],
    strategy: ['text', (row) => row.strategy],
    strategy_kind: ['text', (row) => row.kind],
    reference: ['text', (row) => row.reference],
    candidate: ['text', (row) => row.candidate],
    quality_floor_points: ['decimal', (row) => points(row.floor)],
    share_of_tasks_moved: ['decimal', (row) => row.share_moved],
    basis: ['text', (row) => row.basis],
    tasks: ['decimal', (row) => row.tasks],
    successes: ['decimal', (row) => row.successes],
    quality: ['decimal', (row) => row.quality.base],
    quality_low: ['decimal', (row) => row.quality.low],
    quality_high: ['decimal', (row) => row.quality.high],
    quality_basis: ['text', (row) => row.quality_basis],
    cost_usd: ['decimal', sum('cost_usd')],
    cost_per_task_usd: ['decimal', (row) => row.cost_per_task_usd.base],
    cost_per_task_low_usd: ['decimal', (row) => row.cost_per_task_usd.low],
    cost_per_task_high_usd: ['decimal', (row) => row.cost_per_task_usd.high],
    cost_per_1k_tasks_usd: ['decimal', (row) => perThousand(row.cost_per_task_usd.base)],
    cost_per_success_usd: ['decimal', (row) => row.cost_per_success_usd],
    saving_per_1k_tasks_usd: ['decimal', (row) => perThousand(row.saving_per_task_usd.base)],
    saving_share: ['decimal', savingShare],
    gross_cost_usd: ['decimal', sum('gross_usd')],
    cache_discount_usd: ['decimal', sum('cache_discount_usd')],
    cache_write_surcharge_usd: ['decimal', sum('cache_write_surcharge_usd')],
    price_multiplier_usd: ['decimal', sum('price_multiplier_usd')],
    failed_calls_cost_usd: ['decimal', sum('failed_cost_usd')],
    superseded_cost_usd: ['decimal', sum('superseded_cost_usd')],
    judge_cost_usd: ['decimal', sum('judge_cost_usd')],
    paid_usd: ['decimal', sum('paid_usd')],
    cost_unknown_calls: ['decimal', sum('cost_unknown')],
    judge_cost_unknown_calls: ['decimal', sum('judge_cost_unknown')],
    retries: ['decimal', sum('retries')],
    failed_calls: ['decimal', sum('failed_calls')],
    possibly_billed_attempts: ['decimal', sum('possibly_billed')],
    possibly_billed_up_to_usd: ['decimal', sum('possibly_billed_up_to_usd')],
    p50_ms: ['decimal', (row) => nanoseconds(row.p50_ms)],
    p95_ms: ['decimal', (row) => nanoseconds(row.p95_ms)],
    price_source: ['text', (row) => row.price_source],
    price_date: ['time', (row) => row.price_date],
    judge_reused_usd: ['decimal', sum('judge_reused_usd')],
    decided_by: ['text', (row) => row.decided_by],
    models: ['text', (row) => row.models.join('; ')],
    verifier_cost_per_task_usd: ['decimal', (row) => row.verifier_cost_per_task_usd],
  }),
};
