import { describe, expect, it } from 'vitest';
import type { Trial } from '../../src/domain/trial.ts';
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
    {
      ...{ code: 'verdicts_missing', model: 'weak', scored: 199, trials: 200, on_frontier: true },
      quality_bounds: [0.995, 1],
    },
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

it('nothing that only follows from emptiness: a dead key is one finding a model', () => {
  const dead = (model: string) => ({ ...trial('t0', model, undefined, { status: 'failed' }), cost: unknownCost });
  expect(codes([dead('strong'), dead('weak')], 200)).toEqual([
    { code: 'verdicts_missing', model: 'strong', scored: 0, trials: 200, on_frontier: false, quality_bounds: null },
    { code: 'verdicts_missing', model: 'weak', scored: 0, trials: 200, on_frontier: false, quality_bounds: null },
  ]);
});

describe('reported_cost_differs', () => {
  const reported = (usd: string, list_usd?: string) =>
    ({ state: 'known', usd, source: 'provider_reported', ...(list_usd === undefined ? {} : { list_usd }) }) as const;
  const priced = (cost: (i: number) => Trial['cost']) =>
    base.map((t, i) => (t.model === 'weak' ? { ...t, cost: cost((i - 1) / 2) } : t));

  it('exact sums over the calls that have both', () => {
    const trials = priced((i) => (i < 50 ? reported('0.0088', '0.01') : reported('7')));
    expect(codes(trials, 200)).toEqual([
      { code: 'reported_cost_differs', model: 'weak', calls: 50, reported_usd: '0.44', list_usd: '0.5' },
    ]);
  });
  it.each([
    ['0.0101', '0.01', false],
    ['0.0099', '0.01', false],
    ['0.010101', '0.01', true],
    ['0.009899', '0.01', true],
    ['0', '0', false],
    ['0.001', '0', true],
  ])('reported %s, list %s: %s (from more than 1 % on)', (usd, list, said) => {
    expect(
      codes(
        priced(() => reported(usd, list)),
        200,
      ).map(({ code }) => code),
    ).toEqual(said ? ['reported_cost_differs'] : []);
  });
  it('not of costs that the config or a recording gives', () => {
    const recorded = { ...reported('0.0088', '0.01'), source: 'recorded' } as const;
    expect(
      codes(
        priced(() => recorded),
        200,
      ),
    ).toEqual([]);
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

it('missing verdicts are bounded both ways, with weights and repeats', () => {
  // Weights 1 and 3, two repeats each: known 1 of the first, 0.5 of the second; one verdict of each is missing.
  const trials = [
    trial('a', 'strong', 1, { weight: 1 }),
    trial('b', 'strong', undefined, { weight: 3 }),
    trial('b', 'strong', 0.5, { weight: 3, repeat: 1 }),
    ...[0, 1].flatMap((repeat) => ['a', 'b'].map((id) => trial(id, 'weak', 1, { weight: id === 'a' ? 1 : 3, repeat }))),
  ];
  const { findings } = report(trials, 2, { repeats: 2 });
  // Wrong: (1 * 1 + 3 * .5) / 8; right: (1 * 2 + 3 * 1.5) / 8.
  expect(findings).toContainEqual(
    expect.objectContaining({ code: 'verdicts_missing', model: 'strong', quality_bounds: [2.5 / 8, 6.5 / 8] }),
  );
});
