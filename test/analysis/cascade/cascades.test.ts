import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cascadeSet } from '../../../src/analysis/cascade/cascades.ts';
import { whatIf } from '../../../src/analysis/cascade/what_if.ts';
import { normalCdf } from '../../../src/analysis/stats/distributions.ts';
import { normal, uniform } from '../trials.ts';
import { cascadeInput, pairsOf, type Row } from './cases.ts';

const only = (rows: readonly Row[], floors: readonly number[] = [0.05], half?: Uint8Array) =>
  cascadeSet(cascadeInput(rows, floors, half)).cascades[0]!;

describe('the curve over all pairs', () => {
  const rows: Row[] = [
    { cheap: 1, strong: 1, cheap_usd: 1, trust: 0.9, verifier_usd: 0.5 },
    { cheap: 0, strong: 1, cheap_usd: 1, trust: 0.2, verifier_usd: 0.5 },
    { cheap: 1, strong: 0, cheap_usd: 1, trust: 0.9, verifier_usd: 0.5 },
    { cheap: 1, strong: 1, cheap_usd: 1, trust: null },
  ];
  it('pays the cheap call and the verifier always, the reference where escalated; ties go together', () => {
    const { curve, pairs, read, auc } = only(rows);
    expect([pairs, read, auc]).toEqual([4, 3, 1]);
    expect(curve).toEqual([
      { accept_share: 0, quality: 0.75, cost_per_task_usd: '11.375' },
      { accept_share: 0.5, quality: 1, cost_per_task_usd: '6.375' },
      { accept_share: 0.75, quality: 0.75, cost_per_task_usd: '3.875' },
    ]);
  });
  it('a verifier that was asked in vain is paid, and escalates', () => {
    const asked = [...rows.slice(0, 3), { ...rows[3]!, trust: Number.NEGATIVE_INFINITY, verifier_usd: 0.5 }];
    const { curve, read } = only(asked);
    expect(read).toBe(3);
    expect(curve.map((point) => point.cost_per_task_usd)).toEqual(['11.5', '6.5', '4']);
  });
  it('the score of the accepted answer counts, not the mean of the repeats', () => {
    const { curve } = only([{ cheap: 1 / 3, strong: 1, trust: 0.5, score: 1 }]);
    expect(curve.at(-1)).toMatchObject({ accept_share: 1, quality: 1 });
  });
  it('an unknown cost is no cost: the task is left out of the money, and nothing is left of it without one', () => {
    const some = only([
      { cheap: 1, strong: 1, cheap_usd: 1, trust: 1, verifier_usd: null },
      { cheap: 1, strong: 1, cheap_usd: 2, trust: 1, verifier_usd: 3 },
    ]);
    expect(some.curve.map((point) => point.cost_per_task_usd)).toEqual(['15', '5']);
    const none = only([{ cheap: 1, strong: 1, trust: 1, verifier_usd: null }]);
    expect(none.curve.map((point) => point.cost_per_task_usd)).toEqual([null, null]);
  });
  it('has at most 101 points, from nothing to all', () => {
    const many = Array.from({ length: 1234 }, (_, i) => ({ cheap: 1, strong: 1, trust: i }));
    const { curve } = only(many);
    expect(curve).toHaveLength(101);
    expect([curve[0]!.accept_share, curve[100]!.accept_share]).toEqual([0, 1]);
  });
  it('readings of other candidates, and of no task, make no cascade', () => {
    const input = cascadeInput(rows, [0.05]);
    const others = input.verifiers.map((column) => ({ ...column, candidate: 'other' }));
    expect(cascadeSet({ ...input, verifiers: others }).cascades).toEqual([]);
    expect(cascadeSet(cascadeInput([{ cheap: 1, strong: 1 }], [0.05])).cascades).toEqual([]);
  });
});

describe('the area under the ROC curve', () => {
  it('is unknown without both kinds of answers, or with graded ones', () => {
    expect(only([{ cheap: 1, strong: 1, trust: 1 }]).auc).toBeNull();
    expect(only([1, 0, 0.5].map((cheap) => ({ cheap, strong: 1, trust: cheap }))).auc).toBeNull();
  });
});

/** A score and a trust; few values, so that ties are common. */
const row = fc.record({
  cheap: fc.constantFrom(0, 1),
  strong: fc.constantFrom(0, 1),
  cheap_usd: fc.constantFrom(1, 2, null),
  strong_usd: fc.constantFrom(5, 9),
  trust: fc.constantFrom(null, 0, 1, 2, 3),
  verifier_usd: fc.constantFrom(0, 0.5, null),
  weight: fc.constantFrom(1, 2),
});

/** The policy by its definition. */
function slow(rows: readonly Row[], threshold: number) {
  const accepts = ({ trust }: Row) => typeof trust === 'number' && trust >= threshold;
  const sum = (of: (one: Row) => number, list = rows) => list.reduce((total, one) => total + one.weight! * of(one), 0);
  const known = rows.filter(
    (one) => one.cheap_usd !== null && (typeof one.trust !== 'number' || one.verifier_usd !== null),
  );
  const verifier = (one: Row) => (typeof one.trust === 'number' ? one.verifier_usd! : 0);
  const cost = (one: Row) => one.cheap_usd! + verifier(one) + (accepts(one) ? 0 : one.strong_usd!);
  return {
    accept_share: sum((one) => (accepts(one) ? 1 : 0)) / sum(() => 1),
    quality: sum((one) => (accepts(one) ? one.cheap : one.strong)) / sum(() => 1),
    cost: known.length === 0 ? null : sum(cost, known) / sum(() => 1, known),
    before: known.length === 0 ? null : sum((one) => one.strong_usd!, known) / sum(() => 1, known),
  };
}

describe('every policy is what its definition says', () => {
  it('along the curve', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const trusts = [...new Set(rows.flatMap(({ trust }) => trust ?? []))].sort((a, b) => b - a);
        if (trusts.length === 0) return;
        const { curve, auc } = only(rows);
        expect(curve).toHaveLength(trusts.length + 1);
        for (const [i, threshold] of [Number.POSITIVE_INFINITY, ...trusts].entries()) {
          const expected = slow(rows, threshold);
          expect(curve[i]!.accept_share).toBeCloseTo(expected.accept_share, 9);
          expect(curve[i]!.quality).toBeCloseTo(expected.quality, 9);
          if (expected.cost === null) expect(curve[i]!.cost_per_task_usd).toBeNull();
          else expect(Number(curve[i]!.cost_per_task_usd)).toBeCloseTo(expected.cost, 9);
        }
        const read = rows.filter(({ trust }) => trust !== null);
        const [right, wrong] = [read.filter(({ cheap }) => cheap === 1), read.filter(({ cheap }) => cheap === 0)];
        let [won, all] = [0, 0];
        for (const a of right)
          for (const b of wrong) {
            const w = a.weight! * b.weight!;
            all += w;
            won += a.trust! > b.trust! ? w : a.trust === b.trust ? w / 2 : 0;
          }
        if (all === 0) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(won / all, 9);
      }),
    );
  });
  it('on the tested half, which alone is reported', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 20, maxLength: 60 }), (rows) => {
        if (rows.every(({ trust }) => trust === null)) return;
        const test = rows.filter((_, i) => i % 2 === 1);
        const { shares } = only(rows, [0.5]);
        const { policy, tested } = shares[0]!;
        expect(tested).toBe(test.length);
        if (policy === null) return;
        const expected = slow(test, policy.threshold!);
        expect(policy.accept_share).toBeCloseTo(expected.accept_share, 9);
        expect(policy.quality).toBeCloseTo(expected.quality, 9);
        if (expected.cost === null) expect([policy.cost_per_task_usd, policy.saving]).toEqual([null, null]);
        else expect(policy.saving).toBeCloseTo(1 - expected.cost / expected.before!, 9);
      }),
    );
  });
});

/** Both right, only strong right, only cheap right, both wrong; trust is normal, and higher by `shift` for right answers. */
interface World {
  readonly cells: readonly [both: number, loss: number, gain: number, neither: number];
  readonly shift: number;
  /** It says the same of every answer: all or none are accepted. */
  readonly mute?: true;
}

function drawn(n: number, { cells: [both, loss, gain], shift, mute }: World, draw: () => number): Row[] {
  return Array.from({ length: n }, () => {
    const u = draw();
    const cheap = u < both || (u >= both + loss && u < both + loss + gain) ? 1 : 0;
    const strong = u < both + loss ? 1 : 0;
    return { cheap, strong, cheap_usd: 1, trust: mute ? 0 : normal(draw) + shift * cheap, verifier_usd: 0.2 };
  });
}

/** Policy minus reference at a threshold, by the normal distribution. */
function truth({ cells: [, loss, gain], shift, mute }: World, threshold: number): number {
  if (mute) return gain - loss;
  return gain * normalCdf(shift - threshold) - loss * normalCdf(-threshold);
}

describe('what is certified holds', () => {
  it.each<[string, number, World]>([
    ['a fair verifier', 400, { cells: [0.6, 0.2, 0.05, 0.15], shift: 1.5 }],
    ['a coin', 600, { cells: [0.6, 0.15, 0.05, 0.2], shift: 0 }],
    ['a candidate that is just below the floor', 500, { cells: [0.7, 0.12, 0.06, 0.12], shift: 0.3 }],
    ['all or nothing, a hair below the floor', 600, { cells: [0.6, 0.1505, 0.1, 0.1495], shift: 0, mute: true }],
  ])('%s: violated in at most 6 % of 1,000 workloads', (_name, n, world) => {
    const draw = uniform(11);
    let [violated, certified] = [0, 0];
    for (let round = 0; round < 1000; round++) {
      const { shares } = only(drawn(n, world, draw), [0.05]);
      const [share] = shares;
      if (!share!.certified) continue;
      certified++;
      if (truth(world, share!.policy!.threshold!) < -0.05) violated++;
    }
    expect(violated).toBeLessThanOrEqual(60);
    expect(certified).toBeGreaterThan(20);
  });

  it('a good verifier certifies a large saving most of the time', () => {
    const draw = uniform(5);
    const world: World = { cells: [0.65, 0.15, 0.1, 0.1], shift: 2 };
    const found = Array.from({ length: 100 }, () => only(drawn(1000, world, draw), [0.02]).shares[0]!);
    const saving = found.filter(({ certified }) => certified).map(({ policy }) => policy!.saving!);
    expect(saving.length).toBeGreaterThan(80);
    expect(Math.min(...saving)).toBeGreaterThan(0.2);
  });

  it('a verifier of known sensitivity and specificity gives the closed form', () => {
    const [n, sensitivity, specificity, draw] = [40_000, 0.85, 0.7, uniform(3)];
    const rows = drawn(n, { cells: [0.6, 0.2, 0.05, 0.15], shift: 0 }, draw).map((one) => ({
      ...one,
      verifier_usd: 0,
      trust: draw() < (one.cheap === 1 ? sensitivity : 1 - specificity) ? 1 : 0,
    }));
    const { curve, auc } = only(rows);
    const expected = whatIf(pairsOf(rows), sensitivity, specificity);
    expect(curve).toHaveLength(3);
    expect(Math.abs(curve[1]!.accept_share - expected.accept_share)).toBeLessThan(0.01);
    expect(Math.abs(curve[1]!.quality - expected.quality)).toBeLessThan(0.01);
    expect(Math.abs(Number(curve[1]!.cost_per_task_usd) - Number(expected.cost_per_task_usd))).toBeLessThan(0.1);
    // Of a verifier with two values: (sensitivity + specificity) / 2.
    expect(Math.abs(auc! - 0.775)).toBeLessThan(0.01);
  });
});

describe('choosing and testing', () => {
  it('nothing is chosen where no threshold keeps the floor and saves', () => {
    const bad = Array.from({ length: 200 }, (_, i) => ({ cheap: 0, strong: 1, cheap_usd: 1, trust: i }));
    expect(only(bad).shares[0]).toEqual({
      floor: 0.05,
      tested: 100,
      policy: null,
      noninferior_p: null,
      certified: false,
    });
    const dear = Array.from({ length: 200 }, (_, i) => ({ cheap: 1, strong: 1, cheap_usd: 11, trust: i }));
    expect(only(dear).shares[0]!.policy).toBeNull();
  });
  it('without known costs the accepted share decides', () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ cheap: 1, strong: 1, cheap_usd: null, trust: i % 7 }));
    expect(only(rows).shares[0]).toMatchObject({
      certified: true,
      policy: { threshold: 0, accept_share: 1, cost_per_task_usd: null, saving: null },
      learned: { saving: null },
    });
  });
  it('the half that tests has no say in the choice', () => {
    const draw = uniform(2);
    const rows = drawn(400, { cells: [0.6, 0.2, 0.05, 0.15], shift: 1.5 }, draw);
    const changed = rows.map((one, i) => (i % 2 === 1 ? { ...one, cheap: 0, strong: 1 } : one));
    const [before, after] = [only(rows).shares[0]!, only(changed).shares[0]!];
    expect(after.policy!.threshold).toBe(before.policy!.threshold);
    expect(after.learned).toEqual(before.learned);
    expect(after.certified).toBe(false);
  });
  it('an empty half decides nothing', () => {
    const rows = Array.from({ length: 10 }, () => ({ cheap: 1, strong: 1, trust: 1 }));
    for (const half of [0, 1])
      expect(only(rows, [0.05], new Uint8Array(10).fill(half)).shares[0]).toMatchObject({
        tested: half * 10,
        policy: null,
        certified: false,
      });
  });
});
