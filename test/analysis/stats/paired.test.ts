import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../src/analysis/stats/distributions.ts';
import {
  mcnemarExact,
  mcnemarMidP,
  newcombeInterval,
  tangoInterval,
  tangoZ,
} from '../../../src/analysis/stats/paired.ts';
import { noShared, reference } from '../shared.ts';

const values = reference('stat_reference_values');
const toy = reference('golden_toys')['pair:toy'];

describe.skipIf(noShared)('paired 0/1 scores against the reference (skipped without ../shared)', () => {
  it.each(Object.keys(values.paired_ci ?? {}))('intervals and McNemar of %s', (key) => {
    // The reference counts a, b, c, d with theta = (b - c) / n: b is a gain here.
    const [a, gains, losses, d] = key.split(',').map(Number) as [number, number, number, number];
    const expected = values.paired_ci[key];
    const n = a + gains + losses + d;
    const tango = tangoInterval(n, losses, gains);
    const newcombe = newcombeInterval({ both_right: a, losses, gains, both_wrong: d });
    expect(tango.low).toBeCloseTo(expected.tango[0], 9);
    expect(tango.high).toBeCloseTo(expected.tango[1], 9);
    expect(newcombe.low).toBeCloseTo(expected.newcombe10[0], 9);
    expect(newcombe.high).toBeCloseTo(expected.newcombe10[1], 9);
    expect(mcnemarExact(losses, gains)).toBeCloseTo(expected.mcnemar_exact_p, 12);
    expect(mcnemarMidP(losses, gains)).toBeCloseTo(expected.mcnemar_midp, 12);
  });
  it.each(Object.entries<number>(values.mcnemar_exact ?? {}))('McNemar exact %s', (key, p) => {
    const [b, c] = key.split(',').map(Number) as [number, number];
    expect(mcnemarExact(b, c)).toBeCloseTo(p, 12);
    expect(mcnemarExact(c, b)).toBeCloseTo(p, 12);
  });
  it.each(Object.entries<number>(values.mcnemar_midp ?? {}))('McNemar mid-p %s', (key, p) => {
    const [b, c] = key.split(',').map(Number) as [number, number];
    expect(mcnemarMidP(b, c)).toBeCloseTo(p, 12);
  });
  it.each(Object.entries<number>(values.ni_tango_p ?? {}))('non-inferiority p %s', (key, p) => {
    const [n, b, c, m] = key.split(',').map((part) => Number(part.split('=')[1])) as [number, number, number, number];
    expect(normalCdf(-tangoZ(n, b, c, -m))).toBeCloseTo(p, 10);
  });
  it('the toy pair, per segment and as a whole', () => {
    const { expected } = toy;
    const whole = tangoInterval(10, 3, 1);
    expect([whole.low, whole.high]).toEqual(expected.delta_ci95_tango.map((x: number) => expect.closeTo(x, 9)));
    const cross = newcombeInterval({ both_right: 4, losses: 3, gains: 1, both_wrong: 2 });
    expect([cross.low, cross.high]).toEqual(expected.delta_ci95_newcombe.map((x: number) => expect.closeTo(x, 9)));
    for (const segment of expected.segments)
      for (const [margin, p] of Object.entries<number>(segment.p))
        expect(normalCdf(-tangoZ(segment.n, segment.strong_only, segment.cheap_only, -Number(margin)))).toBeCloseTo(
          p,
          9,
        );
  });
});

describe('paired scores at the edges', () => {
  it('without any difference the interval is +-z^2/(n + z^2)', () => {
    const z2 = 1.959963984540054 ** 2;
    expect(tangoInterval(50, 0, 0)).toEqual({
      low: expect.closeTo(-z2 / (50 + z2), 12),
      high: expect.closeTo(z2 / (50 + z2), 12),
    });
  });
  it('all pairs lost, all pairs gained', () => {
    expect(tangoInterval(5, 5, 0).low).toBe(-1);
    expect(tangoInterval(5, 0, 5).high).toBe(1);
  });
  it('exchanging the models mirrors the interval', () => {
    const [a, b] = [tangoInterval(40, 7, 2), tangoInterval(40, 2, 7)];
    expect([a.low, a.high]).toEqual([expect.closeTo(-b.high, 12), expect.closeTo(-b.low, 12)]);
  });
});
