import { expect, it } from 'vitest';
import { dice, permutation } from '../../../src/analysis/stats/random.ts';

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
