import type { Headline, Report } from '../report_types.ts';
import type { AdaptivePlan, Course, WholeVerdict } from './adaptive_types.ts';

/** Verdicts of the headline that leave room: they name a candidate, and not the whole workload. */
const OPEN: readonly Headline['verdict'][] = ['certified', 'nothing_certified', 'too_few_tasks', 'cost_unknown'];

/** The smallest floor at which this candidate is certainly good enough, with what all of the workload costs; undefined where there is none, or nothing to save. */
function verdictOf({ candidate, floors }: Course, plan: AdaptivePlan, { standings, run }: Report) {
  const found = floors.find(({ verdict }) => verdict === 'non_inferior');
  if (!found || found.look === null) return undefined;
  const cost = (of: string) => standings.find(({ model }) => model === of)?.cost_per_task_usd ?? null;
  const [before, after] = [cost(run.reference), cost(candidate)];
  const saving = before === null || after === null ? null : 1 - Number(after) / Number(before);
  if (saving !== null && !(saving > 0)) return undefined;
  const at = { candidate, floor: found.floor, look: found.look, tasks: plan.looks[found.look - 1]!.tasks };
  return { ...at, cost_before_usd: before, cost_after_usd: after, saving };
}

/**
 * The verdict on the whole workload that leads the answer, where it says more than the certified share: half of the tasks of a run that stopped may be too few
 * to certify what all of them show. The headline's candidate first; another only where the headline certifies nothing: the smallest floor, then the largest saving.
 */
export function leadingWhole(report: Report, plan: AdaptivePlan, courses: readonly Course[]): WholeVerdict | null {
  const { headline, run, shares } = report;
  const isOther = courses.some(({ candidate }) => candidate === run.reference);
  if (plan.lifted || isOther || !OPEN.includes(headline.verdict)) return null;
  const verdicts = courses.flatMap((course) => verdictOf(course, plan, report) ?? []);
  const own = verdicts.find(({ candidate }) => candidate === headline.candidate);
  const certified = shares[headline.share ?? -1]?.certified?.task_share ?? 0;
  if (certified === 1) return null;
  if (certified > 0) return own !== undefined && own.floor <= (headline.floor ?? 0) ? own : null;
  const [best] = verdicts.toSorted((a, b) => a.floor - b.floor || (b.saving ?? 0) - (a.saving ?? 0));
  return own ?? best ?? null;
}
