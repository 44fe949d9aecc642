import type { FinanceInputs, Way } from '../analysis/finance/finance_types.ts';
import { LineAdder } from '../analysis/finance/line_sums.ts';
import { projections, type WaysByHour } from '../analysis/finance/projection.ts';
import type { Report } from '../analysis/report_types.ts';
import { qualityBasis } from '../report/basis_words.ts';
import { assumptions, type ProjectionRow } from '../report/finance/projection.ts';
import type { SummaryRow } from '../report/finance/summary.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Payee } from './finance_calls.ts';

/** Line items added up, over all and by model; and who was paid. */
export interface Sums {
  readonly all: LineAdder;
  readonly byModel: ReadonlyMap<string, LineAdder>;
  readonly payees: ReadonlyMap<string, Payee>;
}

/** A strategy with its sums, its prices and what its quality rests on. */
export function summaryRow(way: Way, report: Report, run: RunFile, { byModel, payees }: Sums): SummaryRow {
  const { models } = way;
  const sums = way.basis === 'certified' ? null : (byModel.get(models[0]!) ?? new LineAdder()).total();
  const prices = models.map((model) => payees.get(model)?.price);
  const unique = (texts: readonly (string | undefined)[]): string | null =>
    [...new Set(texts.filter((text) => text !== undefined))].join('; ') || null;
  return {
    ...way,
    sums,
    run_id: run.id,
    dataset: report.run.dataset,
    quality_basis: basisOf(way, report),
    price_source: unique(prices.map((price) => price?.catalogue ?? price?.source_note ?? price?.source)),
    price_date: unique(prices.map((price) => price?.date)),
  };
}

const WEAKEST = ['not_validated', 'validated', 'corrected', 'exact'];

/** What the quality of a strategy rests on: the weakest basis of the models that it uses. Where it is not corrected itself, correcting them helps it nothing. */
function basisOf({ basis, corrected, models }: Way, report: Report): string {
  if (basis === 'certified' && corrected) return 'corrected';
  const own = report.standings.filter(({ model }) => models.includes(model));
  const bases = own.map((one) => qualityBasis(corrected ? one : { ...one, corrected: null }, report));
  return WEAKEST.find((weakest) => bases.some((one) => one === weakest)) ?? 'exact';
}

/** Without a volume of the user's, the weights of the dataset are one. */
export function withVolume(inputs: FinanceInputs, weight: string | null): FinanceInputs {
  if (inputs.monthly_tasks !== null || weight === null) return inputs;
  return { ...inputs, monthly_tasks: weight, volume_source: 'weights' };
}

/** Strategy x scenario, each with what it takes for granted. */
export function projectionRows(
  summary: readonly SummaryRow[],
  inputs: FinanceInputs,
  run: RunFile,
  { all, byModel, payees }: Sums,
  byHour: WaysByHour | undefined,
): readonly ProjectionRow[] {
  const benchmark = all.total();
  const byName = new Map(summary.map((row) => [row.strategy, row]));
  return projections(summary, inputs, benchmark.paid_usd, byHour).map((row) => {
    const way = byName.get(row.strategy)!;
    const { models, price_source, price_date, basis, tasks } = way;
    const unknown = models.reduce((sum, model) => sum + (byModel.get(model)?.total().cost_unknown ?? 0), 0);
    const assumed = {
      price_source,
      price_date,
      basis,
      tasks,
      cost_unknown: unknown,
      benchmark,
      strategy_recorded: models.every((model) => payees.get(model)?.elsewhere),
      by_hour: byHour !== undefined,
      recorded: [...payees.values()].every(({ elsewhere }) => elsewhere),
    };
    return { ...row, run_id: run.id, price_source, price_date, assumptions: assumptions(inputs, assumed) };
  });
}
