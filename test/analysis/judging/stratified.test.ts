import { describe, expect, it } from 'vitest';
import {
  type Item,
  strata,
  stratifiedAgreement,
  stratifiedKappa,
  stratifiedRecall,
} from '../../../src/analysis/judging/stratified.ts';
import { cohenKappa } from '../../../src/analysis/stats/agreement.ts';

const items = (...cells: readonly (readonly [judge: number, people: number, n: number, weight: number])[]): Item[] =>
  cells.flatMap(([judge, people, n, weight]) => Array.from({ length: n }, () => ({ judge, people, weight })));

describe('labels that stand for more than themselves', () => {
  // 80 passes for 800 (weight 10), 40 fails for 80 (weight 2).
  const of = strata(items([1, 1, 72, 10], [1, 0, 8, 10], [0, 1, 10, 2], [0, 0, 30, 2]), 2);
  it('rates and kappa are those of the whole, had all been labelled alike', () => {
    expect(stratifiedAgreement(of).value).toBeCloseTo((720 + 60) / 880, 12);
    expect(stratifiedRecall(of, 1)!.value).toBeCloseTo(720 / (720 + 20), 12);
    expect(stratifiedRecall(of, 0)!.value).toBeCloseTo(60 / (60 + 80), 12);
    const whole = [
      [60, 20],
      [80, 720],
    ];
    expect(stratifiedKappa(of)!.value).toBeCloseTo(cohenKappa(whole)!, 12);
  });
  it('intervals are as wide as the labels allow, not the answers', () => {
    const { low, high } = stratifiedAgreement(of);
    // Var = (800/880)^2 .9 .1 / 80 + (80/880)^2 .75 .25 / 40
    expect((high - low) / (2 * 1.96)).toBeCloseTo(Math.sqrt(0.8264 * 0.001125 + 0.008264 * 0.0046875), 2);
    expect(high - low).toBeGreaterThan(0.1);
  });
  it('three classes', () => {
    const three = strata(items([0, 0, 9, 1], [0, 2, 1, 1], [1, 1, 8, 3], [1, 2, 2, 3], [2, 2, 5, 2], [2, 0, 5, 2]), 3);
    expect(stratifiedAgreement(three).value).toBeCloseTo((9 + 24 + 10) / 60, 12);
    expect(stratifiedKappa(three)!.value).toBeCloseTo(
      cohenKappa([
        [9, 0, 1],
        [0, 24, 6],
        [10, 0, 10],
      ])!,
      12,
    );
  });
});

describe('edges', () => {
  it('a class that nobody used leaves kappa and its rate undefined', () => {
    const of = strata(items([1, 1, 5, 2], [0, 1, 5, 1]), 2);
    expect([stratifiedKappa(of), stratifiedRecall(of, 0)]).toEqual([null, null]);
    expect(stratifiedRecall(of, 1)!.value).toBeCloseTo(10 / 15, 12);
  });
  it('without a single disagreement intervals still have a width', () => {
    const of = strata(items([1, 1, 20, 5], [0, 0, 10, 1]), 2);
    for (const { value, low, high } of [
      stratifiedAgreement(of),
      stratifiedRecall(of, 1)!,
      stratifiedRecall(of, 0)!,
      stratifiedKappa(of)!,
    ]) {
      expect([value, high]).toEqual([1, 1]);
      expect(low).toBeLessThan(0.97);
    }
  });
  it("labels of one of the judge's classes only say nothing of how many it lets through", () => {
    const of = strata(items([1, 1, 20, 5], [1, 0, 4, 5]), 2);
    expect(stratifiedRecall(of, 1)).toEqual({ value: 1, low: 0, high: 1 });
  });
});
