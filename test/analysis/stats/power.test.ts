import { expect, it } from 'vitest';
import { detectableDrop, detectableShift, tasksNeeded } from '../../../src/analysis/stats/power.ts';
import { noShared, reference } from '../shared.ts';

// Section 5 of the shared faults list: 80 % power, one run each; found there by simulation, to about 0.1 points (0.6 at 100 tasks).
it.each([
  [0.05, 100, 9.3],
  [0.05, 300, 4.4],
  [0.05, 500, 3.2],
  [0.05, 1000, 2.1],
  [0.05, 2000, 1.4],
  [0.02, 100, 7.6],
  [0.02, 300, 3.3],
  [0.02, 500, 2.3],
  [0.02, 1000, 1.5],
  [0.02, 2000, 1.0],
])('flip rate %f, %i tasks: %f points', (flip, n, points) => {
  const found = detectableDrop(n, flip)! * 100;
  expect(Math.abs(found - points)).toBeLessThanOrEqual(n === 100 ? 0.61 : 0.101);
});

it('takes 5 losses where nothing flips: 1/32 is the first tail under 5 %', () => {
  expect(detectableDrop(300, 0)).toBe(5 / 300);
  expect(detectableDrop(5, 0)).toBe(1);
  expect(detectableDrop(4, 0)).toBeNull();
  expect(detectableDrop(0, 0.05)).toBeNull();
  expect(detectableDrop(300, 0, { alpha: 0.01 })).toBe(7 / 300); // 1/128
});

it('takes the drop that is allowed into account: 6 of 300 lost are 2 points and not more, 7 are', () => {
  expect(detectableDrop(300, 0, { allowed: 0.02 })).toBe(7 / 300);
  expect(detectableDrop(300, 0, { allowed: 0.01 })).toBe(5 / 300); // p decides
  // Seen is the truth and an error of sqrt(variance / n) = 0.02: beyond 0.1 four times of five from 0.1 + 0.8416 x 0.02.
  expect(detectableShift(100, 0.04, { allowed: 0.1 })).toBeCloseTo(0.1 + 0.8416 * 0.02, 5);
});

it('goes over into the normal approximation without a jump', () => {
  // z = (z95 + z80 ...) sqrt(flip / n): 2.4865 sqrt(.05 / n) for many tasks.
  for (const n of [70_000, 90_000, 200_000]) {
    expect(detectableDrop(n, 0.05)! / (2.4865 * Math.sqrt(0.05 / n))).toBeCloseTo(1, 1);
  }
});

it('asks for more tasks the smaller the drop', () => {
  expect(tasksNeeded(0.044, 0.05)).toBeGreaterThan(250);
  expect(tasksNeeded(0.044, 0.05)).toBeLessThan(320);
  // n = 6.183 psi / delta^2 for many tasks.
  expect(tasksNeeded(0.005, 0.05)! / ((6.183 * 0.05) / 0.005 ** 2)).toBeCloseTo(1, 0);
  expect(tasksNeeded(0, 0.05)).toBeNull();
});

it('knows graded differences by their variance', () => {
  expect(detectableShift(100, 0.04)).toBeCloseTo(2.4865 * 0.02, 3);
  expect(detectableShift(1, 0.04)).toBeNull();
  expect(detectableShift(4, 1)).toBeNull();
});

it.skipIf(noShared)(
  'finds two-sided what the reference does: (z.975 + z.80) sqrt(psi / n) (skipped without ../shared)',
  () => {
    const found = Object.entries<number>(reference('stat_reference_values').mde_paired);
    expect(found).toHaveLength(4);
    for (const [key, shift] of found) {
      const [n, psi] = key.split(',').map((part) => Number(part.split('=')[1]));
      expect(detectableShift(n!, psi!, { alpha: 0.025 })).toBeCloseTo(shift, 9);
    }
  },
);
