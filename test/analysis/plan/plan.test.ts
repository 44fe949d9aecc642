import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  discordanceOf,
  measuredCosts,
  measuredPairs,
  mostDiscordance,
  pairsNeeded,
  planFor,
  smallestFloor,
} from '../../../src/analysis/plan/plan.ts';
import { addDifference, neededTasks, newTally, noninferiorityP } from '../../../src/analysis/stats/noninferiority.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { noShared, reference } from '../shared.ts';
import { trial, uniform } from '../trials.ts';

describe.skipIf(noShared)('tasks for a floor (../shared/reference/stat_reference_values.json)', () => {
  const values = Object.entries(reference('stat_reference_values').n_paired_ni ?? {}) as [string, number][];

  it.each(values)('%s: %i', (named, expected) => {
    const [psi, difference, floor] = [...named.matchAll(/=([-\d.]+)/g)].map((match) => Number(match[1]));
    expect(neededTasks(psi!, floor!, difference)).toBe(expected);
  });
});

describe('tasks under test', () => {
  it('are at least what a candidate without a loss needs: 70 at 5 points, 180 at 2', () => {
    expect(pairsNeeded(0.001, 0.05, 'tango')).toBe(70);
    expect(pairsNeeded(0.001, 0.02, 'tango')).toBe(180);
    expect(pairsNeeded(0.144, 0.05, 'tango')).toBe(357);
  });

  it('are none where the candidate is taken to be at the floor, or the floor is 0', () => {
    expect(pairsNeeded(0.2, 0.02, 'tango', -0.02)).toBeNull();
    expect(pairsNeeded(0.2, 0, 'tango')).toBeNull();
  });

  // Exactly equal models that differ on a share psi of tasks; the guarded test that certifies.
  it.each([
    [0.14, 0.05],
    [0.2, 0.05],
    [0.36, 0.1],
    [0.2, 0.02],
  ])('show what they are planned for with a power of .75 to .9: differing on %d, floor %d', (psi, floor) => {
    const n = pairsNeeded(psi, floor, 'tango')!;
    const draw = uniform(11);
    let passed = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const tally = newTally(n, n, n);
      for (let i = 0; i < n; i++) {
        const u = draw();
        if (u < psi) addDifference(tally, 1, u < psi / 2 ? -1 : 1);
      }
      if (noninferiorityP(tally, 'tango', floor) <= 0.05) passed++;
    }
    expect(passed / runs).toBeGreaterThanOrEqual(0.75);
    expect(passed / runs).toBeLessThanOrEqual(0.9);
  });
});

describe('what the present tasks can decide', () => {
  it('is the smallest floor for which so many are enough, to a hundredth of a point', () => {
    const floor = smallestFloor(0.2, 250, 'tango')!;
    // sqrt(6.18256 x .2 / 250) = .07033
    expect(floor).toBe(0.0704);
    // Without a difference what counts is the least that can pass: 70 tasks at 5 points.
    expect(smallestFloor(0, 70, 'tango')!).toBeLessThanOrEqual(0.05);
    expect(smallestFloor(0, 69, 'tango')!).toBeGreaterThan(0.05);
    expect(smallestFloor(0.2, 1, 'tango')).toBeNull();
  });

  it('is decided by that floor, and by no smaller one', () => {
    const psi = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(psi, fc.integer({ min: 60, max: 5000 }), (discordance, tested) => {
        const floor = smallestFloor(discordance, tested, 'tango');
        if (floor === null) return;
        expect(pairsNeeded(discordance, floor, 'tango')!).toBeLessThanOrEqual(tested);
        if (floor > 0.0002) expect(pairsNeeded(discordance, floor - 0.0002, 'tango')!).toBeGreaterThan(tested);
      }),
      { numRuns: 50 },
    );
  });

  it('has a most discordance that a floor allows', () => {
    // 250 x .0025 / 6.18256 = .10109
    expect(mostDiscordance(250, 0.05)!).toBeCloseTo(0.10109, 4);
    expect(mostDiscordance(69, 0.05)).toBeNull();
    expect(mostDiscordance(250, 0)).toBeNull();
  });

  it('is a share, one test, or nothing', () => {
    const pair = { candidate: 'weak', discordance: 0.2, source: 'given', pairs: null, method: 'tango' } as const;
    const { floors, smallest_floor, smallest_floor_whole } = planFor(pair, [0.1, 0.02, 0.05, 0], 500, 0);
    // 6.18256 x .2 = 1.23651: over .0004, .0025, .01.
    expect(floors).toEqual([
      { floor: 0, tasks: null, tasks_whole: null, decides: 'nothing' },
      { floor: 0.02, tasks: 6184, tasks_whole: 3092, decides: 'nothing' },
      { floor: 0.05, tasks: 990, tasks_whole: 495, decides: 'whole' },
      { floor: 0.1, tasks: 248, tasks_whole: 124, decides: 'certified' },
    ]);
    expect([smallest_floor, smallest_floor_whole]).toEqual([0.0704, 0.0498]);
  });
});

describe('what a run measures', () => {
  const trials = [
    ...[1, 1, 1, 0].map((score, i) => trial(`t${i}`, 'strong', score)),
    ...[1, 0, 1, 1].map((score, i) => trial(`t${i}`, 'weak', score)),
    trial('t0', 'other', undefined, { cost: { state: 'unknown', why: 'no price' } }),
  ];
  const models = ['strong', 'weak', 'other'];
  const table = tabulate(trials, models, 4);

  it('is how often each candidate differs from the reference, where there are pairs', () => {
    expect(measuredPairs(table, models, 'strong')).toEqual([
      { candidate: 'weak', discordance: 0.5, source: 'measured', pairs: 4, method: 'tango' },
    ]);
    expect(measuredPairs(table, models, 'nobody')).toEqual([]);
  });

  it('is the cost of an answer, where it is known', () => {
    const costs = measuredCosts(table, models);
    expect([...costs.keys()]).toEqual(['strong', 'weak']);
    expect(costs.get('strong')).toBeCloseTo(0.01, 12);
  });

  it('counts unequal weights as the smaller sample that they are', () => {
    // Weights 3 and 1: n sum (w D)^2 / (sum w)^2 = 2 x 9 / 16.
    const tally = newTally(2, 4, 10);
    addDifference(tally, 3, -1);
    expect(discordanceOf(tally)).toBeCloseTo(18 / 16, 12);
  });
});
