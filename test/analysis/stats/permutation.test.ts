import { expect, it } from 'vitest';
import { type TaskTrials, worse } from '../../../src/analysis/stats/permutation.ts';

const times = (n: number, before: readonly number[], after: readonly number[]): TaskTrials[] =>
  Array.from({ length: n }, () => ({ before, after, weight: 1 }));
const verdicts = (losses: number, gains: number, same: number): TaskTrials[] => [
  ...times(losses, [1], [0]),
  ...times(gains, [0], [1]),
  ...times(same, [1], [1]),
];

it.each([
  // Half of R's binom.test two-sided p where losses exceed gains; tails of Binomial(n, 1/2) by hand.
  [5, 1, 7 / 64],
  [10, 2, 79 / 4096],
  [9, 7, 26333 / 65536],
  [0, 0, 1],
  [1, 5, 63 / 64],
])('McNemar one-sided: %i lost, %i won', (losses, gains, p) => {
  const test = worse(verdicts(losses, gains, 50), 1);
  expect(test.p).toBeCloseTo(p, 12);
  expect(test.method).toBe('mcnemar_exact');
});

// Darwin's maize, in eighths of an inch: 863 of the 32,768 sign changes give a sum as large (Fisher 1935, The Design of Experiments, section 21).
const MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

it('gives the p of Fisher for the maize of Darwin, exactly', () => {
  const tasks = MAIZE.map((difference) => ({ before: [difference], after: [0], weight: 1 }));
  expect(worse(tasks, 1)).toEqual({ p: 863 / 32768, method: 'permutation_exact' });
});

it('comes near it by draws, the same for the same seed', () => {
  // Differences of 0 change nothing but the way: too many tasks to enumerate.
  const tasks = [...MAIZE, ...MAIZE].map((difference) => ({ before: [difference / 100], after: [0], weight: 1 }));
  const first = worse(tasks, 5);
  expect(first.method).toBe('permutation');
  expect(worse(tasks, 5)).toEqual(first);
  // Twice the sample: z grows by sqrt 2, from 2.06 (mean 20.93, root mean square 37.7 over 15) to 2.97 or so.
  const z = (2 * 314) / Math.sqrt(2 * MAIZE.reduce((sum, x) => sum + x * x, 0));
  expect(z).toBeCloseTo(2.8, 0);
  expect(first.p).toBeGreaterThan(0.0005);
  expect(first.p).toBeLessThan(0.006);
});

it('exchanges repeats within a task: 3 right before, 3 wrong now is one way of 20', () => {
  expect(worse(times(1, [1, 1, 1], [0, 0, 0]), 1)).toEqual({ p: 1 / 20, method: 'permutation_exact' });
  expect(worse(times(2, [1, 1, 1], [0, 0, 0]), 1).p).toBeCloseTo(1 / 400, 15);
  expect(worse(times(1, [1, 1, 0], [1, 1, 0]), 1).p).toBeCloseTo(0.8, 15); // 4 of 6 right: P(at most 2 in 3) = 16/20
});

it('takes 0 against 3 pooled trials: P(the one wrong of four is the new one) = 1/4', () => {
  expect(worse(times(1, [1, 1, 1], [0]), 1).p).toBeCloseTo(1 / 4, 15);
  expect(worse(times(3, [1, 1, 1], [0]), 1).p).toBeCloseTo(1 / 64, 15);
});

it('counts weights', () => {
  // Signs of 3, 2 and 1, all worse: 1 way of 8; were the heavy one better, sums of at most -1-2+3 = 0: 5 of 8.
  const graded = (differences: readonly number[]) =>
    differences.map((difference, i) => ({ before: [0.5], after: [0.5 + 0.1 * Math.sign(difference)], weight: i + 1 }));
  expect(worse(graded([-1, -1, -1]), 1).p).toBe(1 / 8);
  expect(worse(graded([-1, -1, 1]), 1).p).toBe(5 / 8);
});

it('is 1 where nothing changed, and never 0', () => {
  expect(worse([], 1).p).toBe(1);
  expect(worse(times(30, [0.3], [0.3]), 1).p).toBe(1);
  const all = worse(
    Array.from({ length: 40 }, (_, i) => ({ before: [0.9], after: [0.1 + i / 1000], weight: 1 })),
    1,
  );
  expect(all).toEqual({ p: 1 / 10_000, method: 'permutation' });
});

it('agrees with the draws where tasks are too many for them', () => {
  const tasks = Array.from({ length: 6000 }, (_, i) => ({
    before: [0.5 + ((i * 7) % 11) / 40],
    after: [0.5 + ((i * 5) % 13) / 48],
    weight: 1,
  }));
  const { p, method } = worse(tasks, 1);
  expect(method).toBe('permutation_normal');
  const differences = tasks.map(({ before, after }) => after[0]! - before[0]!);
  const z = differences.reduce((a, b) => a + b, 0) / Math.sqrt(differences.reduce((a, b) => a + b * b, 0));
  // Abramowitz & Stegun 26.2.17 for the normal tail, |error| < 7.5e-8.
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  expect(p).toBeCloseTo(z < 0 ? tail : 1 - tail, 6);
});
