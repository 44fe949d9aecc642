import { describe, expect, it } from 'vitest';
import { align } from '../../../src/analysis/gate/align.ts';
import { compare } from '../../../src/analysis/gate/compare.ts';
import { confirmedBy, confirmingAlpha, needsConfirming } from '../../../src/analysis/gate/confirm.ts';
import { gate, limitsFor } from '../../../src/analysis/gate/gate.ts';
import type { GateVerdict, LimitName } from '../../../src/analysis/gate/gate_types.ts';
import type { SideCell } from '../../../src/analysis/gate/side.ts';
import { side, spec, verdictOf } from './nights.ts';

type Cells = readonly Partial<SideCell>[];

/** Verdicts of n tasks: the first `wrong` are 0. */
const verdicts = (n: number, wrong: number, more: Partial<SideCell> = {}): Cells =>
  Array.from({ length: n }, (_, i) => ({ scores: [i < wrong ? 0 : 1], ...more }));
const costs = (n: number, usd: (i: number) => string): Cells =>
  Array.from({ length: n }, (_, i) => ({ scores: [1], usd: usd(i) }));
const check = (verdict: GateVerdict, limit: LimitName, model = 'm') =>
  verdict.checks.find((one) => one.limit === limit && one.model === model)!;
const codes = (verdict: GateVerdict) => verdict.notes.map(({ code }) => code);

describe('quality of live models', () => {
  it('G12: names losses, gains, ties, p and what it could have detected', () => {
    const before = side('main', { m: [...verdicts(16, 9), ...verdicts(284, 0)] });
    const after = side('a', { m: [...verdicts(16, 9).toReversed(), ...verdicts(284, 0)] });
    // 9 wrong first, then 9 wrong last: tasks 7 and 8 are wrong on both sides; 7 lost, 7 won.
    const found = check(verdictOf(before, after, spec({ max_quality_drop: 0.05 })), 'max_quality_drop');
    expect(found).toMatchObject({ losses: 7, gains: 7, ties: 286, pairs: 300, state: 'ok', method: 'mcnemar_exact' });
    expect(found.p).toBeCloseTo(9908 / 16384, 12); // P(X >= 7), X of Binomial(14, 1/2)
    expect(found.visible).toBeGreaterThan(0.04);
    expect(found.visible).toBeLessThan(0.046);
    // 5 points allowed, and 0.84 standard errors of sqrt(14/300^2) = 1.25 points.
    expect(found.detectable).toBeGreaterThan(0.058);
    expect(found.detectable).toBeLessThan(0.065);
  });

  it('fails on a drop that is beyond the limit and not by chance', () => {
    const verdict = verdictOf(
      side('main', { m: verdicts(300, 30) }),
      side('a', { m: verdicts(300, 50) }),
      spec({ max_quality_drop: 0.02 }),
    );
    expect(verdict).toMatchObject({ verdict: 'fail', exit_code: 1 });
    expect(verdict.findings).toMatchObject([{ model: 'm', limit: 'max_quality_drop', losses: 20, gains: 0 }]);
    expect(verdict.findings[0]!.observed).toBeCloseTo(20 / 300, 12);
    expect(verdict.findings[0]!.p).toBeCloseTo(2 ** -20, 12);
  });

  it('does not fail on a drop beyond the limit that chance makes, nor on one that is sure but allowed', () => {
    const main = side('main', { m: verdicts(100, 10) });
    const chance = verdictOf(main, side('a', { m: verdicts(100, 14) }), spec({ max_quality_drop: 0.02 }));
    expect(check(chance, 'max_quality_drop')).toMatchObject({ state: 'ok', losses: 4 }); // p = 1/16
    const allowed = verdictOf(main, side('a', { m: verdicts(100, 16) }), spec({ max_quality_drop: 0.06 }));
    expect(check(allowed, 'max_quality_drop')).toMatchObject({ state: 'ok', losses: 6 }); // p = 1/64
  });

  it('G3: is undecided, exit 3, where the tasks are too few to see the drop that is allowed; a warning where that is asked for', () => {
    const [before, after] = [
      side('main', { m: [...verdicts(15, 8), ...verdicts(285, 0)] }),
      side('a', { m: [...verdicts(15, 8).toReversed(), ...verdicts(285, 0)] }),
    ];
    const refused = verdictOf(before, after, spec({ max_quality_drop: 0.01 }, { underpowered: 'refuse' }));
    expect(refused).toMatchObject({ verdict: 'undecided', exit_code: 3 });
    expect(check(refused, 'max_quality_drop').why).toBe('underpowered');
    const warned = verdictOf(before, after, spec({ max_quality_drop: 0.01 }));
    expect(warned.exit_code).toBe(0);
    expect(warned.notes).toMatchObject([{ code: 'underpowered', tasks: 300, asked: 0.01 }]);
  });

  it('needs no power where the interval leaves the drop out: 2,000 tasks and not one flip', () => {
    const same = () => verdicts(2000, 100);
    const verdict = verdictOf(
      side('main', { m: same() }),
      side('a', { m: same() }),
      spec({ max_quality_drop: 0.0021 }, { underpowered: 'refuse' }),
    );
    // z^2/(n + z^2) = 0.0019 is Tango's bound; 5 losses in 2,000 would be the first to be seen: 0.0025.
    expect(check(verdict, 'max_quality_drop').detectable).toBe(0.0025);
    expect(verdict.exit_code).toBe(0);
  });

  it('G7: an improvement passes, with its interval', () => {
    const found = check(
      verdictOf(
        side('main', { m: verdicts(300, 50) }),
        side('a', { m: verdicts(300, 30) }),
        spec({ max_quality_drop: 0.02 }),
      ),
      'max_quality_drop',
    );
    expect(found).toMatchObject({ state: 'ok', gains: 20, losses: 0 });
    expect(found.high).toBeLessThan(0);
  });

  it('G11: adjusts by Holm over all tests: three models at p = 1/32 are kept, one alone is not', () => {
    const models = (wrong: number) => ({ a: verdicts(300, wrong), b: verdicts(300, wrong), c: verdicts(300, wrong) });
    const three = verdictOf(side('main', models(10)), side('x', models(15)), spec({ max_quality_drop: 0.01 }));
    expect(three.findings).toEqual([]);
    expect(three.checks.filter(({ p }) => p !== null).map(({ p, p_adjusted }) => [p, p_adjusted])).toEqual([
      [1 / 32, 3 / 32],
      [1 / 32, 3 / 32],
      [1 / 32, 3 / 32],
    ]);
    expect(three.notes).toContainEqual({ code: 'holm', tests: 3 });
    const one = verdictOf(
      side('main', models(10)),
      side('x', models(15)),
      spec({ max_quality_drop: 0.01 }, { models: ['b'] }),
    );
    expect(one.findings).toHaveLength(1);
    expect(codes(one)).not.toContain('holm');
  });

  it('lets a model have limits of its own', () => {
    const [before, after] = [
      side('main', { a: verdicts(300, 0), b: verdicts(300, 0) }),
      side('x', { a: verdicts(300, 20), b: verdicts(300, 20) }),
    ];
    const places = {
      max_quality_drop: { file: 'bench.yaml', line: 9 },
      'b max_quality_drop': { file: 'bench.yaml', line: 4 },
    };
    const verdict = verdictOf(
      before,
      after,
      spec({ max_quality_drop: 0.1 }, { by_model: { b: { max_quality_drop: 0.02 } }, places }),
    );
    expect(verdict.findings.map(({ model, place }) => [model, place?.line])).toEqual([['b', 4]]);
    expect(check(verdict, 'max_quality_drop', 'a').place?.line).toBe(9);
  });
});

describe('recorded outcomes', () => {
  const fixed = { model: { fixed: true, fixed_cost: true } };

  it('G10: identical ones never fail, whatever the limit', () => {
    const cells = () => costs(40, (i) => `0.0${i + 1}`);
    const limits = spec({ max_quality_drop: 0, max_cost_increase: 0 }, { underpowered: 'refuse' });
    expect(verdictOf(side('main', { m: cells() }, fixed), side('a', { m: cells() }, fixed), limits).exit_code).toBe(0);
  });

  it('compare exactly: one task of 40 is a drop of 2.5 points', () => {
    const [before, after] = [side('main', { m: verdicts(40, 0) }, fixed), side('a', { m: verdicts(40, 1) }, fixed)];
    expect(verdictOf(before, after, spec({ max_quality_drop: 0.025 })).exit_code).toBe(0);
    const verdict = verdictOf(before, after, spec({ max_quality_drop: 0.0249 }));
    expect(verdict.exit_code).toBe(1);
    expect(verdict.findings[0]).toMatchObject({ method: 'recorded', p: null });
    expect(needsConfirming(verdict)).toBe(false);
  });
});

describe('cost', () => {
  const fixed = { model: { fixed: true, fixed_cost: true } };

  it('G8: up 20 % with the same quality fails a limit of 10 %, exactly where it was recorded', () => {
    const [before, after] = [
      side('main', { m: costs(10, () => '0.10') }, fixed),
      side('a', { m: costs(10, () => '0.12') }, fixed),
    ];
    const verdict = verdictOf(before, after, spec({ max_cost_increase: 0.1 }));
    expect(verdict.findings).toMatchObject([
      { limit: 'max_cost_increase', observed: 0.2, before: '0.1', after: '0.12', p: null },
    ]);
    expect(verdictOf(before, after, spec({ max_cost_increase: 0.2 })).exit_code).toBe(0);
  });

  it('is tested where it varies: all ten tasks dearer is p = 1/1024, noise is kept', () => {
    const before = side('main', { m: costs(10, (i) => `0.${100 + i}`) });
    const dearer = verdictOf(
      before,
      side('a', { m: costs(10, (i) => `0.${120 + i}`) }),
      spec({ max_cost_increase: 0.1 }),
    );
    expect(dearer.findings).toMatchObject([{ p: 1 / 1024, method: 'permutation_exact' }]);
    const noisy = verdictOf(
      before,
      side('a', { m: costs(10, (i) => (i === 0 ? '0.9' : `0.${99 + i}`)) }),
      spec({ max_cost_increase: 0.1 }),
    );
    expect(check(noisy, 'max_cost_increase')).toMatchObject({ state: 'ok' });
    expect(check(noisy, 'max_cost_increase').observed).toBeGreaterThan(0.5);
  });

  it('G9: from nothing to nothing is kept, from nothing to something is broken, and nothing is divided by', () => {
    const free = side('main', { m: costs(10, () => '0') }, fixed);
    expect(
      verdictOf(free, side('a', { m: costs(10, () => '0') }, fixed), spec({ max_cost_increase: 0.1 })).exit_code,
    ).toBe(0);
    const verdict = verdictOf(
      free,
      side('a', { m: costs(10, () => '0.001') }, fixed),
      spec({ max_cost_increase: 0.1 }),
    );
    expect(verdict.findings).toMatchObject([{ observed: null, before: '0', after: '0.001' }]);
    const zero = verdictOf(
      side('main', { m: verdicts(10, 10) }, fixed),
      side('a', { m: verdicts(10, 10) }, fixed),
      spec({ max_quality_drop: 0, min_quality: 0 }),
    );
    expect(zero.exit_code).toBe(0);
  });

  it('G10: what was unknown before and still is hides no rise, and is counted', () => {
    const cells = () => costs(10, () => '0.1').map((cell, i) => (i === 3 ? { ...cell, usd: null } : cell));
    const verdict = verdictOf(
      side('main', { m: cells() }, fixed),
      side('a', { m: cells() }, fixed),
      spec({ max_cost_increase: 0 }),
    );
    expect(verdict.exit_code).toBe(0);
    expect(verdict.notes).toEqual([{ code: 'cost_unknown', model: 'm', tasks: 1 }]);
  });

  it('is undecided where the cost of an answer is unknown', () => {
    const unknown = costs(10, () => '0.1').map((cell, i) => (i === 3 ? { ...cell, usd: null } : cell));
    const verdict = verdictOf(
      side('main', { m: costs(10, () => '0.1') }),
      side('a', { m: unknown }),
      spec({ max_cost_increase: 0.1 }),
    );
    expect(check(verdict, 'max_cost_increase')).toMatchObject({ state: 'undecided', why: 'cost_unknown' });
    expect(verdict.exit_code).toBe(3);
  });

  it('tells a change of price from a change of usage; they add up', () => {
    const before = side('main', { m: costs(4, () => '0.10') }, { model: { price: 'input 1' } });
    const cells = costs(4, () => '0.24').map((cell) => ({ ...cell, rebased_usd: '0.12' }));
    const after = side('a', { m: cells }, { model: { price: 'input 2' } });
    const verdict = verdictOf(before, after, spec({ max_cost_increase: 5 }));
    // 0.10 -> 0.12 by usage, -> 0.24 by price.
    expect(check(verdict, 'max_cost_increase')).toMatchObject({ observed: 1.4, price_effect: 1.2, usage_effect: 0.2 });
    expect(verdict.notes).toContainEqual({ code: 'price_changed', model: 'm', before: 'input 1', after: 'input 2' });
    const [model] = compare(before, after, align(before, after) as never, { seed: 1 }).models;
    expect(model!.cost).toMatchObject({ price_effect_usd: '0.12', usage_effect_usd: '0.02' });
  });
});

describe('what nobody asked anew', () => {
  const asked = (run: string, wrong: number) => verdicts(300, wrong, { usd: '0.1', asked_in: [run] });
  const main = side('main', { m: asked('r1', 10) }, { model: { asked_in: new Set(['r1']) } });
  const limits = spec({ max_quality_drop: 0.05, max_cost_increase: 0.1 });

  it('is undecided for a live model, and decided where one answer is new', () => {
    const again = verdictOf(main, side('a', { m: asked('r1', 10) }), limits);
    expect(again).toMatchObject({ verdict: 'undecided', exit_code: 3 });
    expect(check(again, 'max_quality_drop')).toMatchObject({ why: 'replayed', p: null });
    expect(check(again, 'max_cost_increase')).toMatchObject({ why: 'replayed', p: null });
    expect(verdictOf(main, side('b', { m: asked('r2', 10) }), limits).exit_code).toBe(0);
  });

  it('is exact of a recording, unless a judge graded it anew or it is another recording', () => {
    const recorded = { fixed: true, fixed_cost: true, recorded: true };
    const one = (name: string, wrong: number, model: object) =>
      side(name, { m: verdicts(300, wrong) }, { model: { ...recorded, ...model } });
    const method = (a: object, b: object) =>
      check(verdictOf(one('main', 0, a), one('a', 1, b), spec({ max_quality_drop: 0.05 })), 'max_quality_drop').method;
    const judged = (run: string) => ({ judged_in: new Set([run]) });
    expect(method({}, {})).toBe('recorded');
    expect(method(judged('r1'), judged('r1'))).toBe('recorded');
    expect(method(judged('r1'), judged('r2'))).toBe('mcnemar_exact');
    expect(method({}, { identity: 'other' })).toBe('mcnemar_exact');
    const other = verdictOf(one('main', 0, {}), one('a', 1, { identity: 'other' }), spec({ max_quality_drop: 0.05 }));
    expect(other.notes).toContainEqual({ code: 'other_recording', model: 'm' });
  });
});

describe('cost limits on few tasks', () => {
  const tasks = (usd: string, more: Partial<SideCell> = {}) =>
    costs(3, () => usd).map((cell) => ({ ...cell, ...more }));
  const limits = spec({ max_cost_increase: 0.1 });

  it('are exact where prices alone break them, or where it was free', () => {
    const before = side('main', { m: tasks('0.10') }, { model: { price: 'input 1' } });
    const after = side('a', { m: tasks('0.20', { rebased_usd: '0.10' }) }, { model: { price: 'input 2' } });
    expect(verdictOf(before, after, limits).findings).toMatchObject([{ p: null, method: 'recorded', price_effect: 1 }]);
    const free = verdictOf(side('main', { m: tasks('0') }), side('a', { m: tasks('0.1') }), limits);
    expect(free.findings).toMatchObject([{ p: null, before: '0' }]);
  });

  it('are undecided where no p could be small enough: 1/8 of 3 tasks, 1/32 of 5', () => {
    const verdict = verdictOf(side('main', { m: tasks('0.10') }), side('a', { m: tasks('0.20') }), limits);
    expect(verdict).toMatchObject({ exit_code: 3, checks: [{}, { state: 'undecided', why: 'underpowered' }] });
    const five = (usd: string) => ({ m: costs(5, () => usd) });
    expect(verdictOf(side('main', five('0.10')), side('a', five('0.20')), limits).exit_code).toBe(1);
  });

  it('never break on measured time of one run', () => {
    const model = { measured: true };
    const twenty = (usd: string) => ({ m: costs(20, () => usd) });
    const verdict = verdictOf(side('main', twenty('0.1'), { model }), side('a', twenty('0.2'), { model }), limits);
    expect(verdict).toMatchObject({ exit_code: 0 });
    expect(codes(verdict)).toContain('one_run');
  });
});

describe('latency, quality and shares', () => {
  it('limits the typical latency', () => {
    const times = (ms: number): Cells => Array.from({ length: 12 }, (_, i) => ({ scores: [1], ms: ms + i }));
    const [before, after] = [side('main', { m: times(100) }), side('a', { m: times(150) })];
    // One run against one: the machine may have been busy.
    const one = verdictOf(before, after, spec({ max_latency_increase: 0.2 }));
    expect(one).toMatchObject({ exit_code: 0, findings: [], notes: [{ code: 'one_run', model: 'm' }] });
    const runs = (...ms: number[]) => ms.map((one) => ({ usd: null, ms: one }));
    const pooled = (...ms: number[]) => side('main', { m: times(100) }, { model: { by_run: runs(...ms) } });
    const now = side('a', { m: times(150) }, { model: { by_run: runs(155) } });
    // ln 100, 105, 110: mean 4.6535, s 0.04767; ln 155 = 5.0434: t = 7.08 with 2 degrees of freedom, p = (1 - t / sqrt(2 + t^2)) / 2 = 0.0097.
    const [found] = verdictOf(pooled(100, 105, 110), now, spec({ max_latency_increase: 0.2 })).findings;
    expect(found).toMatchObject({ method: 'runs_t' });
    expect(found!.p).toBeCloseTo(0.0097, 3);
    expect(verdictOf(pooled(80, 105, 140), now, spec({ max_latency_increase: 0.2 })).exit_code).toBe(0);
    expect(verdictOf(before, after, spec({ max_latency_increase: 0.6 })).exit_code).toBe(0);
    expect(
      check(
        verdictOf(before, side('a', { m: verdicts(12, 0) }), spec({ max_latency_increase: 0.2 })),
        'max_latency_increase',
      ),
    ).toMatchObject({ why: 'no_latency', state: 'undecided' });
  });

  it('limits quality itself, without a baseline', () => {
    const after = side('a', { m: verdicts(100, 20) });
    const at = (min_quality: number) =>
      gate({ after, spec: spec({ min_quality }), certified: [], allow_missing: 0, seed: 1 });
    expect(at(0.8).exit_code).toBe(0);
    expect(at(0.801)).toMatchObject({ exit_code: 1, baseline: null });
  });

  it('limits the certified share of the candidate that the headline chose, or of a model by name', () => {
    const after = side('a', { big: verdicts(10, 0), one: verdicts(10, 0), two: verdicts(10, 0) });
    const certified = [
      { candidate: 'one', floor: 0.02, router: 'segment', task_share: 0.5, chosen: false },
      { candidate: 'two', floor: 0.02, router: 'segment', task_share: 0.3, chosen: true },
    ] as const;
    const run = (wanted: Parameters<typeof spec>) =>
      gate({ after, spec: spec(...wanted), certified, allow_missing: 0, seed: 1 });
    const limit = { min_certified_share: 0.4, certified_floor: 0.02 };
    expect(run([limit]).findings).toMatchObject([{ model: 'two', observed: 0.3 }]);
    expect(run([{}, { by_model: { one: limit } }]).exit_code).toBe(0);
    expect(run([{ ...limit, certified_floor: 0.05 }])).toMatchObject({ exit_code: 3, notes: [{ code: 'unchecked' }] });
  });

  it('limits the share of the order that is asked for, and of no other; one that nobody could make is undecided', () => {
    const after = side('a', { big: verdicts(10, 0), one: verdicts(10, 0) });
    const by = (router: 'segment' | 'length' | 'tfidf', task_share: number | null) =>
      ({ candidate: 'one', floor: 0.02, router, task_share, chosen: true }) as const;
    const certified = [by('segment', 0.3), by('length', null), by('tfidf', 0.6)];
    const run = (certified_router: 'segment' | 'length' | 'tfidf') => {
      const limits = { min_certified_share: 0.4, certified_floor: 0.02, certified_router };
      return gate({ after, spec: spec(limits), certified, allow_missing: 0, seed: 1 });
    };
    expect(run('tfidf')).toMatchObject({ exit_code: 0 });
    const check = { model: 'one', limit: 'min_certified_share', router: 'tfidf', observed: 0.6, state: 'ok' };
    expect(run('tfidf').checks).toContainEqual(expect.objectContaining(check));
    expect(run('segment')).toMatchObject({ exit_code: 1, findings: [{ router: 'segment', observed: 0.3 }] });
    const open = { router: 'length', observed: null, state: 'undecided', why: 'not_certified_here' };
    expect(run('length').exit_code).toBe(3);
    expect(run('length').checks).toContainEqual(expect.objectContaining(open));
  });
});

describe('what never passes', () => {
  it('an empty gate', () => {
    const after = side('a', { m: verdicts(10, 0) });
    expect(gate({ after, spec: spec({}), certified: [], allow_missing: 0, seed: 1 })).toMatchObject({
      verdict: 'empty',
      exit_code: 3,
    });
    expect(verdictOf(after, after, spec({ max_quality_drop: 0.5 }, { models: ['nobody'] }))).toMatchObject({
      exit_code: 3,
    });
  });

  it('G6: an incomplete run, also one that broke a limit', () => {
    const cells = verdicts(100, 50).map((cell, i) => (i === 99 ? { scores: [], missing: 1 } : cell));
    const verdict = verdictOf(
      side('main', { m: verdicts(100, 0) }),
      side('a', { m: cells }),
      spec({ max_quality_drop: 0.02 }),
    );
    expect(verdict).toMatchObject({ verdict: 'undecided', exit_code: 3 });
  });

  it('a run whose missing verdicts could turn it, though they are allowed', () => {
    const missing = (n: number, wrong: number, lacking: number) =>
      verdicts(n, wrong).map((cell, i) => (i >= n - lacking ? { scores: [], missing: 1 } : cell));
    const main = side('main', { m: verdicts(300, 30) });
    const limits = spec({ max_quality_drop: 0.02, max_unscored: 20 });
    // As it stands nothing changed; with 12 more losses it would be a drop of 4 points.
    expect(check(verdictOf(main, side('a', { m: missing(300, 30, 12) }), limits), 'max_quality_drop')).toMatchObject({
      state: 'undecided',
      why: 'missing',
    });
    // 30 losses either way.
    expect(verdictOf(main, side('a', { m: missing(300, 60, 12) }), limits).exit_code).toBe(1);
    // 2 more losses are too few to turn it.
    expect(verdictOf(main, side('a', { m: missing(300, 30, 2) }), limits).exit_code).toBe(0);
  });

  it('missing verdicts beyond a percentage', () => {
    const cells = verdicts(100, 0).map((cell, i) => (i < 3 ? { scores: [], missing: 1 } : cell));
    const at = (max_unscored_share: number) =>
      gate({
        after: side('a', { m: cells }),
        spec: spec({ max_unscored: 0, max_unscored_share }),
        certified: [],
        allow_missing: 0,
        seed: 1,
      }).exit_code;
    expect([at(0.02), at(0.03)]).toEqual([3, 0]);
  });
});

describe('a confirming run', () => {
  const main = side('main', { m: verdicts(300, 30) });
  const limits = spec({ max_quality_drop: 0.02 });
  const bad = verdictOf(main, side('a', { m: verdicts(300, 60) }), limits);
  const good = verdictOf(main, side('b', { m: verdicts(300, 31) }), limits);

  it('fails only if both agree', () => {
    expect(confirmedBy(bad, { ...bad, run: 'b' })).toMatchObject({
      exit_code: 1,
      confirmed_by: 'b',
      findings: [{ confirmed: true }],
    });
    const passed = confirmedBy(bad, good);
    expect(passed).toMatchObject({ exit_code: 0, findings: [], confirmed_by: 'b' });
    expect(passed.notes).toContainEqual({ code: 'not_confirmed', run: 'b' });
  });

  it('has to be surer than the first: both are held against one baseline, and fail together', () => {
    // All five tasks dearer in both: 1/32 each, which is not below 2.5 %. Six: 1/64.
    const spent = (tasks: number, usd: string) =>
      side('x', { m: Array.from({ length: tasks }, () => ({ scores: [1], usd })) });
    const twice = (tasks: number) => {
      const dearer = verdictOf(spent(tasks, '0.1'), spent(tasks, '0.2'), spec({ max_cost_increase: 0.1 }));
      expect(dearer.exit_code).toBe(1);
      return confirmedBy(dearer, { ...dearer, run: 'b' });
    };
    expect(twice(5).checks.find(({ limit }) => limit === 'max_cost_increase')).toMatchObject({
      state: 'undecided',
      why: 'underpowered',
      confirmed: false,
    });
    expect(twice(5).exit_code).toBe(3);
    expect(twice(6).exit_code).toBe(1);
    const dear = verdictOf(spent(6, '0.1'), spent(6, '0.2'), spec({ max_cost_increase: 0.1 }));
    expect(confirmedBy(dear, { ...dear, run: 'b' }, { alpha: confirmingAlpha(1, 3) }).exit_code).toBe(3);
    // 20 tasks with p = 0.04 in the second run: broken by itself, confirms nothing.
    const many = verdictOf(spent(20, '0.1'), spent(20, '0.2'), spec({ max_cost_increase: 0.1 }));
    const p = (one: number) => ({
      ...many,
      run: 'b',
      checks: many.checks.map((check) => (check.p === null ? check : { ...check, p: one, p_adjusted: one })),
    });
    expect(confirmedBy(many, p(0.04)).exit_code).toBe(0);
    expect(confirmedBy(many, p(0.02)).exit_code).toBe(1);
  });

  it('decides nothing when it has no verdict itself', () => {
    const none = verdictOf(
      main,
      side('b', { m: verdicts(299, 31) }, { dataset: { path: 'tasks.csv', sha256: 'abc', tasks: 300 } }),
      limits,
    );
    expect(none.exit_code).toBe(3);
    expect(confirmedBy(bad, none).exit_code).toBe(3);
  });
});

describe('alignment', () => {
  const before = side('main', { m: verdicts(100, 0) });
  const other = (print: (i: number) => string, n = 100) => {
    const built = side('a', { m: verdicts(n, 0) }, { dataset: { path: 'tasks.csv', sha256: 'other', tasks: n } });
    return { ...built, tasks: new Map([...built.tasks].map(([id, task], i) => [id, { ...task, print: print(i) }])) };
  };

  it('G5: compares the common tasks while they are 90 % of the baseline, and counts the rest', () => {
    expect(
      align(
        before,
        other((i) => (i < 10 ? 'new words' : 'p'), 120),
      ),
    ).toMatchObject({ gone: 0, added: 20, changed: 10 });
    expect(
      align(
        before,
        other(() => 'p', 90),
      ),
    ).toMatchObject({ gone: 10, added: 0, changed: 0 });
  });

  it('G4, G5: fewer, and it is another dataset', () => {
    expect(
      align(
        before,
        other(() => 'p', 89),
      ),
    ).toMatchObject([{ what: 'dataset', common: 89, of: 100 }]);
    expect(
      align(
        before,
        other((i) => (i < 11 ? 'new words' : 'p')),
      ),
    ).toMatchObject([{ what: 'dataset', common: 89 }]);
  });

  it('does not take equal ids for equal tasks where nobody knows the tasks', () => {
    const blind = other(() => 'p');
    const unknown = { ...blind, tasks: new Map([...blind.tasks].map(([id]) => [id, { weight: 1, print: null }])) };
    expect(align(before, unknown)).toMatchObject([{ what: 'dataset', common: 0 }]);
  });

  it('G4: refuses another scorer and another judge, naming both', () => {
    const judge = { names: ['j'], identity: 'one' };
    expect(align(before, { ...before, scorers: ['numeric@1'] })).toEqual([
      { what: 'scorer', before: 'exact@1', after: 'numeric@1' },
    ]);
    expect(align({ ...before, judge }, { ...before, judge: { ...judge, identity: 'two' } })).toEqual([
      { what: 'judge', before: 'j (one)', after: 'j (two)' },
    ]);
    expect(align(before, { ...before, judge })).toMatchObject([{ what: 'judge', before: 'none' }]);
  });
});

it("a model's own limit takes the place of the whole common one: no percentage, floor or router of that is left", () => {
  const common = { max_unscored: 0, max_unscored_share: 0.05, min_certified_share: 0.3, certified_floor: 0.05 };
  const by_model = { m: { max_unscored: 0, min_certified_share: 0.1 } };
  const limited = { ...spec(common), by_model };
  expect(limitsFor(limited, 'm')).toEqual({ max_unscored: 0, min_certified_share: 0.1 });
  expect(limitsFor(limited, 'other')).toEqual(common);
  // One of 40 verdicts is missing: within 5 %, and one more than the model's own limit.
  const after = side('a', { m: [{ scores: [], missing: 1 }, ...verdicts(39, 0)] });
  expect(gate({ after, spec: limited, certified: [], allow_missing: 0, seed: 1 }).exit_code).toBe(3);
});

describe('repeats', () => {
  it('names flaky tasks instead of hiding them, and uses all trials', () => {
    const trials = (n: number, flaky: number): Cells =>
      Array.from({ length: n }, (_, i) => ({ scores: i < flaky ? [1, 0, 1] : [1, 1, 1] }));
    const [before, after] = [
      side('main', { m: trials(50, 2) }, { repeats: 3 }),
      side('a', { m: trials(50, 2) }, { repeats: 3 }),
    ];
    const verdict = verdictOf(before, after, spec({ max_quality_drop: 0.05 }));
    expect(verdict.notes).toContainEqual({
      code: 'flaky',
      tasks: [
        { id: 't00000', model: 'm' },
        { id: 't00001', model: 'm' },
      ],
    });
    expect(check(verdict, 'max_quality_drop').method).toBe('permutation_exact');
  });
});
