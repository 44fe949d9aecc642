import { describe, expect, it } from 'vitest';
import { pricesTokens, type ResolvedPrice, rateFor, ratesAt } from '../../src/prices/rates.ts';

const tiered = {
  base: 5,
  tiers: [
    { above: 271_999, price: 10 },
    { above: 500_000, price: 20 },
  ],
};

describe('rateFor', () => {
  it.each([
    [1, 5],
    [271_999, 5],
    [272_000, 10],
    [500_000, 10],
    [500_001, 20],
  ])('charges the tier of a prompt of %i tokens', (tokens, dollars) => {
    expect(rateFor(tiered, tokens)).toBe(dollars);
  });

  it('knows flat rates, 0 among them', () => {
    expect(rateFor(0, 1_000_000)).toBe(0);
  });
});

describe('ratesAt', () => {
  const flat = { input: 1 };
  const since = { input: 2 };
  const night = { input: 3 };
  const price: ResolvedPrice = {
    source: 'catalogue',
    input: 1,
    variants: [
      { rates: flat },
      { from: '2026-08-17', rates: since },
      { between: ['22:30:00Z', '02:00:00Z'], rates: night },
    ],
  };

  it.each([
    ['2026-08-16T12:00:00Z', 1],
    ['2026-08-17T02:00:00Z', 2],
    ['2026-08-17T22:29:59Z', 2],
    ['2026-08-17T22:30:00Z', 3],
    ['2026-08-18T01:59:59Z', 3],
    ['2026-08-18T02:00:00Z', 2],
  ])('picks the variant in force at %s, over midnight too', (at, input) => {
    expect(ratesAt(price, new Date(at)).input).toBe(input);
  });

  it('reads times with an offset', () => {
    const offset: ResolvedPrice = {
      source: 'catalogue',
      variants: [{ rates: flat }, { between: ['01:00:00+08:00', '02:00:00+08:00'], rates: night }],
    };
    expect(ratesAt(offset, new Date('2026-01-01T17:30:00Z')).input).toBe(3);
    expect(ratesAt(offset, new Date('2026-01-01T01:30:00Z')).input).toBe(1);
  });

  it('falls back to the first variant when none applies', () => {
    const later: ResolvedPrice = { source: 'catalogue', variants: [{ from: '2030-01-01', rates: flat }] };
    expect(ratesAt(later, new Date('2026-01-01')).input).toBe(1);
  });
});

describe('pricesTokens', () => {
  it('tells token prices from prices per call or hour', () => {
    expect(pricesTokens({ input: 0 })).toBe(true);
    expect(pricesTokens({ request: 1 })).toBe(false);
  });
});
