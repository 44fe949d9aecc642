import { describe, expect, it } from 'vitest';
import { confirmedBy } from '../../../src/analysis/gate/confirm.ts';
import { detectableDrop } from '../../../src/analysis/stats/power.ts';
import { type Draw, dice } from '../../../src/analysis/stats/random.ts';
import { night, Q, spec, verdictOf } from './nights.ts';

const ANY_DROP = spec({ max_quality_drop: 0 });

interface Rates {
  readonly single: number;
  readonly confirmed: number;
}

/** How often the gate says no, alone and with a second run, over seeded nights. */
function rates(n: number, drop: number, nights: number, repeats = 1, limits = ANY_DROP): Rates {
  const draw: Draw = dice(20261121, Math.round(n + 1000 * drop + 7 * repeats));
  let [single, confirmed] = [0, 0];
  for (let i = 0; i < nights; i++) {
    const baseline = night('main', n, 0, draw, repeats);
    const first = verdictOf(baseline, night('a', n, Math.round(drop * n), draw, repeats), limits);
    if (first.exit_code !== 1) continue;
    single++;
    const second = verdictOf(baseline, night('b', n, Math.round(drop * n), draw, repeats), limits);
    if (confirmedBy(first, second).exit_code === 1) confirmed++;
  }
  return { single: single / nights, confirmed: confirmed / nights };
}

/** Four standard errors of our simulation, and as much again for the table's own, which was a simulation too. */
const around = (rate: number, nights: number) => 4 * Math.sqrt((rate * (1 - rate)) / nights) + 0.02;

// The rows "McNemar exact one-sided 0.05" and "the same + confirm" of section 5: 5 % flips, 85 % right.
describe.each([
  { n: 100, nights: 1000, drop: 0, single: 0.016, confirmed: 0.002 },
  { n: 100, nights: 400, drop: 0.03, single: 0.15, confirmed: 0.05 },
  { n: 100, nights: 400, drop: 0.05, single: 0.37, confirmed: 0.22 },
  { n: 300, nights: 1000, drop: 0, single: 0.036, confirmed: 0.007 },
  { n: 300, nights: 400, drop: 0.03, single: 0.54, confirmed: 0.38 },
  { n: 300, nights: 400, drop: 0.05, single: 0.93, confirmed: 0.87 },
  { n: 1000, nights: 600, drop: 0, single: 0.048, confirmed: 0.004 },
  { n: 1000, nights: 200, drop: 0.02, single: 0.77, confirmed: 0.66 },
  { n: 1000, nights: 200, drop: 0.03, single: 0.98, confirmed: 0.97 },
])('$n tasks, a drop of $drop', ({ n, nights, drop, single, confirmed }) => {
  const seen = rates(n, drop, nights);

  it(`says no about as often as the table has it: ${single}, confirmed ${confirmed}`, () => {
    expect(Math.abs(seen.single - single)).toBeLessThan(around(single, nights));
    expect(Math.abs(seen.confirmed - confirmed)).toBeLessThan(around(confirmed, nights) + 0.01);
  });

  it.runIf(drop === 0)('G1: at most 5 % of unchanged nights, at most 1 % with a confirming run', () => {
    expect(seen.single).toBeLessThanOrEqual(0.05);
    expect(seen.confirmed).toBeLessThanOrEqual(0.01);
  });
});

it.each([100, 300, 1000])(
  'G2: %i tasks find the drop that is called detectable at least four times out of five',
  (n) => {
    // A task that got worse still flips: the expected verdict falls by 1 - 2 q only.
    const drop = detectableDrop(n, 0.05)! / (1 - 2 * Q);
    // Two standard errors of 400 nights below 80 %.
    expect(rates(n, drop, 400).single).toBeGreaterThan(0.76);
  },
);

it.each([
  [100, 0.05],
  [300, 0.02],
  [300, 0.05],
])('G2: %i tasks with a drop of %f allowed find the drop that is stated four times out of five', (n, allowed) => {
  const drop = detectableDrop(n, 0.05, { allowed })! / (1 - 2 * Q);
  const { single } = rates(n, drop, 400, 1, spec({ max_quality_drop: allowed }));
  expect(single).toBeGreaterThan(0.76);
  // It is the smallest such drop, but for the step of one task and its rounding.
  expect(single).toBeLessThan(0.92);
});

describe('3 + 3 repeats', () => {
  it('alarm in at most 5 % (and two standard errors) of unchanged nights', () => {
    expect(rates(100, 0, 600, 3).single).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / 600));
    expect(rates(300, 0, 400, 3).single).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / 400));
  });

  it('find a drop as often as the table has it: 41 % and 83 % at 100 tasks, 92 % at 300', () => {
    expect(rates(100, 0.03, 300, 3).single).toBeGreaterThan(0.41 - around(0.41, 300));
    expect(rates(100, 0.05, 300, 3).single).toBeGreaterThan(0.83 - around(0.83, 300));
    expect(rates(300, 0.03, 200, 3).single).toBeGreaterThan(0.92 - around(0.92, 200));
  });
});
