import { describe, expect, it } from 'vitest';
import { dice, permutation, resampler } from '../../../src/analysis/stats/random.ts';

it('a permutation holds every index once', () => {
  expect([...permutation(50, dice(3))].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});
it('seed and stream decide', () => {
  expect(permutation(50, dice(3, 1))).toEqual(permutation(50, dice(3, 1)));
  expect(permutation(50, dice(3, 1))).not.toEqual(permutation(50, dice(3, 2)));
  expect(permutation(50, dice(3, 1))).not.toEqual(permutation(50, dice(4, 1)));
});
it('every order of three is equally likely', () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const key = permutation(3, dice(seed)).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  // Binomial(6000, 1/6): sd 28.9; five of them.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  expect(counts.size).toBe(6);
});

describe('resamples', () => {
  const counted = (n: number, seed: number) => {
    const counts = new Float64Array(n);
    resampler(seed)(counts, n, 1, 0);
    return counts;
  };
  it('n draws of n places', () => {
    for (const n of [1, 2, 77, 5000]) expect(counted(n, 3).reduce((sum, count) => sum + count, 0)).toBe(n);
  });
  it('every place as often as any other, counts as of a multinomial', () => {
    const resample = resampler(9);
    const [n, rounds] = [50, 4000];
    const [totals, squares] = [new Float64Array(n), new Float64Array(n)];
    for (let r = 0; r < rounds; r++) {
      const counts = new Float64Array(n);
      resample(counts, n, 1, 0);
      counts.forEach((count, i) => {
        totals[i]! += count;
        squares[i]! += count * count;
      });
    }
    // Mean 1, variance 1 - 1/n; five standard errors of each.
    for (const total of totals) expect(Math.abs(total / rounds - 1)).toBeLessThan(5 * Math.sqrt(0.98 / rounds));
    const variance = squares.reduce((sum, square) => sum + square, 0) / (n * rounds) - 1;
    expect(Math.abs(variance - 0.98)).toBeLessThan(5 * Math.sqrt(3 / (n * rounds)));
  });
  it('the first and the last place of many are drawn, none beyond', () => {
    const counts = new Float64Array(8);
    const resample = resampler(1);
    for (let r = 0; r < 100; r++) resample(counts, 8, 1, 0);
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(counts.length).toBe(8);
  });
  it('side by side as asked; one after the other they differ; the seed decides', () => {
    const counts = new Float64Array(40);
    const resample = resampler(5);
    for (let r = 0; r < 4; r++) resample(counts, 10, 4, r);
    const column = (r: number) => Array.from({ length: 10 }, (_, i) => counts[4 * i + r]!);
    expect(column(0)).toEqual([...counted(10, 5)]);
    expect(column(1)).not.toEqual(column(0));
    expect(counted(100, 5)).toEqual(counted(100, 5));
    expect(counted(100, 6)).not.toEqual(counted(100, 5));
  });
});
