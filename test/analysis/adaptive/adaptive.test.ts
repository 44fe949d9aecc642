import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followPlan, idleCells, tasksNeeded } from '../../../src/analysis/adaptive/adaptive.ts';
import type { AdaptivePlan, Course } from '../../../src/analysis/adaptive/adaptive_types.ts';
import { lookOf } from '../../../src/analysis/adaptive/looks.ts';
import { placeOf } from '../../../src/analysis/adaptive/order.ts';
import { tangoZ } from '../../../src/analysis/stats/paired.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { idsOf, planFor, trialOf } from './bench.ts';

const N = 200;
const IDS = idsOf(N);
const PLAN = planFor(IDS, 'obrien_fleming');
const lookOfId = (id: string, plan: AdaptivePlan = PLAN) => lookOf(placeOf(id, plan.seed), plan);

function follow(trials: readonly Trial[], floors: readonly number[] = [0.05], repeats = 1): Course {
  const [course] = followPlan(trials, PLAN, { models: ['r', 'c'], reference: 'r', floors, repeats });
  return course!;
}

/** Candidate and reference on every task. */
function both(scoreOf: (id: string, i: number) => readonly [number | undefined, number | undefined]): Trial[] {
  return IDS.flatMap((id, i) => [trialOf(id, 'c', scoreOf(id, i)[0]), trialOf(id, 'r', scoreOf(id, i)[1])]);
}

/** Slow and obvious: at each look counts losses and gains from the start, and asks Tango's statistic with the guard. */
function byHand(trials: readonly Trial[], floor: number): readonly [string, number | null] {
  const score = (id: string, model: string) => trials.find((t) => t.task_id === id && t.model === model)?.score;
  for (const [k, { tasks, bound }] of PLAN.looks.entries()) {
    const ids = IDS.filter((id) => lookOfId(id) <= k);
    const pairs = ids.map((id) => [score(id, 'c')!, score(id, 'r')!] as const);
    const losses = pairs.filter(([c, r]) => c < r).length;
    const gains = pairs.filter(([c, r]) => c > r).length;
    const few = losses + gains < 25 ? 0.5 : 0;
    if (tangoZ(tasks, losses + few, Math.max(0, gains - few), -floor) >= bound) return ['non_inferior', k + 1];
    if (tangoZ(tasks, gains + 0.5, Math.max(0, losses - 0.5), floor) >= bound) return ['inferior', k + 1];
  }
  return ['open', null];
}

describe('following the plan', () => {
  it('gives the verdicts of a slow count, look by look', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { minLength: N, maxLength: N }), fc.nat(50), fc.nat(30), (dice, lost, won) => {
        const trials = both((_, i) => (dice[i]! < lost ? [0, 1] : dice[i]! < lost + won ? [1, 0] : [1, 1]));
        const [found] = follow(trials).floors;
        expect([found?.verdict, found?.look]).toEqual(byHand(trials, 0.05));
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('stops once all floors have a verdict; one that stands is not taken back', () => {
    // Right at first, all wrong in the last two looks.
    const trials = both((id) => [lookOfId(id) < 8 ? 1 : 0, 1]);
    const { state, floors } = follow(trials, [0.05, 0.02]);
    expect(state).toBe('decided');
    expect(floors.map(({ floor, verdict }) => [floor, verdict])).toEqual([
      [0.02, 'inferior'],
      [0.05, 'non_inferior'],
    ]);
    expect(floors[1]!.look!).toBeLessThan(floors[0]!.look!);
  });

  it('does not depend on the order of the trials', () => {
    const trials = both((_, i) => [i % 7 === 0 ? 0 : 1, i % 11 === 0 ? 0 : 1]);
    expect(follow(trials.toReversed())).toEqual(follow(trials));
  });

  it('waits for a look until every cell of both models was asked', () => {
    const third = IDS.find((id) => lookOfId(id) === 2)!;
    for (const model of ['c', 'r']) {
      const trials = both(() => [1, 1]).filter((trial) => trial.task_id !== third || trial.model !== model);
      expect(follow(trials)).toMatchObject({ state: 'under_way', looks: 2, tasks: 40 });
    }
    expect(follow([])).toMatchObject({ state: 'under_way', looks: 0, tasks: 0 });
  });

  it('what has no verdict counts against either claim', () => {
    // A third without verdict: within 5 points if all were right, far below if all were wrong.
    const open = follow(both((_, i) => [i % 3 === 0 ? undefined : 1, 1]));
    expect(open).toMatchObject({ state: 'undecided', looks: 10, floors: [{ verdict: 'open', look: null }] });
    expect(follow(both(() => [1, 1]))).toMatchObject({ state: 'decided', floors: [{ verdict: 'non_inferior' }] });
    expect(follow(both((_, i) => [i % 3 === 0 ? 0 : 1, 1]))).toMatchObject({ floors: [{ verdict: 'inferior' }] });
    // The reference's count against the claim too.
    expect(follow(both((_, i) => (i % 3 === 0 ? [0, undefined] : [1, 1]))).state).toBe('undecided');
  });

  it('takes the mean of a task over its repeats, and one repeat that is missing against the claim', () => {
    const twice = (scores: readonly (number | undefined)[]) =>
      IDS.flatMap((id) => [
        ...scores.map((score, repeat) => trialOf(id, 'c', score, { repeat })),
        ...[1, 1].map((score, repeat) => trialOf(id, 'r', score, { repeat })),
      ]);
    expect(follow(twice([1, 1]), [0.05], 2)).toMatchObject({ floors: [{ verdict: 'non_inferior' }] });
    expect(follow(twice([1, 0]), [0.05], 2)).toMatchObject({ floors: [{ verdict: 'inferior' }] });
    expect(follow(twice([1, undefined]), [0.05], 2)).toMatchObject({ floors: [{ verdict: 'open' }] });
    expect(follow(twice([1]), [0.05], 2)).toMatchObject({ state: 'under_way', looks: 0 });
  });

  it('weighs tasks', () => {
    const heavy = (id: string) => ({ weight: lookOfId(id) === 0 ? 50 : 1 });
    const trials = IDS.flatMap((id) => [
      trialOf(id, 'c', lookOfId(id) === 0 ? 0 : 1, heavy(id)),
      trialOf(id, 'r', 1, heavy(id)),
    ]);
    // A tenth of the tasks is lost, and nearly all of the weight.
    expect(follow(trials, [0.3])).toMatchObject({ floors: [{ verdict: 'inferior' }] });
  });
});

describe('who needs how much', () => {
  const course = (candidate: string, state: Course['state'], tasks: number): Course => ({
    candidate,
    state,
    looks: tasks / 20,
    tasks,
    floors: [],
  });
  const courses = [course('a', 'decided', 60), course('b', 'decided', 120)];

  it('a candidate as far as it was decided, the reference as far as any of them', () => {
    expect(['a', 'b', 'r'].map((model) => tasksNeeded(model, courses, PLAN))).toEqual([60, 120, 120]);
    const open = [...courses, course('c', 'under_way', 20)];
    expect(['a', 'c', 'r'].map((model) => tasksNeeded(model, open, PLAN))).toEqual([60, N, N]);
    expect(tasksNeeded('a', courses, { ...PLAN, lifted: true })).toBe(N);
  });

  it('cells without a verdict beyond that are idle', () => {
    const trials = IDS.flatMap((id) => [
      trialOf(id, 'a', undefined, { status: 'failed' }),
      trialOf(id, 'b', undefined),
      trialOf(id, 'r', 1),
    ]);
    expect([...idleCells(trials, PLAN, courses)]).toEqual([
      ['a', { unscored: 0, failed: 140 }],
      ['b', { unscored: 80, failed: 0 }],
    ]);
  });
});
