import { tasksNeeded } from './adaptive.ts';
import type { AdaptivePlan, Course, Spared } from './adaptive_types.ts';
import type { ReportFinding } from './finding_types.ts';
import type { Report } from './report_types.ts';
import type { Share } from './share_types.ts';
import { roundedUsd } from './standing.ts';
import type { Standing } from './standing_types.ts';

function sparedOf({ model, spared = 0, cost_per_task_usd }: Standing, repeats: number): Spared {
  const usd = cost_per_task_usd === null ? null : roundedUsd((Number(cost_per_task_usd) * spared) / repeats);
  return { model, calls: spared, usd };
}

/** What is lacking of a model is only what nobody needs. */
function isWhole({ unscored, failed, not_run }: Standing): boolean {
  return unscored + failed + not_run === 0;
}

function without(rows: readonly Standing[]): (finding: ReportFinding) => readonly ReportFinding[] {
  const byModel = new Map(rows.map((row) => [row.model, row]));
  return (finding) => {
    if (finding.code !== 'verdicts_missing') return [finding];
    const row = byModel.get(finding.model);
    if (row === undefined) return [finding];
    return isWhole(row) ? [] : [{ ...finding, trials: finding.trials - (row.spared ?? 0) }];
  };
}

/** A task that chance left out says nothing for or against a candidate: there is nothing to bound. */
function unbounded(share: Share, rows: readonly Standing[]): Share {
  const both = rows.filter(({ model }) => model === share.candidate || model === share.reference);
  return both.every(isWhole) ? { ...share, bounds: null } : share;
}

/** The report of a run that may stop early: cells that its plan spares are not missing, and what was spared is told. */
export function withAdaptive(report: Report, plan: AdaptivePlan, courses: readonly Course[]): Report {
  const { tasks, repeats } = report.run;
  const standings = report.standings.map((row) => {
    const spared = Math.min(row.not_run, (tasks - tasksNeeded(row.model, courses, plan)) * repeats);
    return { ...row, not_run: row.not_run - spared, spared };
  });
  return {
    ...report,
    standings,
    shares: report.shares.map((share) => unbounded(share, standings)),
    findings: report.findings.flatMap(without(standings)),
    adaptive: {
      design: plan.design,
      looks: plan.looks.length,
      lifted: plan.lifted === true,
      courses,
      spared: standings.map((row) => sparedOf(row, repeats)),
    },
  };
}
