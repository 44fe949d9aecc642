import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomShare } from '../../src/analysis/share.ts';
import { splitTasks } from '../../src/analysis/split.ts';
import { tabulate } from '../../src/analysis/table.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { noShared, outcomes, reference } from './shared.ts';
import { shuffled, trial, uniform } from './trials.ts';
import { type Kind, report, workload } from './workload.ts';

describe.skipIf(noShared)('against the reference (skipped without ../shared)', () => {
  it('the toy pair', () => {
    const { cheap, strong, expected } = reference('golden_toys')['pair:toy'];
    const trials = cheap.flatMap((score: number, i: number) => [
      trial(`t${i}`, 'weak', score),
      trial(`t${i}`, 'strong', strong[i]),
    ]);
    const { shares } = report(trials, 10, { quality_floors: Object.keys(expected.share).map(Number) });
    expect(shares).toHaveLength(4);
    for (const share of shares) {
      const at = expected.share[String(share.floor)];
      expect(share).toMatchObject({ pairs: 10, both_right: 4, losses: 3, gains: 1, both_wrong: 2, mcnemar_p: 0.625 });
      expect(share.delta).toBeCloseTo(-0.2, 12);
      expect([share.delta_low, share.delta_high]).toEqual(
        expected.delta_ci95_tango.map((x: number) => expect.closeTo(x, 9)),
      );
      expect(share.random).toBeCloseTo(at.random_router_share, 12);
      expect(share.oracle).toBeCloseTo(at.oracle_max_share_at_quality_floor, 12);
      expect(share.segment.segments).toEqual(at.segment_holm.segments);
    }
  });
  it('random router', () => {
    const expected = reference('golden_toys').random_router;
    expect(randomShare(0.8, 0.9, 0.02)).toBeCloseTo(expected['Qs=.9,Qc=.8,delta=.02 -> share'], 12);
    expect(randomShare(0.8, 0.8, 0)).toBe(expected['Qs=.8,Qc=.8,delta=0']);
    expect(randomShare(0.9, 0.8, 0)).toBe(expected['Qs=.8,Qc=.9,delta=0']);
  });
  it('gsm8k, published grades', () => {
    const { pair } = reference('gsm8k').gsm8k_all;
    const names: Record<string, string> = { 'Mixtral-8x7B-Instruct-v0.1': 'weak' };
    const trials = outcomes('gsm8k/recordings.csv').map((row) =>
      trial(row.task_id!, names[row.model!] ?? 'strong', /^(1|true)$/i.test(row.published_correct!) ? 1 : 0),
    );
    const [share] = report(trials, pair.n, { quality_floors: [0.05] }).shares;
    expect(share).toMatchObject({
      pairs: pair.n,
      both_right: pair.both_right,
      losses: pair.strong_only,
      gains: pair.cheap_only,
      both_wrong: pair.both_wrong,
    });
    expect([share!.delta_low, share!.delta_high]).toEqual(
      pair.delta_ci95_tango.map((x: number) => expect.closeTo(x, 9)),
    );
    expect(share!.oracle).toBeCloseTo(pair.share['0.05'].oracle_max_share_at_quality_floor, 12);
    expect(share!.random).toBeCloseTo(pair.share['0.05'].random_router_share, 12);
    expect(share!.noninferior_p).toBeCloseTo(pair.share['0.05'].whole_workload_ni_p, 9);
  });
  it('routerarena, scores binarised at .5: the cheaper model is the better one', () => {
    const expected = reference('routerarena_sub10')['pair_binarised_at_0.5 (cheap=gemini-2.0-flash-001)'];
    const trials = outcomes('routerarena/outcomes.csv').map((row) =>
      trial(row.task_id!, row.model!.startsWith('gemini') ? 'weak' : 'strong', Number(row.score) >= 0.5 ? 1 : 0, {
        segment: row.segment!,
        cost: {
          state: 'known',
          usd: row.cost_usd!.includes('e') ? Number(row.cost_usd).toFixed(12) : row.cost_usd!,
          source: 'recorded',
        },
      }),
    );
    const { shares, standings, headline } = report(trials, expected.n);
    expect(shares[0]).toMatchObject({
      pairs: expected.n,
      losses: expected.strong_only,
      gains: expected.cheap_only,
      oracle: 1,
      random: 1,
    });
    expect(shares[0]!.delta).toBeCloseTo(expected.delta, 12);
    expect([shares[0]!.delta_low, shares[0]!.delta_high]).toEqual(
      expected.delta_ci95_tango.map((x: number) => expect.closeTo(x, 9)),
    );
    expect(Number(standings[1]!.cost_per_task_usd)).toBeCloseTo(expected.mean_cost_cheap, 14);
    expect(headline).toMatchObject({ verdict: 'whole_workload', candidate: 'weak', floor: 0.02 });
  });
});

describe('oracle share of graded scores and weights', () => {
  it('gains pay for losses, the smallest losses first: by hand', () => {
    // Weights 1: differences +.1, -.1, -.4, 0. Budget .1 + .05 * 4 = .3: the .1 loss moves, and half of the .4 loss.
    const scores = [
      [0.5, 0.6],
      [0.5, 0.4],
      [0.9, 0.5],
      [0.3, 0.3],
    ] as const;
    const trials = scores.flatMap(([s, w], i) => [trial(`t${i}`, 'strong', s), trial(`t${i}`, 'weak', w)]);
    expect(report(trials, 4, { quality_floors: [0.05] }).shares[0]!.oracle).toBeCloseTo(3.5 / 4, 12);
  });
  it('weights count: by hand', () => {
    // One loss of weight 3, one tie of weight 1, floor .25: budget 1 of 3.
    const rows = [
      [1, 0, 3],
      [1, 1, 1],
    ] as const;
    const trials = rows.flatMap(([s, w, weight], i) => [
      trial(`t${i}`, 'strong', s, { weight }),
      trial(`t${i}`, 'weak', w, { weight }),
    ]);
    expect(report(trials, 2, { quality_floors: [0.25] }).shares[0]).toMatchObject({
      oracle: 0.5,
      delta: -0.75,
      method: 'tango_effective_n',
    });
  });
});

describe('missing verdicts', () => {
  const trials = Array.from({ length: 10 }, (_, i) => [
    trial(`t${i}`, 'strong', 1),
    trial(`t${i}`, 'weak', i < 8 ? 1 : undefined),
  ]).flat();
  it('are counted and bounded both ways', () => {
    const [share] = report(trials, 12).shares;
    expect(share).toMatchObject({ pairs: 8, missing_pairs: 4, delta: 0 });
    // Against: weak loses t8, t9 and the two tasks nobody ran; for: it draws on t8, t9 and gains the other two.
    expect(share!.bounds).toMatchObject({
      delta_low: expect.closeTo(-4 / 12, 12),
      delta_high: expect.closeTo(2 / 12, 12),
    });
    expect(share!.bounds!.oracle_low).toBeCloseTo(1 - (4 - 0.02 * 12) / 12, 12);
    expect(share!.bounds!.oracle_high).toBe(1);
  });
  it('no bounds where none is missing', () => {
    expect(
      report(
        trials.filter(({ task_id }) => task_id < 't8'),
        8,
      ).shares[0]!.bounds,
    ).toBeNull();
  });
});

const kinds: Kind[] = [
  { segment: 'easy', part: 0.5, loss: 0.01, gain: 0.02 },
  { segment: 'hard', part: 0.3, loss: 0.3, gain: 0.05 },
  { segment: 'odd', part: 0.2, loss: 0.08, gain: 0.08 },
];

describe('properties', () => {
  const floors = [0, 0.01, 0.02, 0.05, 0.1, 0.3];
  it('shares rise with the floor, and the oracle is never below the certified share of the same tasks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 5, max: 600 }),
        fc.boolean(),
        (seed, n, weighted) => {
          const draw = uniform(seed);
          const trials = workload(n, kinds, draw, weighted ? () => 1 + Math.floor(draw() * 5) : undefined);
          const { shares } = report(trials, n, { quality_floors: floors, seed });
          for (const pick of ['certified', 'certified_random', 'estimate', 'segment'] as const) {
            const values = shares.map((share) => share[pick]?.task_share ?? 0);
            expect(values).toEqual([...values].sort((a, b) => a - b));
          }
          for (const { oracle, estimate } of shares)
            expect(oracle!).toBeGreaterThanOrEqual(estimate!.task_share - 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });
  it('identical models: no difference, and no share but what the number of tasks proves', () => {
    const twins = (n: number): Trial[] =>
      Array.from({ length: n }, (_, i) => ['strong', 'weak'].map((m) => trial(`t${i}`, m, i % 3 === 0 ? 0 : 1))).flat();
    const few = report(twins(100), 100).shares[0]!;
    expect(few).toMatchObject({ delta: 0, losses: 0, gains: 0, mcnemar_p: 1 });
    expect(few.delta_low).toBeLessThan(-0.03);
    expect(few.certified!.task_share).toBe(0);
    expect(report(twins(400), 400).shares[0]!.certified!.task_share).toBe(1);
  });
});

function halvesOf(trials: readonly Trial[], tasks: number) {
  const table = tabulate(trials, ['strong', 'weak'], tasks);
  return { ids: table.ids, half: splitTasks(table, 1).half };
}

describe('the certified share keeps its promise', () => {
  /** True mean difference of the policy on fresh tasks of the same kinds. */
  const truth = (moves: readonly { segment: string; fraction: number }[]) =>
    kinds.reduce((sum, { segment, part, loss, gain }) => {
      const fraction = moves.find((move) => move.segment === segment)?.fraction ?? 0;
      return sum + part * fraction * (gain - loss);
    }, 0);
  it.each([
    { n: 400, floor: 0.05, weighted: false, rounds: 1000 },
    { n: 400, floor: 0.05, weighted: true, rounds: 400 },
    { n: 1200, floor: 0.02, weighted: false, rounds: 200 },
  ])(
    'true loss beyond the floor in at most 6 percent of $rounds workloads: n=$n, floor $floor, weighted $weighted',
    (c) => {
      const draw = uniform(c.n);
      let [violated, claims] = [0, 0];
      for (let round = 0; round < c.rounds; round++) {
        const trials = workload(c.n, kinds, draw, c.weighted ? () => Math.exp(2 * draw()) : undefined);
        const { certified } = report(trials, c.n, { quality_floors: [c.floor], seed: round }).shares[0]!;
        if (certified!.task_share > 0) claims++;
        if (truth(certified!.segments) < -c.floor - 1e-12) violated++;
      }
      expect(violated / c.rounds).toBeLessThanOrEqual(0.06);
      expect(claims / c.rounds).toBeGreaterThan(0.3);
    },
  );
});

describe('the half that tests has no say in the order', () => {
  /** Forty segments of which none is safer than another: half a point beyond the floor when everything moves. */
  const alike = Array.from({ length: 40 }, (_, i): Kind => {
    return { segment: `s${10 + i}`, part: 1 / 40, loss: 0.085, gain: 0.03 };
  });
  it('other outcomes there leave the routing table in its order', () => {
    const trials = workload(400, alike, uniform(4));
    const { ids, half } = halvesOf(trials, 400);
    const tested = new Set(ids.filter((_, task) => half[task] === 1));
    const turned = (t: Trial) => (tested.has(t.task_id) && t.model === 'weak' ? { ...t, score: 1 - t.score! } : t);
    const rankings = [trials, trials.map(turned)].map((some) =>
      report(some, 400, { quality_floors: [0.05] }).shares[0]!.certified!.segments.map(({ segment }) => segment),
    );
    expect(rankings[0]).toHaveLength(40);
    expect(rankings[1]).toEqual(rankings[0]);
  });
  it('and the promise is kept where segments only seem to differ: at most 6 percent of 300 workloads', () => {
    const draw = uniform(5);
    let violated = 0;
    for (let round = 0; round < 300; round++) {
      const { certified } = report(workload(400, alike, draw), 400, { quality_floors: [0.05], seed: round }).shares[0]!;
      if (0.055 * certified!.task_share > 0.05) violated++;
    }
    expect(violated).toBeLessThanOrEqual(18);
  });
});

it('permuting trials and renaming models changes nothing else', () => {
  const draw = uniform(9);
  const trials = workload(300, kinds, draw);
  const before = report(trials, 300);
  expect(report(shuffled(trials, draw), 300)).toEqual(before);
  const names: Record<string, string> = { strong: 'aaa', weak: 'zzz' };
  const renamed = trials.map((t) => ({ ...t, model: names[t.model]! }));
  const after = JSON.stringify(report(renamed, 300, { reference: 'aaa', models: ['aaa', 'zzz'] }));
  expect(after.replaceAll('"aaa"', '"strong"').replaceAll('"zzz"', '"weak"')).toBe(JSON.stringify(before));
});
