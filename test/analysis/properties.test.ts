import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/analysis/report_types.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { shuffled, trial, uniform } from './trials.ts';
import { report } from './workload.ts';

const NAMES = ['strong', 'weak', 'other'];

/** A run of three models over some tasks: scores, costs, segments, weights, and gaps. */
const runs = fc
  .record({
    tasks: fc.integer({ min: 1, max: 40 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
    graded: fc.boolean(),
    weighted: fc.boolean(),
    gaps: fc.constantFrom(0, 0.02, 0.3),
  })
  .map(({ tasks, seed, graded, weighted, gaps }) => {
    const draw = uniform(seed);
    const trials = Array.from({ length: tasks }, (_, i) => {
      const common = { segment: `s${Math.floor(draw() * 3)}`, weight: weighted ? 0.5 + draw() : 1 };
      return NAMES.map((name, m) => {
        const score = graded ? Math.round(draw() * 10) / 10 : draw() < 0.6 + 0.1 * m ? 1 : 0;
        const usd = (Math.ceil(draw() * 5) * (3 - m) * 0.001).toFixed(3);
        const cost = { state: 'known', usd, source: 'config' } as const;
        return trial(`t${i}`, name, draw() < gaps ? undefined : score, { ...common, cost });
      });
    }).flat();
    return { tasks, trials, draw };
  });

const of = (trials: readonly Trial[], tasks: number, models = NAMES) =>
  report(trials, tasks, { models, reference: models[0]! });

/** The report with the models called otherwise. */
function renamed(made: Report, names: Readonly<Record<string, string>>): unknown {
  return JSON.parse(JSON.stringify(made), (_, value) => (typeof value === 'string' ? (names[value] ?? value) : value));
}

const LOOK = { numRuns: 40 };

describe('properties of a whole report', () => {
  it('no point of the frontier is dominated; every other one is, and says by whom', () => {
    fc.assert(
      fc.property(runs, ({ trials, tasks }) => {
        const { points, pareto } = of(trials, tasks).frontier;
        for (const p of points) {
          const [cost, quality] = [Number(p.cost_per_task_usd), p.quality];
          // Costs are rounded to 12 digits: a difference below that is a tie.
          const ahead = points.filter((o) => Number(o.cost_per_task_usd) <= cost && o.quality > quality + 1e-9);
          if (pareto.includes(p.model)) expect(ahead).toEqual([]);
          if (ahead.length > 0) expect(pareto).not.toContain(p.model);
          if (p.beaten_by !== null) expect(pareto).toContain(p.beaten_by.by);
          expect(p.beaten_by === null || !pareto.includes(p.model)).toBe(true);
          expect(p.hull_frequency).toBeLessThanOrEqual(p.pareto_frequency);
        }
      }),
      LOOK,
    );
  });
  it('the order of the trials changes nothing', () => {
    fc.assert(
      fc.property(runs, ({ trials, tasks, draw }) => {
        expect(of(shuffled(trials, draw), tasks)).toEqual(of(trials, tasks));
      }),
      LOOK,
    );
  });
  it('other names change nothing but the names', () => {
    const names = { strong: 'zeta', weak: '__proto__', other: 'alpha' };
    fc.assert(
      fc.property(runs, ({ trials, tasks }) => {
        const called = (model: string) => names[model as keyof typeof names];
        const others = trials.map((one) => ({ ...one, model: called(one.model) }));
        expect(of(others, tasks, NAMES.map(called))).toEqual(renamed(of(trials, tasks), names));
      }),
      LOOK,
    );
  });
  it('a duplicate of the reference: no difference, and no claim of one', () => {
    fc.assert(
      fc.property(runs, ({ trials, tasks }) => {
        const own = trials.filter(({ model }) => model === 'strong');
        if (own.every(({ score }) => score === undefined)) return;
        const made = of([...own, ...own.map((one) => ({ ...one, model: 'weak' }))], tasks, ['strong', 'weak']);
        for (const share of made.shares) {
          expect(share.delta).toBe(0);
          expect(share.delta_low!).toBeLessThan(0);
          expect(share.delta_high!).toBeGreaterThan(0);
          expect([null, 1]).toContain(share.mcnemar_p);
          expect(share.certified?.saving ?? 0).toBe(0);
        }
        expect(['certified', 'whole_workload']).not.toContain(made.headline.verdict);
        const { points, pareto } = made.frontier;
        expect(pareto).toHaveLength(points.length);
        for (const { pareto_frequency, beaten_by } of points) {
          expect(beaten_by).toBeNull();
          expect(pareto_frequency).toBe(points[0]!.pareto_frequency);
        }
        expect(made.findings.filter(({ code }) => code === 'segment_out_of_line')).toEqual([]);
      }),
      LOOK,
    );
  });
});
