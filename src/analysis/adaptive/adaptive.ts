import type { Trial } from '../../domain/trial.ts';
import { upperTail } from '../stats/group_sequential.ts';
import { noninferiorityP } from '../stats/noninferiority.ts';
import type { AdaptivePlan, Course, FloorCourse } from './adaptive_types.ts';
import { type Evidence, Gathering, Sheet } from './evidence.ts';
import { lookOf } from './looks.ts';
import { placeOf } from './order.ts';

/** Who is compared with whom, and at which floors (fractions). */
export interface Comparison {
  readonly models: readonly string[];
  readonly reference: string;
  readonly floors: readonly number[];
  readonly repeats: number;
}

/**
 * What this look makes certain: the test of non-inferiority, and the same test with the roles exchanged. The second is about the upper tail of few losses,
 * which is longer than the normal's: without the guard a candidate that never gains is called inferior in up to 6.2 % of cases.
 */
function decide(open: FloorCourse, { noWorse, worse, method }: Evidence, bound: number, look: number): FloorCourse {
  const { floor } = open;
  const limit = upperTail(bound);
  if (noninferiorityP(noWorse, method, floor) <= limit) return { floor, verdict: 'non_inferior', look };
  if (noninferiorityP(worse, method, -floor, 'always') <= limit) return { floor, verdict: 'inferior', look };
  return open;
}

function courseOf(candidate: string, gathering: Gathering, plan: AdaptivePlan, floors: readonly number[]): Course {
  let [taken, tasks] = [0, 0];
  let verdicts: readonly FloorCourse[] = floors.map((floor) => ({ floor, verdict: 'open', look: null }));
  const at = (state: Course['state']): Course => ({ candidate, state, looks: taken, tasks, floors: verdicts });
  for (const [i, planned] of plan.looks.entries()) {
    if (!gathering.isIn(i, planned.tasks - tasks)) return at('under_way');
    const evidence = gathering.add(i);
    [taken, tasks] = [i + 1, planned.tasks];
    verdicts = verdicts.map((one) => (one.verdict === 'open' ? decide(one, evidence, planned.bound, taken) : one));
    if (verdicts.every(({ verdict }) => verdict !== 'open')) return at('decided');
  }
  return at('undecided');
}

/**
 * How far each candidate has come, from a run's trials alone: every look that is complete is taken in its turn, and a verdict stands once it was given.
 * What was asked and has no verdict counts against either claim.
 */
export function followPlan(
  trials: Iterable<Trial>,
  plan: AdaptivePlan,
  { models, reference, floors, repeats }: Comparison,
): readonly Course[] {
  const sheet = new Sheet(plan, models, trials);
  const ascending = floors.toSorted((a, b) => a - b);
  return models.flatMap((model, i) =>
    model === reference
      ? []
      : [courseOf(model, new Gathering(sheet, i, models.indexOf(reference), repeats), plan, ascending)],
  );
}

/** Cells without a verdict that nobody needs any more. */
export interface Idle {
  readonly unscored: number;
  readonly failed: number;
}

/** By model, what was asked beyond the look that decided and has no verdict: left by a run that had to go on where one that was taken up again need not. */
export function idleCells(
  trials: Iterable<Trial>,
  plan: AdaptivePlan,
  courses: readonly Course[],
): ReadonlyMap<string, Idle> {
  const idle = new Map<string, Idle>();
  const needed = new Map<string, number>();
  for (const { task_id, model, score, status } of trials) {
    if (score !== undefined) continue;
    if (!needed.has(model)) needed.set(model, tasksNeeded(model, courses, plan));
    if (plan.looks[lookOf(placeOf(task_id, plan.seed), plan)]!.tasks <= needed.get(model)!) continue;
    const { unscored, failed } = idle.get(model) ?? { unscored: 0, failed: 0 };
    idle.set(model, status === 'failed' ? { unscored, failed: failed + 1 } : { unscored: unscored + 1, failed });
  }
  return idle;
}

/** How many tasks, in the plan's order, a model has to be asked: the reference as many as any candidate. */
export function tasksNeeded(model: string, courses: readonly Course[], plan: AdaptivePlan): number {
  const all = plan.looks.at(-1)?.tasks ?? 0;
  if (plan.lifted) return all;
  const needed = (course: Course): number => (course.state === 'decided' ? course.tasks : all);
  const own = courses.find(({ candidate }) => candidate === model);
  return own ? needed(own) : Math.max(0, ...courses.map(needed));
}
