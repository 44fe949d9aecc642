import { describe, expect, it } from 'vitest';
import { trial, uniform } from '../trials.ts';
import { against, claims, even, usd } from './claimed.ts';

describe('a claim is wrongly said to', () => {
  const RUNS = 500;
  const FEWER = 300;

  it('hold in at most 6 % of workloads where it is just false', () => {
    // 80 % moved loses 5.1 points (Armstrong); 97 %, the least that makes the bill a third at .3125 of the cost, loses 5.1 too (Harvey).
    const draw = uniform(31);
    let [armstrong, harvey] = [0, 0];
    for (let run = 0; run < RUNS; run++) {
      armstrong += Number(claims(against(500, even(0.051 / 0.8), 0.005, draw)).armstrong[0]!.verdict === 'holds');
      harvey += Number(claims(against(500, even(0.051 / 0.97), 0.3125, draw)).harvey[1]!.verdict === 'holds');
    }
    expect(armstrong / RUNS).toBeLessThanOrEqual(0.06);
    expect(harvey / RUNS).toBeLessThanOrEqual(0.06);
  });

  it('hold in at most 6 % where the best of five such candidates is taken', () => {
    const models = ['strong', 'a', 'b', 'c', 'd', 'e'];
    const draw = uniform(32);
    let wrong = 0;
    for (let run = 0; run < FEWER; run++) {
      const trials = Array.from({ length: 300 }, (_, i) =>
        models.map((model) =>
          model === 'strong'
            ? trial(`t${i}`, model, 1)
            : trial(`t${i}`, model, draw() < 0.051 / 0.97 ? 0 : 1, { cost: usd(0.003125) }),
        ),
      ).flat();
      wrong += Number(claims(trials, { models }).harvey[1]!.verdict === 'holds');
    }
    expect(wrong / FEWER).toBeLessThanOrEqual(0.06);
  });

  it('hold in at most 6 % where quality is kept and the cost is just above a third', () => {
    const draw = uniform(32);
    let wrong = 0;
    for (let run = 0; run < FEWER; run++) {
      // Exponential costs with mean .34 of the reference's.
      const trials = against(300, even(0), 0, draw).map((one) =>
        one.model === 'weak' ? { ...one, cost: usd(-0.0034 * Math.log(1 - draw())) } : one,
      );
      wrong += Number(claims(trials).harvey[1]!.verdict === 'holds');
    }
    expect(wrong / FEWER).toBeLessThanOrEqual(0.06);
  });

  it('fail in at most 6 % of workloads where it is just true', () => {
    const draw = uniform(31);
    let [armstrong, harvey] = [0, 0];
    for (let run = 0; run < FEWER; run++) {
      armstrong += Number(claims(against(500, even(0.049 / 0.8), 0.005, draw)).armstrong[0]!.verdict === 'fails');
      harvey += Number(claims(against(500, even(0.049), 0.2, draw)).harvey[1]!.verdict === 'fails');
    }
    expect(armstrong / FEWER).toBeLessThanOrEqual(0.06);
    expect(harvey / FEWER).toBeLessThanOrEqual(0.06);
  });
});
