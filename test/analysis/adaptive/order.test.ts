import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/analysis/adaptive/order.ts';

const places = (ids: readonly string[], seed: number) => ids.map((id) => placeOf(id, seed));
const N = 20_000;

describe('the random order of tasks', () => {
  it.each([
    ['numbers', (i: number) => String(i)],
    ['padded names', (i: number) => `task-${String(i).padStart(6, '0')}`],
    ['long common ends', (i: number) => `${i}/${'x'.repeat(60)}`],
    ['other scripts', (i: number) => `任务${i}é`],
  ] as const)('is uniform over %s: chi-squared of 100 equal bins', (_, idOf) => {
    const bins = new Array<number>(100).fill(0);
    for (const place of places(
      Array.from({ length: N }, (_, i) => idOf(i)),
      3,
    ))
      bins[Math.floor(place * 100)]!++;
    const chi = bins.reduce((sum, seen) => sum + (seen - N / 100) ** 2 / (N / 100), 0);
    // 99.99 % of chi-squared with 99 degrees of freedom is 161.
    expect(chi).toBeLessThan(161);
  });

  it('has nothing to do with the order of the file, nor with that of another seed', () => {
    const ids = Array.from({ length: N }, (_, i) => `t${i}`);
    const [one, two] = [places(ids, 1), places(ids, 2)];
    const correlation = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i]! - 0.5), 0) / (a.length / 12);
    const sequence = ids.map((_, i) => i / N);
    // Four standard errors.
    expect(Math.abs(correlation(one, sequence))).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(correlation(one, two))).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(correlation(one.slice(1), one.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(N));
  });

  it('gives each of many ids a place of its own, in 0..1, and always the same one', () => {
    const ids = Array.from({ length: N }, (_, i) => `t${i}`);
    const found = places(ids, 5);
    expect(new Set(found).size).toBe(N);
    expect(found.every((place) => place >= 0 && place < 1)).toBe(true);
    expect(places(ids, 5)).toEqual(found);
  });
});
