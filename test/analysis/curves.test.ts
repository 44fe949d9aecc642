import { describe, expect, it } from 'vitest';
import { curveSet } from '../../src/analysis/curves.ts';
import type { CurveSet } from '../../src/analysis/detail_types.ts';
import type { Contender } from '../../src/analysis/headline.ts';
import { pairUp } from '../../src/analysis/pairs.ts';
import { tabulate } from '../../src/analysis/table.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { trial, uniform, unknownCost } from './trials.ts';
import { report, workload } from './workload.ts';

const usd = (amount: string) => ({ state: 'known', usd: amount, source: 'config' }) as const;

/** The curves of `weak` where all tasks are tested and move in this order. */
function curvesOf(trials: readonly Trial[], order: readonly number[]): CurveSet {
  const tasks = order.length;
  const table = tabulate(trials, ['strong', 'weak'], tasks);
  const test = pairUp(table, table.columns[1]!, table.columns[0]!, Uint32Array.from(order.keys()));
  const candidate = { test, certified_order: order } as unknown as Contender['candidate'];
  return curveSet({ model: 'weak', candidate, shares: [] }, 'strong');
}

const at = (set: CurveSet, order: string, share: number) =>
  set.curves.find((curve) => curve.order === order)!.points[Math.round(share * 100)]!;

const rows = [
  ['a', 1, 1, '10', '1'],
  ['b', 1, 0, '20', '2'],
  ['c', 0, 1, '30', '3'],
  ['d', 1, 1, '40', '50'],
] as const;
const trials = rows.flatMap(([id, strong, weak, before, after]) => [
  trial(id, 'strong', strong, { cost: usd(before) }),
  trial(id, 'weak', weak, { cost: usd(after) }),
]);

describe('four tasks that move in the order c, d, a, b: by hand', () => {
  const set = curvesOf(trials, [2, 3, 0, 1]);
  it('names the models and its tested tasks; 101 points each', () => {
    expect(set).toMatchObject({ candidate: 'weak', reference: 'strong' });
    expect(set.curves.map(({ order, tested, points }) => [order, tested, points.length])).toEqual([
      ['segment', 4, 101],
      ['random', 4, 101],
      ['oracle', 4, 101],
    ]);
    expect(set.curves[0]!.points.map(({ share }) => share)).toEqual(Array.from({ length: 101 }, (_, i) => i / 100));
  });
  it.each([
    [0, 0.75, '25'],
    [0.12, 0.87, '21.76'],
    [0.25, 1, '18.25'],
    [0.5, 1, '20.75'],
    [0.75, 1, '18.5'],
    [1, 0.75, '14'],
  ])('at %f moved: quality %f, $%s a task', (share, quality, cost) => {
    expect(at(set, 'segment', share)).toEqual({
      share,
      quality: expect.closeTo(quality, 12),
      cost_per_task_usd: cost,
    });
  });
  it('at random: straight between the two means', () => {
    expect(at(set, 'random', 0.5)).toEqual({ share: 0.5, quality: 0.75, cost_per_task_usd: '19.5' });
  });
  it('the oracle moves the gain first and the loss last', () => {
    const qualities = [0, 0.25, 0.75, 0.87, 1].map((share) => at(set, 'oracle', share).quality);
    expect(qualities).toEqual([0.75, 1, 1, 0.88, 0.75].map((quality) => expect.closeTo(quality, 12)));
  });
});

it('shares are of the weight, and a heavy task moves in part', () => {
  const weighted = [
    trial('a', 'strong', 1, { weight: 1 }),
    trial('a', 'weak', 0, { weight: 1 }),
    trial('b', 'strong', 0, { weight: 3 }),
    trial('b', 'weak', 1, { weight: 3 }),
  ];
  const set = curvesOf(weighted, [0, 1]);
  const qualities = [0, 0.25, 0.5, 1].map((share) => at(set, 'segment', share).quality);
  expect(qualities).toEqual([0.25, 0, 0.25, 0.75].map((quality) => expect.closeTo(quality, 12)));
});

it('the oracle with graded scores: the largest gain first, the largest loss last', () => {
  const graded = [0.2, 0.9, 0.5].flatMap((weak, i) => [trial(`t${i}`, 'strong', 0.6), trial(`t${i}`, 'weak', weak)]);
  const set = curvesOf(graded, [0, 1, 2]);
  // After a third and two thirds: (.9 + .6 + .6) / 3, then (.9 + .5 + .6) / 3; 1 % past a third 3 % of the next has moved.
  expect(at(set, 'oracle', 0.33).quality).toBeCloseTo(0.6 + 0.33 * 0.3, 12);
  expect(at(set, 'oracle', 0.66).quality).toBeCloseTo(0.7 - (0.66 - 1 / 3) * 0.1, 12);
});

it('a cost that one of the two does not tell is no part of the money; none known is null', () => {
  const partly = trials.map((t) => (t.task_id === 'd' && t.model === 'weak' ? { ...t, cost: unknownCost } : t));
  const set = curvesOf(partly, [2, 3, 0, 1]);
  expect([0, 1].map((share) => at(set, 'segment', share).cost_per_task_usd)).toEqual(['20', '2']);
  const nobody = curvesOf(
    trials.map((t) => ({ ...t, cost: unknownCost })),
    [0, 1, 2, 3],
  );
  expect(nobody.curves.flatMap(({ points }) => points).every((point) => point.cost_per_task_usd === null)).toBe(true);
});

describe('in a report', () => {
  const kinds = [
    { segment: 'a', part: 0.5, loss: 0.01, gain: 0.02 },
    { segment: 'b', part: 0.5, loss: 0.3, gain: 0.05 },
  ];
  const trialsOf = (seed: number) => workload(400, kinds, uniform(seed));
  it('only where it is asked for', () => {
    expect(report(trialsOf(1), 400)).not.toHaveProperty('detail');
    const { detail, ...rest } = report(trialsOf(1), 400, { detail: true });
    expect(detail).toBeDefined();
    expect(rest).toEqual(report(trialsOf(1), 400));
  });
  it('the certified point lies on its curve, and the oracle above everything', () => {
    for (const seed of [1, 2, 3]) {
      const { detail, shares } = report(trialsOf(seed), 400, { detail: true });
      const set = detail!.curves[0]!;
      const certified = shares[1]!.certified!;
      // 200 tested tasks of equal weight: a percent is two tasks.
      expect(set.curves[0]!.tested).toBe(certified.tested);
      const here = at(set, 'segment', certified.task_share);
      expect(here.quality).toBeCloseTo(certified.quality!, 9);
      expect(Number(here.cost_per_task_usd)).toBeCloseTo(Number(certified.cost_after_usd), 9);
      for (let share = 0; share <= 1; share += 0.1) {
        const best = at(set, 'oracle', share).quality + 1e-12;
        expect(best).toBeGreaterThanOrEqual(at(set, 'segment', share).quality);
        expect(best).toBeGreaterThanOrEqual(at(set, 'random', share).quality);
      }
    }
  });
  it('of nobody: no curve', () => {
    expect(report([], 10, { detail: true }).detail).toEqual({
      curves: [{ candidate: 'weak', reference: 'strong', curves: [] }],
      segments: [],
    });
  });
});
