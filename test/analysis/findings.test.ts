import { expect, it } from 'vitest';
import { trial, unknownCost } from './trials.ts';
import { report } from './workload.ts';

const base = Array.from({ length: 200 }, (_, i) => [trial(`t${i}`, 'strong', 1), trial(`t${i}`, 'weak', 1)]).flat();
const codes = (trials: typeof base, tasks: number) => report(trials, tasks, { quality_floors: [0.1] }).findings;

it('a complete run with enough tasks has none', () => {
  expect(codes(base, 200)).toEqual([]);
});

it('missing verdicts and costs are named per model, and whether the model still is on the frontier', () => {
  const dirty = base.map((t) =>
    t.model === 'weak' && t.task_id === 't7' ? { ...trial('t7', 'weak', undefined), cost: unknownCost } : t,
  );
  expect(codes(dirty, 200)).toEqual([
    { code: 'cost_unknown', model: 'weak', known: 199, trials: 200, on_frontier: true },
    { code: 'verdicts_missing', model: 'weak', scored: 199, trials: 200, on_frontier: true },
  ]);
  const unpriced = base.map((t) => (t.model === 'weak' ? { ...t, cost: unknownCost } : t));
  expect(codes(unpriced, 200)[0]).toEqual({
    code: 'cost_unknown',
    model: 'weak',
    known: 0,
    trials: 200,
    on_frontier: false,
  });
});

it('unequal weights, with what they leave of the tasks', () => {
  const heavy = base.map((t) => ({ ...t, weight: t.task_id === 't0' ? 201 : 1 }));
  // (400)^2 / (201^2 + 199) = 3.94.
  expect(codes(heavy, 200)).toContainEqual({
    code: 'unequal_weights',
    tasks: 200,
    effective_n: expect.closeTo(160000 / 40600, 9),
  });
});
