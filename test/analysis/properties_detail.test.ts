import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VerifierColumn } from '../../src/analysis/cascade/cascade_types.ts';
import type { Report } from '../../src/analysis/report_types.ts';
import { splitTasks } from '../../src/analysis/split.ts';
import { tabulate } from '../../src/analysis/table.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { shuffled, trial, uniform } from './trials.ts';
import { report } from './workload.ts';

const NAMES = ['strong', 'weak', 'other'];
const FLOORS = [0.02, 0.05, 0.2];

interface Run {
  readonly tasks: number;
  readonly trials: readonly Trial[];
  readonly inputs: ReadonlyMap<string, string>;
  readonly trust: ReadonlyMap<string, { readonly trust: number; readonly cost_usd: number }>;
  readonly draw: () => number;
}

/** A run of three models with texts, repeats and a verifier: everything that the share in full looks at. */
const runs: fc.Arbitrary<Run> = fc
  .record({
    tasks: fc.integer({ min: 2, max: 60 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
    graded: fc.boolean(),
    weighted: fc.boolean(),
    repeats: fc.constantFrom(1, 1, 3),
    gaps: fc.constantFrom(0, 0.1),
  })
  .map(({ tasks, seed, graded, weighted, repeats, gaps }) => {
    const draw = uniform(seed);
    const ids = Array.from({ length: tasks }, (_, i) => `t${i}`);
    const trials = ids.flatMap((id) => {
      const common = { segment: `s${Math.floor(draw() * 3)}`, weight: weighted ? 0.5 + draw() : 1 };
      return NAMES.flatMap((name, m) =>
        Array.from({ length: repeats }, (_, repeat) => {
          const score = graded ? Math.round(draw() * 10) / 10 : draw() < 0.85 - 0.05 * m ? 1 : 0;
          const usd = (Math.ceil(draw() * 5) * (3 - m) * 0.001).toFixed(3);
          const cost = { state: 'known', usd, source: 'config' } as const;
          return trial(id, name, draw() < gaps ? undefined : score, { ...common, cost, repeat });
        }),
      );
    });
    const words = () => ['sum', 'prove', 'list', 'translate', 'why'][Math.floor(draw() * 5)];
    const inputs = new Map(ids.map((id) => [id, Array.from({ length: 2 + Math.floor(draw() * 4) }, words).join(' ')]));
    const trust = new Map(ids.map((id) => [id, { trust: Math.round(draw() * 10) / 10, cost_usd: 0.0001 }]));
    return { tasks, trials, inputs, trust, draw };
  });

const LOOK = { numRuns: 25 };

function of({ trials, tasks, inputs, trust }: Run, models = NAMES, candidate = 'weak'): Report {
  const verifiers: VerifierColumn[] = [{ verifier: 'judge', candidate, readings: trust }];
  const reference = models[0]!;
  return report(trials, tasks, {
    ...{ models, reference, quality_floors: FLOORS, detail: true, study: { inputs, verifiers } },
  });
}

/** The report with the models called otherwise. */
function renamed(made: Report, names: Readonly<Record<string, string>>): unknown {
  return JSON.parse(JSON.stringify(made), (_, value) => (typeof value === 'string' ? (names[value] ?? value) : value));
}

describe('properties of a report with its detail: curves, routers, cascades, portfolio, noise, claims', () => {
  it('the order of the trials changes nothing', () => {
    fc.assert(
      fc.property(runs, (run) => {
        expect(of({ ...run, trials: shuffled(run.trials, run.draw) })).toEqual(of(run));
      }),
      LOOK,
    );
  });

  it('other names change nothing but the names', () => {
    // In another alphabetical order, and one that is no ordinary key.
    const names: Record<string, string> = { strong: 'zeta', weak: '__proto__', other: 'alpha' };
    fc.assert(
      fc.property(runs, (run) => {
        const trials = run.trials.map((one) => ({ ...one, model: names[one.model]! }));
        const made = of(
          { ...run, trials },
          NAMES.map((name) => names[name]!),
          names.weak!,
        );
        expect(made).toEqual(renamed(of(run), names));
      }),
      LOOK,
    );
  });

  it('a duplicate of the reference: no difference anywhere, and nothing to claim', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const own = run.trials.filter(({ model }) => model === 'strong');
        if (own.every(({ score }) => score === undefined)) return;
        const trials = [...own, ...own.map((one) => ({ ...one, model: 'weak' }))];
        const { detail, shares, headline } = of({ ...run, trials }, ['strong', 'weak']);
        for (const { delta, certified } of shares) {
          expect(delta).toBe(0);
          expect(certified?.saving ?? 0).toBe(0);
        }
        expect(['certified', 'whole_workload']).not.toContain(headline.verdict);
        const { curves, routers, cascades, claims } = detail!;
        for (const { points } of curves.flatMap((set) => set.curves))
          for (const { quality, cost_per_task_usd } of points) {
            expect(quality).toBeCloseTo(points[0]!.quality, 12);
            expect(Number(cost_per_task_usd)).toBeCloseTo(Number(points[0]!.cost_per_task_usd), 12);
          }
        for (const { apgr, cpt50, shares: moved } of routers!.flatMap((set) => set.routers)) {
          expect([apgr, cpt50]).toEqual([null, null]);
          for (const one of moved) expect(one.certified?.saving ?? 0).toBeCloseTo(0, 12);
        }
        // The cheap call comes on top: nothing that a cascade of twins could save.
        for (const { shares: at } of cascades!.flatMap((set) => set.cascades))
          for (const { certified, policy } of at) if (certified) expect(policy!.saving ?? 0).toBeLessThanOrEqual(0);
        for (const { verdict, factor } of claims!.harvey) {
          expect(verdict).not.toBe('holds');
          expect(factor ?? 1).toBeLessThanOrEqual(1 + 1e-9);
        }
        for (const { verdict } of claims!.armstrong) expect(verdict).toBe('no_candidate');
      }),
      LOOK,
    );
  });

  it('routers move more the lower the floor; the oracle moves most, and loses least at every share', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { detail, shares } = of(run);
        for (const { routers, candidate } of detail!.routers!) {
          for (const { shares: at, ordering } of routers) {
            for (const edition of ['certified', 'estimate'] as const) {
              const moved = at.map((one) => one[edition]?.task_share ?? 0);
              expect(moved, `${ordering} ${edition}`).toEqual(moved.toSorted((a, b) => a - b));
            }
            for (const { floor, estimate } of at) {
              const { oracle } = shares.find((share) => share.candidate === candidate && share.floor === floor)!;
              expect(oracle! + 1e-9).toBeGreaterThanOrEqual(estimate?.task_share ?? 0);
            }
          }
        }
        for (const { curves } of detail!.curves) {
          const best = curves.find(({ order }) => order === 'oracle')?.points ?? [];
          for (const { points } of curves)
            for (const [i, { quality }] of points.entries())
              expect(best[i]!.quality).toBeGreaterThanOrEqual(quality - 1e-9);
        }
      }),
      LOOK,
    );
  });

  it('what is certified on a half is never more than an oracle could move of that half', () => {
    fc.assert(
      fc.property(runs, ({ trials, tasks }) => {
        // Seed 1 is that of the reports here.
        const table = tabulate(trials, NAMES, tasks);
        const { half } = splitTasks(table, 1);
        const tested = new Set(table.ids.filter((_, task) => half[task] === 1));
        const options = { models: NAMES, reference: 'strong', quality_floors: FLOORS };
        const whole = report(trials, tasks, options).shares;
        const own = report(
          trials.filter(({ task_id }) => tested.has(task_id)),
          tested.size,
          options,
        ).shares;
        for (const [i, { certified, certified_random }] of whole.entries()) {
          if (certified === null) continue;
          expect(own[i]!.pairs).toBe(certified.tested);
          for (const one of [certified, certified_random!])
            expect(own[i]!.oracle! + 1e-9).toBeGreaterThanOrEqual(one.task_share);
        }
      }),
      LOOK,
    );
  });
});
