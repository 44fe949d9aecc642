import { followPlan, idleCells } from '../analysis/adaptive/adaptive.ts';
import { withAdaptive } from '../analysis/adaptive/with_adaptive.ts';
import type { StudyInput } from '../analysis/detail_types.ts';
import { analyse } from '../analysis/report.ts';
import type { Report } from '../analysis/report_types.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { comparisonOf } from './adaptive_plan.ts';
import { joinJournals } from './join.ts';
import { judgingFacts } from './judging/facts.ts';
import type { Ledger } from './ledger.ts';
import { listPrices } from './list_prices.ts';
import { studyInput } from './study_input.ts';

export interface ReportOptions {
  /** Fractions, in place of the run's own. */
  readonly floors?: readonly number[];
  /** In place of the run's own. */
  readonly reference?: string;
  /** Also what pictures need, and the share in full: routers, cascades, portfolios, noise, the claims. */
  readonly detail?: true;
}

/** A report, and the cells that it was made of. */
export interface Reported {
  readonly report: Report;
  readonly ledger: Ledger;
}

/** The report of a run: a function of its folder, never stored. */
export async function reportOf(
  folder: RunFolder,
  run: RunFile,
  options: ReportOptions = {},
): Promise<Reported & { readonly torn: number }> {
  const { ledger, torn } = await joinJournals(folder);
  const study = options.detail && (await studyInput(folder, run));
  return { report: reportFrom(ledger, run, options, study), ledger, torn };
}

/** The same report by whoever has kept the ledger while the journals were written; in detail where what that needs is given. */
export function reportFrom(
  ledger: Ledger,
  run: RunFile,
  options: Omit<ReportOptions, 'detail'> = {},
  study?: StudyInput,
): Report {
  const judging = judgingFacts(run, ledger);
  const report = analyse(ledger.trials(), {
    run: {
      id: run.id,
      dataset: run.dataset.name ?? run.dataset.path,
      dataset_sha256: run.dataset.sha256,
      started_at: run.started_at,
      ...(run.ended_at === undefined ? {} : { finished_at: run.ended_at }),
      scorers: run.scorers,
    },
    reference: options.reference ?? run.reference,
    models: run.models.map((model) => model.id),
    quality_floors: options.floors ?? run.quality_floors,
    seed: run.seed,
    tasks: run.dataset.tasks,
    repeats: run.repeats,
    ...(judging ? { judging } : {}),
    list_prices: listPrices(run),
    ...(study ? { detail: true, study } : {}),
  });
  const { adaptive: plan } = run;
  if (!plan) return report;
  const courses = followPlan(ledger.trials(), plan, comparisonOf(run));
  return withAdaptive(report, plan, courses, idleCells(ledger.trials(), plan, courses));
}
