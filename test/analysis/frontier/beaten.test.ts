import { describe, expect, it } from 'vitest';
import type { Beaten } from '../../../src/analysis/standing_types.ts';
import { tangoInterval } from '../../../src/analysis/stats/paired.ts';
import { trial } from '../trials.ts';
import { report } from '../workload.ts';

const usd = (amount: number) => ({ state: 'known', usd: amount.toFixed(6), source: 'config' }) as const;

/** What stands behind `weak` and `strong`, of n tasks: scores and costs by task. */
function behind(n: number, strong: (i: number) => [number, number], weak: (i: number) => [number, number]) {
  const trials = Array.from({ length: n }, (_, i) => {
    const [[s, sc], [w, wc]] = [strong(i), weak(i)];
    return [trial(`t${i}`, 'strong', s, { cost: usd(sc) }), trial(`t${i}`, 'weak', w, { cost: usd(wc) })];
  }).flat();
  return report(trials, n).frontier.points.map(({ model, beaten_by }) => [model, beaten_by] as const);
}

describe('who is ahead of a model behind the frontier', () => {
  it.each<[string, number, number, Beaten['distinguishable']]>([
    ['clearly better and cheaper', 40, 0.1, 'quality_and_cost'],
    ['a little better, clearly cheaper', 2, 0.1, 'cost'],
    ['clearly better, cheaper by chance', 40, 0.001, 'quality'],
    ['a little better, cheaper by chance', 2, 0.001, 'neither'],
  ])('%s', (_, lead, saving, distinguishable) => {
    // Costs of both vary by 0.5 on their own from task to task.
    const made = behind(
      200,
      (i) => [i < 150 - lead ? 1 : 0, 1 + saving + (i % 2)],
      (i) => [i < 150 ? 1 : 0, 1 + (Math.floor(i / 2) % 2)],
    );
    const [, beaten] = made.find(([model]) => model === 'strong')!;
    expect(beaten).toMatchObject({ by: 'weak', distinguishable, quality_difference: lead / 200 });
    const { low, high } = tangoInterval(200, 0, lead);
    expect([beaten!.quality_low, beaten!.quality_high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
    expect(Number(beaten!.cost_difference_usd)).toBeCloseTo(-saving, 9);
    expect(made.find(([model]) => model === 'weak')).toEqual(['weak', null]);
  });
  it('the same quality for less money: only the cost is told apart', () => {
    const made = behind(
      100,
      () => [1, 2],
      () => [1, 1],
    );
    expect(made[1]).toEqual(['strong', expect.objectContaining({ by: 'weak', distinguishable: 'cost' })]);
    expect(made[1]![1]!.cost_high_usd).toBe('-1');
  });
  it('exact twins are both on the frontier', () => {
    const twins = behind(
      100,
      (i) => [i % 2, 1],
      (i) => [i % 2, 1],
    );
    expect(twins.map(([, beaten]) => beaten)).toEqual([null, null]);
  });
});
