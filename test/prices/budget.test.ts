import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBudget } from '../../src/prices/budget.ts';

describe('openBudget', () => {
  it('spends up to the cap exactly, and not a femtodollar more', () => {
    const budget = openBudget('0.3');
    for (let i = 0; i < 3; i += 1) {
      expect(budget.reserve('0.1')).toBe(true);
      budget.settle('0.1', 'yes', '0.1');
    }
    expect(budget.spent()).toBe('0.3');
    expect(budget.reserve('0.000000000000001')).toBe(false);
    expect(budget.reserved()).toBe('0');
  });

  it('counts what is in flight', () => {
    const budget = openBudget('1.00');
    expect([budget.reserve('0.6'), budget.reserve('0.6'), budget.reserve('0.4')]).toEqual([true, false, true]);
    budget.settle('0.6', 'yes', '0.1');
    expect([budget.spent(), budget.reserved(), budget.reserve('0.5')]).toEqual(['0.1', '0.4', true]);
  });

  it('keeps the whole reserve of a request that may be billed, and of one whose cost is unknown', () => {
    const budget = openBudget('1');
    for (const _ of ['possibly', 'yes', 'no']) budget.reserve('0.03');
    budget.settle('0.03', 'possibly', '0.001');
    budget.settle('0.03', 'yes');
    budget.settle('0.03', 'no');
    expect([budget.spent(), budget.possiblySpent(), budget.reserved()]).toEqual(['0.06', '0.03', '0']);
  });

  it('lets nothing through after a bill above its worst case', () => {
    const budget = openBudget('1');
    budget.reserve('0.5');
    budget.settle('0.5', 'yes', '1.2');
    expect([budget.spent(), budget.reserve('0')]).toEqual(['1.2', false]);
  });

  it.each(['0', '0.00', '-1', '1,50', '$5', '', 'NaN', '1e3', 'Infinity'])('refuses a cap of %j', (cap) => {
    expect(() => openBudget(cap)).toThrow(expect.objectContaining({ name: 'Problem', exitCode: 2 }));
  });

  it('never exceeds its cap, whatever the order of requests and answers', () => {
    const dollars = (max: number) => fc.integer({ min: 0, max }).map((n) => new Big(n).div(1e12).toFixed());
    const step = fc.record({
      worst: dollars(10 ** 12),
      settles: fc.nat(),
      actual: fc.double({ min: 0, max: 1, noNaN: true }),
      billed: fc.constantFrom('yes' as const, 'no' as const, 'possibly' as const),
      asks: fc.boolean(),
    });
    let refused = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * 10 ** 12 }), fc.array(step, { maxLength: 60 }), (cap, steps) => {
        const budget = openBudget(new Big(cap).div(1e12).toFixed());
        const flying: string[] = [];
        for (const { worst, settles, actual, billed, asks } of steps) {
          const total = new Big(budget.spent()).plus(budget.reserved());
          if (asks || flying.length === 0) {
            const fits = total.plus(worst).lte(budget.cap);
            expect(budget.reserve(worst)).toBe(fits);
            if (fits) flying.push(worst);
            else refused += 1;
          } else {
            const [held] = flying.splice(settles % flying.length, 1) as [string];
            budget.settle(held, billed, new Big(held).times(actual).toFixed());
          }
          expect(new Big(budget.spent()).plus(budget.reserved()).lte(budget.cap)).toBe(true);
          expect(budget.reserved()).toBe(flying.reduce((sum, held) => sum.plus(held), new Big(0)).toFixed());
        }
      }),
    );
    expect(refused).toBeGreaterThan(0);
  });
});
