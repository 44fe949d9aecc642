import { describe, expect, it } from 'vitest';
import { strategiesOf } from '../../../src/analysis/finance/strategies.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { trial, uniform } from '../trials.ts';
import { report, workload } from '../workload.ts';

const known = (usd: string) => ({ cost: { state: 'known', usd, source: 'config' } as const });

describe('strategies', () => {
  const kinds = [
    { segment: 'easy', part: 0.6, loss: 0.005, gain: 0.005 },
    { segment: 'hard', part: 0.4, loss: 0.5, gain: 0 },
  ];
  const trials = workload(1000, kinds, uniform(7));
  const made = report(trials, 1000);
  const { strategies, weight } = strategiesOf(trials, made);

  it('are the reference, each candidate, and each certified routing', () => {
    expect(strategies.map(({ strategy, kind }) => [strategy, kind])).toEqual([
      ['all strong', 'all_reference'],
      ['all weak', 'all_candidate'],
      ['route to weak by segment within 2 points', 'routing'],
      ['route to weak by segment within 5 points', 'routing'],
    ]);
    expect(weight, 'nobody gave weights').toBeNull();
  });

  it('a routing costs what the report says, between the two models, with an interval around it', () => {
    const [strong, weak, route] = strategies;
    const certified = made.shares[0]!.certified!;
    const { low, base, high } = route!.cost_per_task_usd;
    expect(base).toBe(certified.cost_after_usd);
    // $0.01 and $0.001 a task: what moves saves $0.009, so the share moved is the saving over 0.009.
    expect(Number(route!.saving_per_task_usd.base)).toBeCloseTo(0.009 * certified.task_share, 9);
    expect(Number(base)).toBeCloseTo(0.01 - 0.009 * certified.task_share, 9);
    expect(Number(low)).toBeLessThan(Number(base));
    expect(Number(high)).toBeGreaterThan(Number(base));
    expect(strong!.cost_per_task_usd).toEqual({ low: '0.01', base: '0.01', high: '0.01' });
    expect(weak!.saving_per_task_usd.base).toBe('0.009');
  });

  it('the interval of a lost score holds the loss, and a certified one ends at most at the floor', () => {
    for (const route of strategies.slice(2)) {
      const { low, base, high } = route.loss_per_task;
      expect(low!).toBeLessThanOrEqual(base!);
      expect(high!).toBeGreaterThanOrEqual(base!);
      // The test is one-sided at 95 %, the interval two-sided: its end may be a little beyond.
      expect(high!).toBeLessThan(route.floor! + 0.01);
    }
    expect(strategies[0]!.loss_per_task).toEqual({ low: 0, base: 0, high: 0 });
  });

  it('savings are over tasks whose costs are both known', () => {
    const some: Trial[] = [
      trial('a', 'strong', 1, known('0.10')),
      trial('a', 'weak', 1, known('0.04')),
      trial('b', 'strong', 1, known('9')),
      trial('b', 'weak', 1, { cost: { state: 'unknown', why: 'no usage' } }),
    ];
    const [, weak] = strategiesOf(some, report(some, 2)).strategies;
    expect(weak!.saving_per_task_usd).toEqual({ low: null, base: '0.06', high: null });
  });

  it('cost per success is cost per task over quality, weighted like both', () => {
    const weighted = [
      trial('a', 'strong', 1, { weight: 3, ...known('0.10') }),
      trial('b', 'strong', 0.5, { weight: 1, ...known('0.30') }),
      trial('a', 'weak', 1, { weight: 3 }),
      trial('b', 'weak', 1, { weight: 1 }),
    ];
    const [strong] = strategiesOf(weighted, report(weighted, 2)).strategies;
    // (3 x 0.10 + 0.30) / (3 x 1 + 0.5): without weights it were 0.40 / 1.5.
    expect(Number(strong!.cost_per_success_usd)).toBeCloseTo(0.6 / 3.5, 9);
  });

  it('weights that were given add up to a volume', () => {
    const weighted = ['a', 'b', 'c'].flatMap((id, i) => [
      trial(id, 'strong', 1, { weight: [30, 40, 0.5][i]! }),
      trial(id, 'weak', 0, { weight: [30, 40, 0.5][i]! }),
    ]);
    expect(strategiesOf(weighted, report(weighted, 3)).weight).toBe('70.5');
  });
});
