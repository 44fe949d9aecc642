import { followPlan } from '../analysis/adaptive.ts';
import { withAdaptive } from '../analysis/adaptive_report.ts';
import { analyse } from '../analysis/report.ts';
import type { Report } from '../analysis/report_types.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { comparisonOf } from './adaptive_plan.ts';
import { joinJournals } from './join.ts';
import { judgingFacts } from './judging/facts.ts';
import type { Ledger } from './ledger.ts';

export interface ReportOptions {
  /** Fractions, in place of the run's own. */
  readonly floors?: readonly number[];
  /** In place of the run's own. */
  readonly reference?: string;
  /** Also what pictures need. */
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
  return { report: reportFrom(ledger, run, options), ledger, torn };
}

/** The same report by whoever has kept the ledger while the journals were written. */
export function reportFrom(ledger: Ledger, run: RunFile, options: ReportOptions = {}): Report {
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
    ...(options.detail ? { detail: true } : {}),
  });
  const { adaptive: plan } = run;
  return plan ? withAdaptive(report, plan, followPlan(ledger.trials(), plan, comparisonOf(run))) : report;
}
