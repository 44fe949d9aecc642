import type { AppliedRoute, RouteTest } from '../analysis/routing/applied_route.ts';
import type { SavedRoute } from '../analysis/routing/saved_route.ts';
import { NOT_VALIDATED } from './judge_words.ts';
import { wrap } from './measure.ts';
import { dollarsInWords, perThousand } from './money.ts';
import { count, counted, interval, percent, percentDown, points } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { segmentName } from './route.ts';
import { alignedTable } from './terminal.ts';
import { inert } from './text.ts';
import { trialsCsv } from './trials_csv.ts';

const COLUMNS = [
  { head: 'goes to', align: 'left', elastic: true },
  { head: 'tasks', align: 'right' },
  { head: 'share', align: 'right' },
] as const;

/** How many unknown segments are named. */
const MOST_NAMED = 5;

/** What a route makes of tasks, and where outcomes are known, whether its promise holds on them. Ends with a newline. */
export function appliedText(route: SavedRoute, applied: AppliedRoute, { width, color }: RenderOptions): string {
  const { tasks, moved_tasks: moved, task_share: share, test } = applied;
  const rows = [
    [inert(route.candidate), count(moved), percent(share)],
    [inert(route.reference), count(tasks - moved), percent(1 - share)],
  ];
  const lines = [
    `route of run ${inert(route.run)} by ${route.router.kind}, certified within ${points(route.floor)}`,
    ...unknown(applied),
    ...(test ? testNotes(test) : [estimated(route, applied)]),
  ];
  const [first, ...rest] = lines.map((line) => wrap(line, width).join('\n'));
  const answer = test ? [verdict(route, test)] : [];
  return [first, alignedTable(rows, COLUMNS, { width, paintHead: color.bold }), ...rest, ...answer, ''].join('\n');
}

function unknown({ unknown_segments: segments }: AppliedRoute): readonly string[] {
  if (segments.length === 0) return [];
  const named = segments
    .slice(0, MOST_NAMED)
    .map(({ segment, tasks }) => `${inert(segmentName(segment))} (${counted(tasks, 'task')})`);
  const more = segments.length > MOST_NAMED ? ` and ${count(segments.length - MOST_NAMED)} more` : '';
  return [`the route knows nothing of ${named.join(', ')}${more}: these stay`];
}

function estimated({ certified, run }: SavedRoute, { estimate }: AppliedRoute): string {
  const was = `certified on run ${inert(run)}: ${percentDown(certified.task_share)} of tasks, ${percent(certified.saving)} less`;
  if (estimate === null) return `${was}; what it saves here is unknown, because costs are.`;
  const [before, after] = dollarsInWords([perThousand(estimate.cost_before_usd), perThousand(estimate.cost_after_usd)]);
  return `${was}; here, if a task costs what it cost there: ${before} -> ${after} per 1,000 tasks, ${lessOrMore(estimate.saving)} (an estimate: nobody was asked).`;
}

function lessOrMore(saving: number): string {
  return `${percent(Math.abs(saving))} ${saving < 0 ? 'more' : 'less'}`;
}

function testNotes({ same_dataset, changed_models, missing_pairs, basis }: RouteTest): readonly string[] {
  return [
    ...(same_dataset
      ? ['warning: the route was learnt from half of these very tasks: this is no independent test']
      : []),
    ...(changed_models.length > 0
      ? [`warning: not what they were when the route was made: ${changed_models.map(inert).join(', ')}`]
      : []),
    ...(missing_pairs > 0 ? [`${counted(missing_pairs, 'task')} without a verdict of both models: left out`] : []),
    ...(basis === 'not_validated' ? [`${NOT_VALIDATED}: quality is as the judge sees it`] : []),
    ...(basis === 'corrected' ? ['quality is corrected by human labels'] : []),
  ];
}

/** The answer in one line. */
function verdict(route: SavedRoute, test: RouteTest): string {
  const { moved, delta_low, delta_high, noninferior_p: p, needed_pairs } = test;
  const words = { holds: 'holds', does_not: 'does not hold', undecided: 'is undecided' }[test.verdict];
  const quality = `quality ${percent(moved.quality_before, 1)} -> ${percent(moved.quality, 1)}`;
  const change = `difference ${interval(delta_low, delta_high)} points (95 %), one-sided p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}`;
  const [before, after] = dollarsInWords([perThousand(moved.cost_before_usd), perThousand(moved.cost_after_usd)]);
  const money =
    moved.saving === null ? 'saving unknown' : `${before} -> ${after} per 1,000 tasks, ${lessOrMore(moved.saving)}`;
  const more =
    needed_pairs === null
      ? ''
      : `; an estimated ${count(needed_pairs)} tasks would decide it if nothing is lost (here: ${count(moved.tested)})`;
  const own = test.same_dataset ? '; no independent test: half of these tasks taught it' : '';
  return `The route ${words} on run ${inert(test.run)} within ${points(route.floor)}: ${quality}, ${change}; ${money}${more}${own}.`;
}

/** `decisions.csv`: a row a task; numbers plain, and no text that a spreadsheet would compute. */
export function decisionsCsv({ decisions }: AppliedRoute): string {
  return trialsCsv(['task_id', 'model', 'score'], decisions);
}

/** Everything but the decisions in numbers. */
export function appliedDocument(route: SavedRoute, applied: AppliedRoute): object {
  const { decisions: _, ...rest } = applied;
  const { run, reference, candidate, floor, router, certified } = route;
  return {
    format: 'bench.routed/1',
    route: { run, reference, candidate, floor, router: router.kind, certified },
    ...rest,
  };
}
