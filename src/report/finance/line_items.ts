import type { LineItem } from '../../analysis/finance/finance_types.ts';
import { columnsOf, FINANCE_SCHEMA, type FinanceTable } from './columns.ts';

/** A line item with its number in the file, from 1, and its run. */
export interface NumberedLine {
  readonly line: number;
  readonly run_id: string;
  readonly item: LineItem;
}

/** line_items.csv: every call, attempt and discount; the costs add up to the summary. */
export const lineItemsTable: FinanceTable<NumberedLine> = {
  name: 'line_items',
  columns: columnsOf<NumberedLine>({
    schema_version: ['text', () => FINANCE_SCHEMA],
    run_id: ['text', (row) => row.run_id],
    line: ['decimal', (row) => row.line],
    charged_at: ['time', ({ item }) => item.at],
    kind: ['text', ({ item }) => item.kind],
    line_type: ['text', ({ item }) => item.line_type],
    task_id: ['text', ({ item }) => item.task_id],
    model: ['text', ({ item }) => item.model],
    repeat: ['decimal', ({ item }) => item.repeat],
    judge: ['text', ({ item }) => item.judge],
    judge_purpose: ['text', ({ item }) => item.purpose],
    status: ['text', ({ item }) => item.status],
    served_model: ['text', ({ item }) => item.served_model],
    request_id: ['text', ({ item }) => item.request_id],
    input_tokens: ['decimal', ({ item }) => item.tokens?.input_uncached ?? null],
    cached_tokens: ['decimal', ({ item }) => item.tokens?.cached ?? null],
    cache_write_tokens: ['decimal', ({ item }) => item.tokens?.cache_write ?? null],
    output_tokens: ['decimal', ({ item }) => item.tokens?.output ?? null],
    of_which_reasoning_tokens: ['decimal', ({ item }) => item.tokens?.reasoning ?? null],
    input_usd_per_mtok: ['decimal', ({ item }) => item.unit_prices?.input ?? null],
    cached_usd_per_mtok: ['decimal', ({ item }) => item.unit_prices?.cached ?? null],
    cache_write_usd_per_mtok: ['decimal', ({ item }) => item.unit_prices?.cache_write ?? null],
    output_usd_per_mtok: ['decimal', ({ item }) => item.unit_prices?.output ?? null],
    reasoning_usd_per_mtok: ['decimal', ({ item }) => item.unit_prices?.reasoning ?? null],
    request_usd: ['decimal', ({ item }) => item.unit_prices?.request ?? null],
    compute_usd_per_hour: ['decimal', ({ item }) => item.unit_prices?.per_hour ?? null],
    compute_ms: ['decimal', ({ item }) => item.compute_ms],
    price_multiplier: ['decimal', ({ item }) => item.price_multiplier],
    cost_usd: ['decimal', ({ item }) => item.cost_usd],
    paid_usd: ['decimal', ({ item }) => item.paid_usd],
    list_cost_usd: ['decimal', ({ item }) => item.list_cost_usd],
    up_to_usd: ['decimal', ({ item }) => item.up_to_usd],
    cost_state: ['text', ({ item }) => item.cost_state],
    cost_why: ['text', ({ item }) => item.cost_why],
    cost_source: ['text', ({ item }) => item.cost_source],
    price_source: ['text', ({ item }) => item.price_source],
    price_date: ['time', ({ item }) => item.price_date],
    reused_from: ['text', ({ item }) => item.reused_from],
  }),
};
