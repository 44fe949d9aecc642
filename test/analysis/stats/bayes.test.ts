import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { probabilityWithin } from '../../../src/analysis/stats/bayes.ts';
import { dice } from '../../../src/analysis/stats/random.ts';

const REFERENCE = new URL('../../../../shared/reference/stat_reference_values.json', import.meta.url);

describe.skipIf(!existsSync(REFERENCE))('against the reference values (Monte Carlo; skipped without ../shared)', () => {
  it.each([
    ['a=300,b=40,c=40,d=120,m=.05', 500, 40, 40],
    ['a=50,b=0,c=0,d=0,m=.05', 50, 0, 0],
  ])('%s', (name, n, losses, gains) => {
    const { bayes_ni } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as { bayes_ni: Record<string, number> };
    expect(Math.abs(probabilityWithin(n, losses, gains, 0.05) - bayes_ni[name]!)).toBeLessThan(0.001);
  });
});

describe('the probability that a candidate keeps the floor', () => {
  it('is one half where gains and losses are alike and nothing may be lost', () => {
    for (const count of [0, 1, 7, 40]) expect(probabilityWithin(100, count, count, 0)).toBeCloseTo(0.5, 7);
  });

  it('has a closed form where nothing differs: 1 - (1 - floor)^(n + 3) / 2', () => {
    for (const [n, floor] of [
      [50, 0.05],
      [10, 0.2],
      [200, 0.02],
    ] as const)
      expect(probabilityWithin(n, 0, 0, floor)).toBeCloseTo(1 - (1 - floor) ** (n + 3) / 2, 5);
  });

  it('is what drawing from the posterior gives', () => {
    const draw = dice(1);
    const uniform = () => (draw(2 ** 30) + 0.5) / 2 ** 30;
    // A gamma variate of whole shape k is a sum of k exponentials; four of them, scaled, are a Dirichlet draw.
    const gamma = (k: number) => Array.from({ length: k }, () => -Math.log(uniform())).reduce((sum, x) => sum + x, 0);
    const [n, losses, gains, draws] = [30, 4, 2, 40_000];
    let kept = 0;
    for (let i = 0; i < draws; i++) {
      const [lost, won, rest] = [gamma(losses + 1), gamma(gains + 1), gamma(n - losses - gains + 2)];
      if ((won - lost) / (lost + won + rest) > -0.1) kept++;
    }
    expect(probabilityWithin(n, losses, gains, 0.1)).toBeCloseTo(kept / draws, 2);
  });

  it('rises with the floor and with gains', () => {
    const floors = [0, 0.02, 0.05, 0.1, 1].map((floor) => probabilityWithin(60, 6, 4, floor));
    expect(floors).toEqual(floors.toSorted((a, b) => a - b));
    expect(floors.at(-1)).toBeCloseTo(1, 9);
    expect(probabilityWithin(60, 6, 9, 0.02)).toBeGreaterThan(probabilityWithin(60, 6, 4, 0.02));
  });
});
