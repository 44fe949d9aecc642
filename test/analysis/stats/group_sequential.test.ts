import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  crossingProbability,
  haybittlePeto,
  obrienFleming,
  type Spending,
  upperTail,
} from '../../../src/analysis/stats/group_sequential.ts';
import { noShared, reference } from '../shared.ts';

const equal = (k: number) => Array.from({ length: k }, (_, i) => (i + 1) / k);
/** Lan & DeMets 1983: bounds like Pocock's. Only here: it shows that the routine does not know whose spending it follows. */
const pocock: Spending = (t, alpha) => alpha * Math.log(1 + (Math.E - 1) * t);

describe('the upper tail', () => {
  it.each([
    // scipy.stats.norm.sf
    [0, 0.5],
    [1.6448536269514722, 0.05],
    [3, 0.0013498980316300933],
    [6, 9.865876450376946e-10],
    [10, 7.619853024160527e-24],
  ])('at z = %d is %d', (z, p) => expect(upperTail(z) / p).toBeCloseTo(1, 9));
});

describe.skipIf(noShared)('bounds (skipped without ../shared)', () => {
  const table = noShared ? {} : (reference('gs_bounds') as Readonly<Record<string, readonly number[]>>);

  it.each(Object.entries(table))('%s', (name, expected) => {
    const [kind, alpha, k] = name.split(/ alpha=| K=/);
    const bounds = boundsOf({ alpha: Number(alpha), looks: equal(Number(k)) }, kind === 'obf' ? obrienFleming : pocock);
    // The reference integrates to 1e-6 (ours does not move by 1e-7 with thrice the steps), and has 1 - cdf rounded where only 1e-12 is spent.
    const within = (bound: number) => (bound > 6.5 ? 2e-5 : 1.5e-6);
    for (const [i, bound] of bounds.entries())
      expect(Math.abs(bound - expected[i]!), `look ${i + 1}`).toBeLessThan(within(bound));
  });

  it('the simulated ones of golden_toys, loosely', () => {
    const toys = reference('golden_toys');
    for (const k of [5, 10]) {
      const seen: number[] = toys[`lan_demets_obf_one_sided_.05_bounds_${k}_looks (MC 2e6)`];
      const bounds = boundsOf({ alpha: 0.05, looks: equal(k) }, obrienFleming);
      // The first of ten is crossed once in 10^9: nobody sees it in 2 million draws.
      for (const [i, bound] of bounds.entries()) if (bound < 6) expect(Math.abs(bound - seen[i]!)).toBeLessThan(0.04);
    }
    const bounds = boundsOf({ alpha: 0.05, looks: equal(5) }, pocock);
    for (const [i, bound] of bounds.entries())
      expect(Math.abs(bound - toys.pocock_type_5_looks[i]!)).toBeLessThan(0.005);
  });
});

describe('bounds of our own', () => {
  it('the first of ten at 2.5 %, by erfc and bisection in double precision elsewhere (Python)', () => {
    expect(boundsOf({ alpha: 0.025, looks: [0.1, 1] }, obrienFleming)[0]).toBeCloseTo(6.991351707077415, 8);
  });

  it('at unequal looks spend what they may, and no more', () => {
    const looks = [0.13, 0.5, 0.55, 0.9, 1];
    const bounds = boundsOf({ alpha: 0.05, looks }, obrienFleming);
    for (const [i, t] of looks.entries())
      expect(crossingProbability(looks.slice(0, i + 1), bounds)).toBeCloseTo(obrienFleming(t, 0.05), 8);
  });

  it('of Haybittle and Peto use up exactly alpha; two looks by hand', () => {
    for (const k of [1, 2, 5, 10]) {
      const bounds = haybittlePeto({ alpha: 0.05, looks: equal(k) });
      expect(bounds.slice(0, -1)).toEqual(Array(k - 1).fill(3));
      expect(crossingProbability(equal(k), bounds)).toBeCloseTo(0.05, 8);
    }
    // P(Z1 < 3, Z2 > c) by the plain integral over z1, correlation sqrt(1/2).
    const [, last = 0] = haybittlePeto({ alpha: 0.05, looks: [0.5, 1] });
    let crossed = upperTail(3);
    const width = 1e-4;
    for (let z = -9 + width / 2; z < 3; z += width)
      crossed +=
        (width * Math.exp((-z * z) / 2) * upperTail((last - z * Math.SQRT1_2) / Math.SQRT1_2)) / Math.sqrt(2 * Math.PI);
    expect(crossed).toBeCloseTo(0.05, 6);
  });
});
