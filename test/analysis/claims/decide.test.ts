import { describe, expect, it } from 'vitest';
import { costTest, isBelowFloor, tasksToDecide } from '../../../src/analysis/claims/decide.ts';
import { contenders } from '../../../src/analysis/contenders.ts';
import type { Pairs } from '../../../src/analysis/pairs.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { trial, uniform } from '../trials.ts';

const ones = (n: number) => new Array<number>(n).fill(1);

/** `n` pairs of which the first `losses` are lost and the next `gains` gained. */
function pairs(n: number, losses: number, gains: number): Pairs {
  const trials = Array.from({ length: n }, (_, i) => {
    const id = `t${String(i).padStart(4, '0')}`;
    const gained = i >= losses && i < losses + gains;
    return [trial(id, 'strong', gained ? 0 : 1), trial(id, 'weak', i < losses ? 0 : 1)];
  }).flat();
  const models = ['strong', 'weak'];
  return contenders(tabulate(trials, models, n), models, 'strong', 1, [0.05])[0]!.candidate.pairs;
}

describe('a difference of costs', () => {
  it('is as sure as it can be where nothing varies, also at an exact ratio that floats miss', () => {
    expect(costTest(ones(10).fill(0.1), ones(10).fill(0.3), 1 / 3, ones(10))).toEqual({ below: 0, above: 1 });
    expect(costTest(ones(10).fill(0.11), ones(10).fill(0.3), 1 / 3, ones(10))).toEqual({ below: 1, above: 0 });
    expect(costTest([0.1], [0.3], 1, [1])).toEqual({ below: 1, above: 1 });
  });

  it('without skewness is a t test: mean 1, deviation 2, n = 4 gives t = 1 with 3 degrees of freedom', () => {
    // Differences 1 -+ sqrt(3): deviation sqrt(4 x 3 / 3) = 2. P(T > 1), 3 degrees: 1/2 - (arctan(1/sqrt 3) + (1/sqrt 3)/(1 + 1/3)) / pi.
    const [x, y] = [1 + Math.sqrt(3), 1 - Math.sqrt(3)];
    const above = 0.5 - (Math.PI / 6 + Math.sqrt(3) / 4) / Math.PI;
    expect(costTest([x, x, y, y], [0, 0, 0, 0], 1, ones(4)).above).toBeCloseTo(above, 6);
  });

  it.each([
    [50, 0.065],
    [150, 0.06],
    [500, 0.06],
  ])('of %d exponential costs is wrongly shown at a rate of .04 to %d, both ways', (n, most) => {
    const draw = uniform(41);
    let [below, above] = [0, 0];
    const runs = 6000;
    for (let run = 0; run < runs; run++) {
      const cost = Array.from({ length: n }, () => -Math.log(1 - draw()));
      const p = costTest(cost, ones(n), 1, ones(n));
      below += Number(p.below <= 0.05);
      above += Number(p.above <= 0.05);
    }
    for (const rate of [below / runs, above / runs]) {
      expect(rate).toBeGreaterThanOrEqual(0.04);
      expect(rate).toBeLessThanOrEqual(most);
    }
  });
});

describe('below the floor', () => {
  it('is shown by the same test with the roles exchanged', () => {
    // 100 pairs, 20 lost, floor 5 points: Tango z = -(20 - 5) / sqrt(n (2q + delta (1 - delta))) with delta = .05 in losses, about 3.4.
    expect(isBelowFloor(pairs(100, 20, 0), 0.05)).toBe(true);
    expect(isBelowFloor(pairs(100, 6, 0), 0.05)).toBe(false);
    expect(isBelowFloor(pairs(100, 0, 20), 0.05)).toBe(false);
  });

  it('is said of a policy at the floor in at most 6 % of samples', () => {
    const draw = uniform(42);
    let wrong = 0;
    const runs = 800;
    for (let run = 0; run < runs; run++) {
      const differing = Array.from({ length: 200 }, () => draw());
      const losses = differing.filter((u) => u < 0.15).length;
      const gains = differing.filter((u) => u >= 0.15 && u < 0.25).length;
      wrong += Number(isBelowFloor(pairs(200, losses, gains), 0.05));
    }
    expect(wrong / runs).toBeLessThanOrEqual(0.06);
  });
});

it('tasks to decide are those of the formula, both halves, and none where it is decided or out of sight', () => {
  // 100 pairs, 4 lost: psi - Delta^2 = .0384 over (.05 - .04)^2: 6.18256 x 384 = 2,374.1.
  expect(tasksToDecide(pairs(100, 4, 0), 0.05, 200)).toBe(2 * 2375);
  // 8 lost: .0736 over .03^2: 505.6.
  expect(tasksToDecide(pairs(100, 8, 0), 0.05, 200)).toBe(2 * 506);
  // None lost: 70, which are there.
  expect(tasksToDecide(pairs(100, 0, 0), 0.05, 200)).toBeNull();
  // Exactly at the floor.
  expect(tasksToDecide(pairs(100, 5, 0), 0.05, 200)).toBeNull();
});
