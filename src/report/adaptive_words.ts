import type { Adaptive, Course, FloorCourse } from '../analysis/adaptive_types.ts';
import type { Report } from '../analysis/report_types.ts';
import { dollarsInWords } from './money.ts';
import { counted, points } from './numbers.ts';

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

function sparedWords({ spared, lifted }: Adaptive): string[] {
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
    'the whole-workload verdicts above hold at 95 %; shares and qualities are of the tasks asked, and stopping early leans them to the side that stopped it: bench resume --all asks the rest',
  ];
}

/** What stopping early came to, a sentence a line; nothing for runs that ask everything. */
export function adaptiveWords({ adaptive }: Pick<Report, 'adaptive'>): string[] {
  if (!adaptive) return [];
  return [...adaptive.courses.map((course) => courseWords(course, adaptive.looks)), ...sparedWords(adaptive)];
}
