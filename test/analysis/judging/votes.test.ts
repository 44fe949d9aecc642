import { describe, expect, it } from 'vitest';
import { addVote, firstPreference, newVoteSums, orderConsistency } from '../../../src/analysis/judging/votes.ts';
import type { Vote } from '../../../src/domain/judge.ts';

type Shown = readonly [first?: number, second?: number];

function sums(...groups: readonly (readonly [n: number, shown: Shown])[]) {
  const made = newVoteSums();
  for (const [n, [first, second]] of groups) {
    const shown = {
      ...(first === undefined ? {} : { shown_first: first }),
      ...(second === undefined ? {} : { shown_second: second }),
    };
    const vote: Vote = { judge: 'j', score: 0.5, ...shown };
    for (let i = 0; i < n; i++) addVote(made, vote);
  }
  return made;
}

describe('position', () => {
  it('no orders: nothing to say', () => {
    expect([orderConsistency(sums([3, []])), firstPreference(sums([3, []]))]).toEqual([null, null]);
    expect(firstPreference(sums([3, [0.5, 0.5]]))).toBeNull();
  });
  it('consistent: the same winner, or a tie, in both orders; Wilson', () => {
    // 65 of 100 is [.5525, .7364] by Wilson (statsmodels proportion_confint).
    const made = orderConsistency(
      sums([40, [1, 1]], [20, [0, 0]], [5, [0.5, 0.5]], [30, [1, 0]], [5, [0.5, 1]], [9, [1]]),
    );
    expect(made).toEqual({ value: 0.65, low: expect.closeTo(0.5525, 4), high: expect.closeTo(0.7364, 4), n: 100 });
  });
  it('the first shown wins when the candidate wins first, and when it loses second; ties say nothing', () => {
    expect(firstPreference(sums([1, [1, 0]]))).toMatchObject({ value: 1, n: 2 });
    expect(firstPreference(sums([1, [0, 1]]))).toMatchObject({ value: 0, n: 2 });
    expect(firstPreference(sums([1, [1, 1]], [1, [0, 0]]))).toMatchObject({ value: 0.5, n: 4 });
    expect(firstPreference(sums([1, [0.5, 0]], [1, [0.5, 0.5]], [1, [0]]))).toMatchObject({ value: 0.5, n: 2 });
  });
  it('two orders of one pair that always say the same are one trial, not two', () => {
    const width = (of: ReturnType<typeof firstPreference>) => of!.high! - of!.low!;
    const tied = firstPreference(sums([50, [1, 0]], [50, [0, 1]]));
    const apart = firstPreference(sums([100, [1]], [100, [0]]));
    expect(width(tied) / width(apart)).toBeCloseTo(Math.SQRT2, 1);
    // All consistent: there is no spread at all, and the interval stays Wilson's.
    expect(width(firstPreference(sums([100, [1, 1]])))).toBeCloseTo(width(apart), 12);
    expect(firstPreference(sums([20, [1, 0]]))).toMatchObject({ value: 1, low: expect.closeTo(0.8389, 4), high: 1 });
  });
});
