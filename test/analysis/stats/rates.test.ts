import { describe, expect, it } from 'vitest';
import { clopperPearson, wilson } from '../../../src/analysis/stats/rates.ts';
import { noShared, reference } from '../shared.ts';

const values = reference('stat_reference_values');

function cells(name: string): [string, number, number, [number, number]][] {
  return Object.entries<[number, number]>(values[name] ?? {}).map(([key, interval]) => {
    const [k, n] = key.split('/').map(Number);
    return [key, k!, n!, interval];
  });
}

describe.skipIf(noShared)('rates against the reference (skipped without ../shared)', () => {
  it.each(cells('wilson'))('Wilson %s', (_, k, n, [low, high]) => {
    expect(wilson(k / n, n).low).toBeCloseTo(low, 10);
    expect(wilson(k / n, n).high).toBeCloseTo(high, 10);
  });
  it.each(cells('clopper_pearson'))('Clopper-Pearson %s', (_, k, n, [low, high]) => {
    expect(Math.abs(clopperPearson(k, n).low - low)).toBeLessThan(1e-9);
    expect(Math.abs(clopperPearson(k, n).high - high)).toBeLessThan(1e-9);
  });
  it('rule of three: the exact one-sided limit of none in 30', () => {
    expect(clopperPearson(0, 30, 0.1).high).toBeCloseTo(values.rule_of_three['30'], 9);
  });
});

describe('rates at the edges', () => {
  it('Wilson of 81 in 263 is as published', () => {
    expect(wilson(81 / 263, 263)).toEqual({ low: expect.closeTo(0.25529, 5), high: expect.closeTo(0.36621, 5) });
  });
  it('one success in one trial leaves [2.5 %, 100 %]', () => {
    expect(clopperPearson(1, 1)).toEqual({ low: expect.closeTo(0.025, 9), high: 1 });
  });
  it('0 and n successes touch 0 and 1 exactly', () => {
    expect([wilson(0, 10).low, wilson(1, 10).high, clopperPearson(0, 10).low]).toEqual([0, 1, 0]);
  });
});
