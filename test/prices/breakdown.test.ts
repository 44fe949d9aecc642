import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Breakdown, breakdownOf, withReasoning } from '../../src/prices/breakdown.ts';
import { costOf } from '../../src/prices/cost.ts';
import type { ResolvedPrice } from '../../src/prices/rates.ts';

const AT = new Date('2026-11-21T10:00:00Z');
const usage = { input: 1000, cached: 400, cache_write: 100, output: 200, reasoning: 50 };

const taken = (call: Parameters<typeof costOf>[0], price: ResolvedPrice, at = AT) =>
  breakdownOf(call, costOf(call, price, at), price, at);

const sumOf = ({ gross_usd, cache_discount_usd, cache_write_surcharge_usd, multiplier_usd }: Breakdown): string =>
  [gross_usd, cache_discount_usd, cache_write_surcharge_usd, multiplier_usd]
    .reduce((sum, usd) => sum.plus(usd), new Big(0))
    .toFixed();

const billedOf = (meters: Breakdown['meters']): string =>
  meters.reduce((sum, { billed_usd }) => sum.plus(billed_usd), new Big(0)).toFixed();

describe('the cost of a call taken apart', () => {
  it('by hand: cached at a tenth, cache write at 1.25, half price in a batch', () => {
    const price = { source: 'config', input: 2, cached: 0.2, cache_write: 2.5, output: 8, multiplier: 0.5 } as const;
    // 1000 x 2 + 200 x 8 = 3600; 400 x (0.2 - 2) = -720; 100 x (2.5 - 2) = 50; half of 2930 = 1465; all in millionths.
    expect(taken({ usage }, price)).toEqual({
      meters: [
        { meter: 'input', quantity: '500', unit_price_usd: '2', list_usd: '0.001', billed_usd: '0.0005' },
        { meter: 'cached', quantity: '400', unit_price_usd: '0.2', list_usd: '0.00008', billed_usd: '0.00004' },
        { meter: 'cache_write', quantity: '100', unit_price_usd: '2.5', list_usd: '0.00025', billed_usd: '0.000125' },
        { meter: 'output', quantity: '200', unit_price_usd: '8', list_usd: '0.0016', billed_usd: '0.0008' },
      ],
      gross_usd: '0.0036',
      cache_discount_usd: '-0.00072',
      cache_write_surcharge_usd: '0.00005',
      multiplier: 0.5,
      multiplier_usd: '-0.001465',
      usd: '0.001465',
    });
  });

  it('compute time and a fee per request are meters of their own', () => {
    const price = { source: 'config', request: 0.001, per_hour: 3.6, parallel: 2 } as const;
    expect(taken({ ms: 1000 }, price)?.meters).toEqual([
      { meter: 'request', quantity: '1', unit_price_usd: '0.001', list_usd: '0.001', billed_usd: '0.001' },
      {
        meter: 'compute',
        quantity: '0.000138888888889',
        unit_price_usd: '3.6',
        list_usd: '0.0005',
        billed_usd: '0.0005',
      },
    ]);
  });

  it('adds up to the cost, whatever the price and usage', () => {
    const rate = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1000);
    const tokens = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.record({ input: rate, cached: rate, cache_write: rate, output: rate, per_hour: rate }),
        fc.constantFrom(0.5, 1, 1.1),
        fc.tuple(tokens, tokens, tokens, tokens),
        fc.integer({ min: 0, max: 100_000 }),
        (rates, multiplier, [plain, cached, cacheWrite, output], ms) => {
          const usage = {
            input: plain + cached + cacheWrite,
            cached,
            cache_write: cacheWrite,
            output,
            reasoning: 0,
          };
          const parts = taken({ usage, ms: ms / 7 }, { source: 'config', ...rates, multiplier })!;
          expect(sumOf(parts)).toBe(new Big(parts.usd).toFixed());
          if (parts.meters.length > 0) expect(billedOf(parts.meters)).toBe(new Big(parts.usd).toFixed());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not guessed where the price is not what was charged', () => {
    const price = { source: 'config', input: 2, output: 8 } as const;
    const dearer = { ...price, output: 9 };
    const cost = costOf({ usage }, price, AT);
    expect(breakdownOf({ usage }, cost, dearer, AT)).toBeUndefined();
    expect(breakdownOf({ usage }, cost, undefined, AT)).toBeUndefined();
    expect(breakdownOf({}, { state: 'unknown', why: 'no usage' }, price, AT)).toBeUndefined();
    const reported = costOf({ usage, reported_cost_usd: '0.0036' }, price, AT);
    expect(breakdownOf({ usage }, reported, price, AT)).toBeUndefined();
  });

  it('shows reasoning apart also where it is billed as other output', () => {
    // By hand: 150 x 8 and 50 x 8 millionths, at half price.
    const price = { source: 'config', input: 2, output: 8, multiplier: 0.5 } as const;
    const parts = taken({ usage }, price)!;
    const shown = withReasoning(parts, usage);
    expect(shown.map(({ meter, quantity, billed_usd }) => [meter, quantity, billed_usd])).toEqual([
      ['input', '500', '0.0005'],
      ['cached', '400', '0.0004'],
      ['cache_write', '100', '0.0001'],
      ['output', '150', '0.0006'],
      ['reasoning', '50', '0.0002'],
    ]);
    expect(billedOf(shown)).toBe(parts.usd);
  });

  it('leaves reasoning alone that has a rate of its own; tiers and a fee per call are in the sum', () => {
    const price: ResolvedPrice = {
      source: 'catalogue',
      input: { base: 1, tiers: [{ above: 900, price: 3 }] },
      output: 8,
      reasoning: 10,
      request: 0.001,
      multiplier: 0.5,
    };
    const parts = taken({ usage }, price)!;
    expect(withReasoning(parts, usage)).toBe(parts.meters);
    // (500 + 400 + 100) x 3 + 150 x 8 + 50 x 10 millionths, and the fee, at half price.
    expect([billedOf(parts.meters), parts.usd]).toEqual(['0.00285', '0.00285']);
    expect(parts.meters.at(-1)).toMatchObject({ meter: 'request', billed_usd: '0.0005' });
  });
});
