import { describe, expect, it } from 'vitest';
import { contenders } from '../../src/analysis/contenders.ts';
import { headline } from '../../src/analysis/headline.ts';
import type { MovedShare } from '../../src/analysis/share_types.ts';
import { tabulate } from '../../src/analysis/table.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { trial, uniform, unknownCost } from './trials.ts';
import { report, workload } from './workload.ts';

const usd = (amount: string) => ({ state: 'known', usd: amount, source: 'config' }) as const;

/** `strong` is always right; `weak` loses every k-th task. */
function pair(n: number, every: number, cost = '0.001'): Trial[] {
  return Array.from({ length: n }, (_, i) => {
    const id = `t${1000 + i}`;
    return [trial(id, 'strong', 1), trial(id, 'weak', i % every === every - 1 ? 0 : 1, { cost: usd(cost) })];
  }).flat();
}

describe('the verdict', () => {
  it('whole workload: nothing lost, everything moves', () => {
    const { headline, shares } = report(pair(400, 1000), 400);
    expect(headline).toEqual({
      verdict: 'whole_workload',
      candidate: 'weak',
      floor: 0.02,
      share: 0,
      candidates: 1,
      basis: 'exact',
      needed_tasks: null,
    });
    expect(shares[0]!.certified).toMatchObject({ task_share: 1, saving: expect.closeTo(0.9, 12) });
  });
  it('a part, at the smallest floor where anything is certified', () => {
    const kinds = [
      { segment: 'easy', part: 0.6, loss: 0, gain: 0 },
      { segment: 'hard', part: 0.4, loss: 0.6, gain: 0 },
    ];
    const { headline, shares } = report(workload(300, kinds, uniform(3)), 300);
    expect(headline).toMatchObject({ verdict: 'certified', candidate: 'weak', floor: 0.05, share: 1 });
    expect(shares[1]!.certified!.task_share).toBeGreaterThan(0.5);
    expect(shares[1]!.certified!.segments[0]).toEqual({ segment: 'easy', fraction: 1 });
  });
  it('too few tasks, and how many it would take', () => {
    const { headline, findings } = report(pair(60, 20), 60);
    // Discordance 1/20 at 5 points: 6.183 x .05 / .0025 = 124 tasks; both halves.
    expect(headline).toMatchObject({ verdict: 'too_few_tasks', candidate: 'weak', floor: 0.05, needed_tasks: 248 });
    expect(findings).toContainEqual({ code: 'too_few_tasks', tested: 30, floor: 0.02, smallest_n: 180 });
    expect(findings).toContainEqual({ code: 'too_few_tasks', tested: 30, floor: 0.05, smallest_n: 70 });
  });
  it('nothing certified: enough tasks, a candidate that is too weak', () => {
    // Discordance 1 at 2 points: 6.18256 / .0004 = 15,457 tasks; both halves.
    expect(report(pair(400, 1), 400, { quality_floors: [0.02] }).headline).toEqual({
      ...{ verdict: 'nothing_certified', candidate: 'weak', floor: 0.02, share: 0, candidates: 1, needed_tasks: 30914 },
      basis: 'exact',
    });
  });
  it('no cheaper candidate', () => {
    expect(report(pair(400, 1000, '0.02'), 400).headline).toMatchObject({
      verdict: 'no_cheaper_candidate',
      candidate: null,
    });
    expect(report(pair(400, 1000, '0.01'), 400).headline.verdict).toBe('no_cheaper_candidate');
  });
  it('no saving without costs, though the share is certified', () => {
    const unpriced = pair(400, 1000).map((t) => ({ ...t, cost: unknownCost }));
    expect(report(unpriced, 400).headline).toMatchObject({
      verdict: 'cost_unknown',
      candidate: 'weak',
      floor: 0.02,
      share: 0,
    });
  });
  it('no verdicts', () => {
    const blank = pair(10, 3).map(({ score: _, ...t }) => ({ ...t, why: 'judge is silent' }));
    expect(report(blank, 10)).toMatchObject({
      headline: { verdict: 'no_verdicts' },
      shares: [{ delta: null, certified: null }, {}],
    });
  });
  it('one model', () => {
    const alone = pair(10, 3).filter(({ model }) => model === 'strong');
    const made = report(alone, 10, { models: ['strong'] });
    expect(made).toMatchObject({ headline: { verdict: 'need_two_models', candidates: 0 }, shares: [] });
    expect(made.findings).toEqual([{ code: 'need_two_models', models: 1 }]);
  });
  it.each([1, 2])('%i task(s): no conclusion, an interval as wide as it must be', (n) => {
    const made = report(pair(n, 1000), n);
    expect(made.headline.verdict).toBe('too_few_tasks');
    expect(made.standings[0]!.quality_low!).toBeLessThan(0.16);
    expect(made.shares[0]!.delta_low!).toBeLessThan(-0.6);
  });
});

describe('the floor that leads', () => {
  const close = (seed: number) => workload(600, [{ segment: 'a', part: 1, loss: 0.03, gain: 0.01 }], uniform(seed));

  it('is the larger one where the smaller certifies a sliver only', () => {
    const { headline, shares } = report(close(5), 600);
    expect(shares.map(({ certified }) => certified!.task_share)).toEqual([0.04, 1]);
    expect(headline).toMatchObject({ verdict: 'whole_workload', candidate: 'weak', floor: 0.05, share: 1 });
  });
  it('is the smaller one where that certifies a twentieth of the workload or more', () => {
    const { headline, shares } = report(close(1), 600);
    expect(shares.map(({ certified }) => certified!.task_share)).toEqual([0.08, 1]);
    expect(headline).toMatchObject({ verdict: 'certified', floor: 0.02, share: 0 });
  });

  /** The same workload with other figures certified at 2, 5 and 10 points. */
  function lead(...figures: readonly Partial<MovedShare>[]) {
    const floors = [0.02, 0.05, 0.1];
    const models = ['strong', 'weak'];
    const [real] = contenders(tabulate(close(5), models, 600), models, 'strong', 1, floors);
    const shares = real!.shares.map(({ index, share }, i) => ({
      index,
      share: { ...share, certified: { ...share.certified!, ...figures[i] } },
    }));
    return headline([{ ...real!, shares }], floors).floor;
  }
  it.each([
    ['the next that adds ten points', [0.04, 0.13, 0.2], 0.1],
    ['exactly ten points are enough', [0.04, 0.14, 0.2], 0.05],
    ['nothing adds ten points', [0.04, 0.1, 0.13], 0.02],
    ['no sliver', [0.05, 1, 1], 0.02],
    ['nothing at the smallest: the first that certifies anything counts', [0, 0.06, 1], 0.05],
  ])('%s: %j', (_, parts, floor) => {
    expect(lead(...parts.map((task_share) => ({ task_share, saving: task_share / 2 })))).toBe(floor);
  });
  it('never one without a saving', () => {
    const [sliver, dearer] = [
      { task_share: 0.04, saving: 0.01 },
      { task_share: 1, saving: -0.1 },
    ];
    expect(lead(sliver, dearer, dearer)).toBe(0.02);
    expect(lead(sliver, dearer, { task_share: 1, saving: 0.3 })).toBe(0.1);
    expect(lead(sliver, { task_share: 1, saving: null }, dearer)).toBe(0.02);
  });
});

describe('the best of many', () => {
  it('is chosen on one half and reported on the other', () => {
    // Ten candidates, all 6 points worse: at 5 points every claim is false. Choosing and testing on the same tasks would break the 5 %.
    const draw = uniform(8);
    const models = ['strong', ...Array.from({ length: 10 }, (_, i) => `m${i}`)];
    let claims = 0;
    for (let round = 0; round < 60; round++) {
      const trials = Array.from({ length: 240 }, (_, i) =>
        models.map((m) => trial(`t${i}`, m, m === 'strong' ? 1 : draw() < 0.06 ? 0 : 1)),
      ).flat();
      const { headline } = report(trials, 240, { models, quality_floors: [0.05], seed: round });
      if (headline.verdict === 'whole_workload') claims++;
    }
    expect(claims).toBeLessThanOrEqual(7);
  });
  it('says how many it was chosen from', () => {
    const two = [
      ...pair(400, 1000),
      ...pair(400, 500, '0.002')
        .filter((t) => t.model === 'weak')
        .map((t) => ({ ...t, model: 'other' })),
    ];
    const { headline, findings } = report(two, 400, { models: ['strong', 'other', 'weak'] });
    expect(headline).toMatchObject({ candidate: 'weak', candidates: 2, share: 2 });
    expect(findings).toContainEqual({ code: 'selected_of_many', candidates: 2, floor: 0.02, selected: 'weak' });
  });
  it('prefers the larger certified saving in dollars to the larger share', () => {
    const dear = pair(400, 1000, '0.009')
      .filter((t) => t.model === 'weak')
      .map((t) => ({ ...t, model: 'dear' }));
    const { headline } = report([...pair(400, 1000), ...dear], 400, { models: ['strong', 'dear', 'weak'] });
    expect(headline.candidate).toBe('weak');
  });
});
