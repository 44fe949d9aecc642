import { describe, expect, it } from 'vitest';
import { fitted, type Graded, guardOf, strataOf } from '../../../src/analysis/judging/rectified_strata.ts';

type Group = readonly [count: number, score: number, label?: number];

/** Answers of equal weight: verdict and, where there is one, label. */
function answers(...groups: readonly Group[]): Graded[] {
  return groups.flatMap(([count, score, label]) =>
    Array.from(
      { length: count },
      (_, at): Graded => ({ at, part: 1, weight: 1, score, ...(label === undefined ? {} : { label }) }),
    ),
  );
}
const sizes = (graded: Graded[]) => strataOf(graded).map(({ answers: all }) => all.length);

describe('strata', () => {
  it('are the good and the bad verdicts, where each has five labels', () => {
    expect(sizes(answers([20, 1, 1], [30, 1], [5, 0, 0], [10, 0]))).toEqual([50, 15]);
    expect(sizes(answers([20, 1, 1], [30, 1], [4, 0, 0], [10, 0]))).toEqual([64]);
  });
  it('are two when all of a small class is labelled, one when all verdicts are of one class', () => {
    expect(sizes(answers([20, 1, 1], [30, 1], [2, 0, 0]))).toEqual([50, 2]);
    expect(sizes(answers([20, 1, 1], [30, 1]))).toEqual([50]);
  });
  it('a verdict of one half is not good', () => {
    expect(sizes(answers([20, 1, 1], [30, 1], [5, 0.5, 0], [10, 0.5]))).toEqual([50, 15]);
  });
  it('0/1 verdicts need no weight within a class; the residual is the mean label', () => {
    const [good] = strataOf(answers([15, 1, 1], [5, 1, 0], [30, 1], [5, 0, 0], [5, 0]));
    expect(fitted(good!)).toMatchObject({ slope: 0, residual: 0.75, labelled_part: 0.4 });
  });
});

describe('guard', () => {
  const guard = (...groups: readonly Group[]) => strataOf(answers(...groups)).reduce((sum, s) => sum + guardOf(s), 0);
  it('counts one unseen disagreement, by hand: 100 answers, 25 labels, none against the judge', () => {
    expect(guard([25, 1, 1], [75, 1])).toBeCloseTo((100 ** 2 * 0.75) / (25 * 24), 9);
  });
  it('fades as disagreements are seen', () => {
    expect(guard([24, 1, 1], [1, 1, 0], [75, 1])).toBeCloseTo(((100 ** 2 * 0.75) / (25 * 24)) * (2 / 3), 9);
    expect(guard([22, 1, 1], [3, 1, 0], [75, 1])).toBe(0);
  });
  it('sees people who agree with each other behind a judge that wavers', () => {
    expect(guard([13, 0.75, 1], [12, 1, 1], [75, 0.75])).toBeCloseTo((100 ** 2 * 0.75) / (25 * 24), 9);
  });
  it('graded labels off the score are disagreements', () => {
    expect(guard([25, 0.75, 0.8], [75, 0.75])).toBe(0);
  });
  it('is nothing where every answer is labelled', () => {
    expect(guard([100, 1, 1])).toBe(0);
  });
});
