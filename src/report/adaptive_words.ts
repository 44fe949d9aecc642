import type { Adaptive, Course, FloorCourse, WholeVerdict } from '../analysis/adaptive/adaptive_types.ts';
import type { Report } from '../analysis/report_types.ts';
import { dollarsInWords, perThousand } from './money.ts';
import { count, counted, percent, points } from './numbers.ts';

function verdictWords({ floor, verdict, look }: FloorCourse, last: number): string {
  const since = look === null || look === last ? '' : ` (since look ${look})`;
  if (verdict === 'open') return `not certain at ${points(floor)}`;
  return verdict === 'non_inferior' ? `within ${points(floor)}${since}` : `more than ${points(floor)} below${since}`;
}

/** `cheap: decided at look 3 of 10, after 60 tasks: within 5 points`. */
export function courseWords({ candidate, state, looks, tasks, floors }: Course, planned: number): string {
  const at = `look ${looks} of ${planned}, after ${counted(tasks, 'task')}`;
  const verdicts = floors.map((one) => verdictWords(one, looks)).join(', ');
  if (state === 'decided') return `${candidate}: decided at ${at}: ${verdicts}`;
  if (looks === 0) return `${candidate}: the first of ${counted(planned, 'look')} is yet to come`;
  return state === 'undecided'
    ? `${candidate}: not decided by ${at}: ${verdicts}`
    : `${candidate}: at ${at}: ${verdicts}`;
}

function sparedWords({ spared, lifted }: Adaptive, run: string): string[] {
  if (lifted) return ['the rest was asked as well (--all)'];
  const some = spared.filter(({ calls }) => calls > 0);
  if (some.length === 0) return [];
  const amounts = dollarsInWords(some.map(({ usd }) => usd));
  const each = some.map(
    ({ model, calls, usd }, i) =>
      `${model} ${counted(calls, 'call')} (${usd === null ? 'cost unknown' : `about ${amounts[i]}`})`,
  );
  return [
    `saved: ${each.join(', ')}`,
    `the whole-workload verdicts above hold at 95 %; shares and qualities are of the tasks asked, and stopping early leans them to the side that stopped it: bench resume ${run} --all asks the rest`,
  ];
}

/** What stopping early came to, a sentence a line; nothing for runs that ask everything. */
export function adaptiveWords({ adaptive, run }: Pick<Report, 'adaptive' | 'run'>): string[] {
  if (!adaptive) return [];
  return [...adaptive.courses.map((course) => courseWords(course, adaptive.looks)), ...sparedWords(adaptive, run.id)];
}

function wholeMoney({ cost_before_usd, cost_after_usd, saving }: WholeVerdict): string {
  if (saving === null) return '; what that saves is unknown, because costs are';
  const [before, after] = dollarsInWords([perThousand(cost_before_usd), perThousand(cost_after_usd)]);
  return `: ${before} -> ${after} per 1,000 tasks, ${percent(saving)} less`;
}

/** The answer in one sentence where the plan's verdict leads; undefined where the certified share does. With several candidates the 5 % are of each, not of their choice. */
export function wholeSentence({ adaptive, run }: Pick<Report, 'adaptive' | 'run'>): string | undefined {
  if (!adaptive?.whole) return undefined;
  const { candidate, floor, look, tasks } = adaptive.whole;
  const many = adaptive.courses.length;
  const confidence = many > 1 ? `95 % confidence for each of ${count(many)} candidates alone` : '95 % confidence';
  const at = `look ${look} of ${adaptive.looks}, after ${counted(tasks, 'task')}`;
  return `${candidate} can take the whole workload from ${run.reference} within ${points(floor)} of quality (${confidence}; ${at})${wholeMoney(adaptive.whole)}.`;
}
