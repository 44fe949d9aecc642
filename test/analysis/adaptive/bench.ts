import { followPlan } from '../../../src/analysis/adaptive/adaptive.ts';
import type { AdaptiveDesign, AdaptivePlan, Course } from '../../../src/analysis/adaptive/adaptive_types.ts';
import { planLooks } from '../../../src/analysis/adaptive/looks.ts';
import { placeOf } from '../../../src/analysis/adaptive/order.ts';
import type { dice } from '../../../src/analysis/stats/random.ts';
import type { Trial } from '../../../src/domain/trial.ts';

const SEED = 1;

/** Ids t0, t1, ... */
export const idsOf = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `t${i}`);

export function planFor(ids: readonly string[], design: AdaptiveDesign, seed = SEED): AdaptivePlan {
  return planLooks(
    Float64Array.from(ids, (id) => placeOf(id, seed)),
    seed,
    design,
  );
}

/** A trial with this score, or with none. */
export function trialOf(task_id: string, model: string, score: number | undefined, more: Partial<Trial> = {}): Trial {
  const verdict = score === undefined ? { why: 'unreadable' } : { score };
  const cost = { state: 'unknown', why: 'no price' } as const;
  return { task_id, model, repeat: 0, segment: '', weight: 1, status: 'ok', cost, reused: false, ...verdict, ...more };
}

/** The course of one candidate over tasks with these scores. */
export function courseOver(
  plan: AdaptivePlan,
  ids: readonly string[],
  pairs: readonly (readonly [number, number])[],
  floors: readonly number[],
): Course {
  const trials = ids.flatMap((id, i) => [trialOf(id, 'c', pairs[i]![0]), trialOf(id, 'r', pairs[i]![1])]);
  const [course] = followPlan(trials, plan, { models: ['r', 'c'], reference: 'r', floors, repeats: 1 });
  if (!course) throw new Error('no candidate');
  return course;
}

/** Pairs [candidate, reference] of right and wrong: a loss and a gain with these probabilities. */
export function drawPairs(
  n: number,
  losses: number,
  gains: number,
  draw: ReturnType<typeof dice>,
): (readonly [number, number])[] {
  return Array.from({ length: n }, () => {
    const u = draw(1 << 30) / (1 << 30);
    return u < losses ? [0, 1] : u < losses + gains ? [1, 0] : [1, 1];
  });
}
