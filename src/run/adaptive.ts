import { followPlan } from '../analysis/adaptive/adaptive.ts';
import type { AdaptivePlan, Course } from '../analysis/adaptive/adaptive_types.ts';
import { lookOf } from '../analysis/adaptive/looks.ts';
import { placeOf } from '../analysis/adaptive/order.ts';
import type { Task } from '../domain/task.ts';
import { courseWords } from '../report/adaptive_words.ts';
import type { RunFile } from '../results/run_file.ts';
import { comparisonOf } from './adaptive_plan.ts';
import type { Ledger } from './ledger.ts';
import { type ReplayJob, ReplayState, replay } from './replay.ts';

/** Candidates that this look (from 0) needs: those that took all looks before it and were not decided by one of them. */
function candidatesAt(look: number, courses: readonly Course[]): readonly string[] {
  const isWanted = ({ state, looks }: Course): boolean => (state === 'decided' ? look < looks : look <= looks);
  return courses.filter(isWanted).map(({ candidate }) => candidate);
}

/** Asks look by look; who is decided is not asked further, and the reference not without a candidate. What was decided is read from the ledger: a run that is taken up again goes on as it was. */
export async function replayByLooks(
  job: ReplayJob,
  run: RunFile,
  plan: AdaptivePlan,
  ledger: Ledger,
  tell: (line: string) => void,
): Promise<void> {
  const state = new ReplayState(job);
  const follow = (): readonly Course[] => followPlan(ledger.trials(), plan, comparisonOf(run));
  let courses = follow();
  for (const look of plan.looks.keys()) {
    const candidates = candidatesAt(look, courses);
    if (candidates.length === 0) return;
    const asked = new Set([run.reference, ...candidates]);
    const wants: ReplayJob['wants'] = (task, model, repeat) => asked.has(model) && job.wants(task, model, repeat);
    await replay({ ...job, tasks: () => tasksOf(job, plan, look), wants }, state);
    const before = courses;
    courses = follow();
    for (const line of newlyDecided(before, courses, plan)) tell(line);
  }
}

async function* tasksOf(job: ReplayJob, plan: AdaptivePlan, look: number): AsyncGenerator<Task> {
  for await (const task of job.tasks()) if (lookOf(placeOf(task.id, plan.seed), plan) === look) yield task;
}

function newlyDecided(before: readonly Course[], after: readonly Course[], { looks }: AdaptivePlan): readonly string[] {
  return after
    .filter(({ state }, i) => state === 'decided' && before[i]?.state !== 'decided')
    .map((course) => courseWords(course, looks.length));
}
