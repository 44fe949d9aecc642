import { describe, expect, it } from 'vitest';
import { followPlan } from '../../../src/analysis/adaptive/adaptive.ts';
import type { AdaptiveDesign, Course } from '../../../src/analysis/adaptive/adaptive_types.ts';
import { dice } from '../../../src/analysis/stats/random.ts';
import { noShared, outcomes } from '../shared.ts';
import { courseOver, drawPairs, idsOf, planFor, trialOf } from './bench.ts';

const DESIGNS: readonly AdaptiveDesign[] = ['obrien_fleming', 'haybittle_peto'];
/** The seeds are fixed: what passes once passes always. */
const MOST = 0.055;

interface Rates {
  readonly non_inferior: number;
  readonly inferior: number;
  readonly tasks: number;
}

function simulated(
  design: AdaptiveDesign,
  n: number,
  floor: number,
  losses: number,
  gains: number,
  draws: number,
): Rates {
  const ids = idsOf(n);
  const plan = planFor(ids, design);
  const draw = dice(n + Math.round(1000 * losses));
  const seen = { non_inferior: 0, inferior: 0, open: 0 };
  let tasks = 0;
  for (let i = 0; i < draws; i++) {
    const course = courseOver(plan, ids, drawPairs(n, losses, gains, draw), [floor]);
    seen[course.floors[0]!.verdict]++;
    tasks += course.tasks;
  }
  return { non_inferior: seen.non_inferior / draws, inferior: seen.inferior / draws, tasks: tasks / draws };
}

describe.each(DESIGNS)('%s: neither error beyond 5 %, where the candidate is exactly the floor below', (design) => {
  it.each([
    // n, floor, losses, gains
    [200, 0.05, 0.205, 0.155],
    [200, 0.05, 0.095, 0.045],
    [300, 0.02, 0.08, 0.06],
    [400, 0.05, 0.05, 0],
    [500, 0.02, 0.02, 0],
  ] as const)('%d tasks, floor %d, losses %d, gains %d', (n, floor, losses, gains) => {
    const rates = simulated(design, n, floor, losses, gains, n > 300 ? 1500 : 2500);
    expect(rates.non_inferior).toBeLessThanOrEqual(MOST);
    expect(rates.inferior).toBeLessThanOrEqual(MOST);
    // Not by never deciding anything.
    if (gains > 0) expect(rates.non_inferior + rates.inferior).toBeGreaterThan(0.05);
  });
});

describe('where the answer is clear', () => {
  it('it is found, with fewer tasks', () => {
    const equal = simulated('obrien_fleming', 400, 0.05, 0.07, 0.07, 500);
    expect(equal.non_inferior).toBeGreaterThan(0.75);
    expect(equal.tasks).toBeLessThan(0.8 * 400);
    const worse = simulated('obrien_fleming', 400, 0.05, 0.25, 0.05, 500);
    expect(worse.inferior).toBeGreaterThan(0.99);
    expect(worse.tasks).toBeLessThan(0.5 * 400);
  });
});

describe.skipIf(noShared)('pairs of models on swe-bench (skipped without ../shared)', () => {
  const rows = noShared
    ? []
    : outcomes('openhands/outcomes.csv').filter((row) => row.benchmark === 'swe-bench' && row.score !== '');
  const byModel = new Map<string, Record<string, string>[]>();
  for (const row of rows) byModel.set(row.model!, [...(byModel.get(row.model!) ?? []), row]);
  const whole = [...byModel].filter(([, its]) => its.length === 500);
  const quality = (model: string) => byModel.get(model)!.reduce((sum, row) => sum + Number(row.score), 0) / 500;
  const models = whole.map(([model]) => model).sort((a, b) => quality(b) - quality(a) || (a < b ? -1 : 1));
  const ids = [...new Set(rows.map((row) => row.task_id!))];
  const trials = models.map((model) =>
    byModel.get(model)!.map((row) => trialOf(row.task_id!, model, Number(row.score))),
  );

  /** Every reference with the candidates that are worse than it by less than `within`. */
  function courses(
    design: AdaptiveDesign,
    floors: readonly number[],
    within: number,
  ): readonly (Course & { readonly truth: number })[] {
    const plan = planFor(ids, design);
    return models.flatMap((reference, i) => {
      const some = models.map((_, j) => j).filter((j) => j >= i && quality(reference) - quality(models[j]!) < within);
      const comparison = { models: some.map((j) => models[j]!), reference, floors, repeats: 1 };
      const found = followPlan(
        some.flatMap((j) => trials[j]!),
        plan,
        comparison,
      );
      return found.map((course) => ({ ...course, truth: quality(course.candidate) - quality(reference) }));
    });
  }

  it('against the best model, as people would ask: about 70 % fewer tasks', () => {
    const plan = planFor(ids, 'obrien_fleming');
    const found = followPlan(trials.flat(), plan, { models, reference: models[0]!, floors: [0.05], repeats: 1 });
    const saved = 1 - found.reduce((sum, { tasks }) => sum + tasks, 0) / (500 * found.length);
    expect(saved).toBeGreaterThan(0.6);
    expect(saved).toBeLessThan(0.8);
    expect(found.every(({ state }) => state === 'decided')).toBe(true);
  });

  it.each([
    // Found: 24, 18, 15 and 13 % fewer. Where there is nothing to see (most pairs at 2 points) all 500 are needed.
    ['obrien_fleming', [0.05], 1, 0.2],
    ['haybittle_peto', [0.05], 1, 0.15],
    ['obrien_fleming', [0.02, 0.05], 1, 0.1],
    ['obrien_fleming', [0.05], 0.1, 0.1],
  ] as const)('%s at %j, candidates less than %d below: fewer tasks', (design, floors, within, least) => {
    const found = courses(design, floors, within);
    expect(found.length).toBeGreaterThan(500);
    const saved = 1 - found.reduce((sum, { tasks }) => sum + tasks, 0) / (500 * found.length);
    expect(saved).toBeGreaterThan(least);
    expect(saved).toBeLessThan(0.8);
    // All 500 tasks say the same of nearly all that was decided early.
    const wrong = found.flatMap(({ floors: verdicts, truth }) =>
      verdicts.filter(
        ({ verdict, floor }) =>
          (verdict === 'non_inferior' && truth <= -floor) || (verdict === 'inferior' && truth >= -floor),
      ),
    );
    expect(wrong.length).toBeLessThanOrEqual(0.05 * found.length);
  });
});
