import type { ReportFinding } from '../finding_types.ts';
import type { Report } from '../report_types.ts';
import type { Share } from '../share_types.ts';
import { roundedUsd } from '../standing.ts';
import type { Standing } from '../standing_types.ts';
import { type Idle, tasksNeeded } from './adaptive.ts';
import type { AdaptivePlan, Course, Spared } from './adaptive_types.ts';
import { leadingWhole } from './whole.ts';

function sparedOf({ model, not_run, cost_per_task_usd }: Standing, still: number, repeats: number): Spared {
  const calls = not_run - still;
  const usd = cost_per_task_usd === null ? null : roundedUsd((Number(cost_per_task_usd) * calls) / repeats);
  return { model, calls, usd };
}

const NONE: Idle = { unscored: 0, failed: 0 };

/** The row with only what is needed counted as missing; `most`: cells that the plan does not need. */
function excused(row: Standing, most: number, { unscored, failed }: Idle): Standing {
  const calls = Math.min(row.not_run, most);
  return {
    ...row,
    unscored: row.unscored - unscored,
    failed: row.failed - failed,
    not_run: row.not_run - calls,
    spared: calls + unscored + failed,
  };
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
    return isWhole(row) ? [] : [{ ...finding, trials: finding.trials - (row.spared ?? 0), quality_bounds: null }];
  };
}

/** A task that chance left out says nothing for or against a candidate: there is nothing to bound. */
function unbounded(share: Share, rows: readonly Standing[]): Share {
  const both = rows.filter(({ model }) => model === share.candidate || model === share.reference);
  return both.every(isWhole) ? { ...share, bounds: null } : share;
}

/** The report of a run that may stop early: cells that its plan does not need are not missing, and what was spared is told. */
export function withAdaptive(
  report: Report,
  plan: AdaptivePlan,
  courses: readonly Course[],
  idle: ReadonlyMap<string, Idle>,
): Report {
  const { tasks, repeats } = report.run;
  const standings = report.standings.map((row) =>
    excused(row, (tasks - tasksNeeded(row.model, courses, plan)) * repeats, idle.get(row.model) ?? NONE),
  );
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
      spared: report.standings.map((row, i) => sparedOf(row, standings[i]!.not_run, repeats)),
      whole: leadingWhole(report, plan, courses),
    },
  };
}
