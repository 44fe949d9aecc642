import type { CandidatePlan, Decides, DiscordanceSource, Plan } from '../analysis/plan/plan_types.ts';
import { dollarsInWords } from './money.ts';
import { count, counted, percent, points } from './numbers.ts';
import { inert } from './text.ts';

/** What each floor takes, said before a run spends anything; floors ascending, each with its tasks where the models differ on a share `usual` of them. */
export function planForecastWords(
  tasks: number,
  floors: readonly { readonly floor: number; readonly tasks: number }[],
  most: number | null,
  usual: number,
): string {
  const largest = points(floors.at(-1)!.floor);
  const now =
    most === null
      ? `cannot certify ${largest}, not even without one difference`
      : `can certify ${largest} where the models differ on up to ${shareDown(most)} of them`;
  const taken = floors.toReversed().map(({ floor, tasks: n }) => `${points(floor)} ${takes(floor)} ${count(n)}`);
  return `plan: ${counted(tasks, 'task')} ${now}; at ${percent(usual)}, ${taken.join(', ')} (bench plan)`;
}

function takes(floor: number): string {
  return points(floor) === '1 point' ? 'takes' : 'take';
}

/** A share of tasks that is allowed: rounded down to a tenth of a percent. */
function shareDown(fraction: number): string {
  return percent(Math.floor(fraction * 1000 + 1e-9) / 1000, 1);
}

/** A floor that can be decided: rounded up to a tenth of a point. */
export function floorUp(floor: number | null): string {
  return floor === null ? 'none' : String(Math.ceil(floor * 1000 - 1e-6) / 10);
}

/** The same with its unit. */
export function floorWords(floor: number | null): string {
  return floor === null ? 'none' : `${floorUp(floor)} points`;
}

export const DECIDES_WORDS: Readonly<Record<Decides, string>> = {
  certified: 'enough',
  whole: 'one test',
  nothing: 'too few',
};

export const SOURCE_WORDS: Readonly<Record<DiscordanceSource, string>> = {
  measured: 'measured',
  given: 'as given',
  assumed: 'assumed',
};

/** Exact to what is known of one task. */
export function costOf(perTask: string | null, tasks: number | null): string | null {
  return perTask === null || tasks === null ? null : String(Number((Number(perTask) * tasks).toPrecision(12)));
}

/** The candidate that takes the fewest tasks: what can be known first. */
function easiest(candidates: readonly CandidatePlan[]): CandidatePlan | undefined {
  return candidates.toSorted((a, b) => a.discordance - b.discordance)[0];
}

/** The answer in one sentence that can be pasted. */
export function planSentence(plan: Plan): string {
  const first = easiest(plan.candidates);
  if (first === undefined) return 'Nothing to plan: there is no model beside the reference.';
  const open = first.floors.find(({ decides }) => decides !== 'certified');
  const reference = inert(plan.reference);
  // Nothing tells candidates apart of which nothing is known.
  const isAny =
    plan.candidates.length > 1 &&
    plan.candidates.every((one) => one.source !== 'measured' && one.discordance === first.discordance);
  const name = isAny ? 'a candidate' : inert(first.candidate);
  const as = plan.difference === 0 ? 'if it is as good' : `if it is ${points(-plan.difference)} worse`;
  const have = counted(plan.tasks, 'task');
  if (open === undefined)
    return `${have} are enough to certify ${name} within ${points(first.floors[0]?.floor ?? 0)} of ${reference}, ${as}.`;
  const now =
    first.smallest_floor === null
      ? `cannot certify ${name} at any floor below ${reference}, even ${as}`
      : `can certify ${name} within ${floorWords(first.smallest_floor)} of ${reference}, ${as}`;
  if (open.tasks === null) return `${have} ${now}; ${points(open.floor)} cannot be shown by any number of tasks.`;
  const [dollars] = dollarsInWords([costOf(plan.cost_per_task_usd, open.tasks)]);
  const cost = dollars === 'unknown' ? '' : `, about ${dollars} in all`;
  return `${have} ${now}; ${points(open.floor)} ${takes(open.floor)} ${count(open.tasks)} tasks${cost}.`;
}
