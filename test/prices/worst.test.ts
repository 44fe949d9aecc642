import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/prices/cost.ts';
import type { ResolvedPrice } from '../../src/prices/rates.ts';
import { maxOutputTokens, worstCase } from '../../src/prices/worst.ts';

const config = (price: Omit<ResolvedPrice, 'source'>): ResolvedPrice => ({ source: 'config', ...price });

describe('maxOutputTokens', () => {
  it.each([
    [{}, undefined],
    [{ max_tokens: 100 }, 100],
    [{ max_completion_tokens: 200 }, 200],
    [{ max_tokens: 100, max_completion_tokens: 200 }, 200],
    [{ max_tokens: null }, undefined],
    [{ max_tokens: '100' }, undefined],
    [{ max_tokens: -1 }, undefined],
  ])('%j -> %s', (params, limit) => {
    expect(maxOutputTokens({ params })).toBe(limit);
  });

  it('reads what extra_body puts into the same request', () => {
    expect(maxOutputTokens({ params: { max_tokens: 5 }, extra_body: { max_tokens: 50 } })).toBe(50);
  });
});

describe('worstCase', () => {
  it.each<[string, Omit<ResolvedPrice, 'source'>, string | undefined]>([
    ['input and output', { input: 5, output: 30 }, '0.014'],
    ['the dearest kind of input', { input: 5, cached: 0.5, cache_write: 6.25, output: 30 }, '0.01525'],
    ['the dearest kind of output', { input: 5, output: 8, reasoning: 10 }, '0.008'],
    ['fee and multiplier', { input: 5, output: 30, request: 0.006, multiplier: 2 }, '0.04'],
    [
      'a tier that the prompt can reach',
      { input: { base: 5, tiers: [{ above: 999, price: 10 }] }, output: 30 },
      '0.019',
    ],
    ['not a tier out of reach', { input: { base: 5, tiers: [{ above: 1000, price: 10 }] }, output: 30 }, '0.014'],
    [
      'the dearest time of day',
      {
        variants: [
          { rates: { input: 5, output: 30 } },
          { from: '2026-01-01', rates: { input: 10, output: 60 } },
          { rates: { input: 1, output: 1 } },
        ],
      },
      '0.028',
    ],
    ['a price per call', { request: 0.5 }, '0.5'],
    ['no bound without an output price', { input: 5 }, undefined],
    ['no bound for machine time without a deadline', { per_hour: 1 }, undefined],
  ])('%s', (_, price, usd) => {
    expect(worstCase(config(price), 1000, 300)).toBe(usd);
  });

  it('has no bound without an output limit, unless output is not what costs', () => {
    expect(worstCase(config({ input: 5, output: 30 }), 1000, undefined)).toBeUndefined();
    expect(worstCase(config({ request: 0.5 }), 1000, undefined)).toBe('0.5');
  });

  it('bounds machine time by the deadline, rounded up', () => {
    expect(worstCase(config({ per_hour: 1 }), 0, undefined, 1000)).toBe('0.000277777777778');
    expect(worstCase(config({ per_hour: 1 }), 0, undefined, 3_600_000)).toBe('1');
  });

  it('is never below the cost of an answer within its bounds', () => {
    const rate = fc.integer({ min: 0, max: 9999 }).map((n) => n / 100);
    const tiered = fc
      .tuple(rate, fc.array(fc.record({ above: fc.nat(2000), price: rate }), { maxLength: 2 }))
      .map(([base, tiers]) => ({ base, tiers: tiers.sort((a, b) => a.above - b.above) }));
    const meter = fc.oneof(rate, tiered);
    const rates = fc.record(
      { input: meter, output: meter, cached: meter, cache_write: meter, reasoning: meter, request: rate },
      { requiredKeys: ['input', 'output'] },
    );
    const usage = fc
      .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(300), fc.nat(300))
      .map(([plain, cached, cache_write, output, reasoning]) => ({
        input: plain + cached + cache_write,
        cached,
        cache_write,
        output: Math.max(output, reasoning),
        reasoning: Math.min(output, reasoning),
      }));
    fc.assert(
      fc.property(rates, rates, usage, (day, night, used) => {
        const price = {
          source: 'catalogue',
          variants: [{ rates: day }, { between: ['00:00:00Z', '12:00:00Z'], rates: night }],
        } as const;
        for (const at of ['2026-01-01T06:00:00Z', '2026-01-01T18:00:00Z']) {
          const cost = costOf({ usage: used }, price, new Date(at));
          expect(Number(worstCase(price, 3000, 300))).toBeGreaterThanOrEqual(
            cost.state === 'known' ? Number(cost.usd) : Infinity,
          );
        }
      }),
    );
  });
});
