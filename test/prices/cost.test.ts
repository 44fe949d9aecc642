import { existsSync, readFileSync } from 'node:fs';
import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../src/domain/completion.ts';
import { sumUsd } from '../../src/domain/money.ts';
import { costOf } from '../../src/prices/cost.ts';
import type { ResolvedPrice } from '../../src/prices/rates.ts';

const AT = new Date('2026-11-21T12:00:00Z');
const none: Usage = { input: 0, cached: 0, cache_write: 0, output: 0, reasoning: 0 };
const config = (price: Omit<ResolvedPrice, 'source'>): ResolvedPrice => ({ source: 'config', ...price });
const known = (usd: string) => ({ state: 'known', usd, source: 'config' });
const unknown = (why: string) => ({ state: 'unknown', why });

describe('costOf, tokens', () => {
  // 1,000 in, 300 out at $5 and $30 a million: 0.005 + 0.009; floats give 0.013999999999999999.
  it.each<[string, Partial<Usage>, Omit<ResolvedPrice, 'source'>, string]>([
    ['input and output, exactly', { input: 1000, output: 300 }, { input: 5, output: 30 }, '0.014'],
    ['cached tokens at their own rate', { input: 1000, cached: 400 }, { input: 5, cached: 0.5, output: 30 }, '0.0032'],
    ['cached tokens at the input rate', { input: 1000, cached: 400 }, { input: 5, output: 30 }, '0.005'],
    [
      'cache writes at their own rate',
      { input: 1000, cache_write: 400 },
      { input: 5, cache_write: 6.25, output: 30 },
      '0.0055',
    ],
    ['cache writes at the input rate', { input: 1000, cache_write: 400 }, { input: 5, output: 30 }, '0.005'],
    [
      'all three kinds of input',
      { input: 1000, cached: 600, cache_write: 300 },
      { input: 1, cached: 0.1, cache_write: 2 },
      '0.00076',
    ],
    ['reasoning inside output, once', { output: 1000, reasoning: 900 }, { input: 5, output: 30 }, '0.03'],
    ['reasoning at its own rate', { output: 1000, reasoning: 900 }, { output: 8, reasoning: 3 }, '0.0035'],
    ['a fee per call', { input: 10, output: 10 }, { input: 1, output: 1, request: 0.014 }, '0.01402'],
    [
      'a multiplier on the whole sum',
      { input: 1000, output: 300 },
      { input: 5, output: 30, request: 0.01, multiplier: 0.5 },
      '0.012',
    ],
    ['a price of 0 as a real 0', { input: 1000, output: 300 }, { input: 0, output: 0 }, '0'],
    ['no tokens', {}, { input: 5, output: 30 }, '0'],
    ['tiny amounts without an exponent', { input: 1 }, { input: 0.000_001, output: 0 }, '0.000000000001'],
    [
      'a dear tier on every meter',
      { input: 300_000, output: 100 },
      {
        input: { base: 5, tiers: [{ above: 271_999, price: 10 }] },
        output: { base: 30, tiers: [{ above: 271_999, price: 45 }] },
      },
      '3.0045',
    ],
  ])('prices %s', (_, usage, price, usd) => {
    expect(costOf({ usage: { ...none, ...usage } }, config(price), AT)).toEqual(known(usd));
  });

  it('prices each call at its own time of day', () => {
    const price: ResolvedPrice = {
      source: 'catalogue',
      input: 1,
      output: 1,
      variants: [
        { rates: { input: 1, output: 1 } },
        { between: ['01:00:00Z', '04:00:00Z'], rates: { input: 2, output: 2 } },
      ],
    };
    const usage = { ...none, input: 1_000_000 };
    expect(costOf({ usage }, price, AT)).toEqual({ state: 'known', usd: '1', source: 'catalogue' });
    expect(costOf({ usage }, price, new Date('2026-11-21T01:00:00Z'))).toMatchObject({ usd: '2' });
  });

  it('adds up exactly, in any order', () => {
    const one = costOf({ usage: { ...none, input: 1 } }, config({ input: 0.1, output: 1 }), AT);
    expect(one).toEqual(known('0.0000001'));
    if (one.state === 'known') expect(sumUsd(Array.from({ length: 100_000 }, () => one.usd))).toBe('0.01');
  });
});

describe('costOf, what nobody knows', () => {
  it.each<[string, Usage | undefined, Omit<ResolvedPrice, 'source'> | undefined, string]>([
    ['no price', { ...none, input: 1 }, undefined, 'no price'],
    ['no usage', undefined, { input: 1, output: 1 }, 'no usage'],
    [
      'no output price when output was used',
      { ...none, input: 1, output: 1 },
      { input: 1 },
      'no price for output tokens',
    ],
    [
      'no input price when the cache was used',
      { ...none, input: 2, cached: 2 },
      { output: 1 },
      'no price for cached tokens',
    ],
    ['a fraction of a token', { ...none, input: 1.5 }, { input: 1, output: 1 }, 'unusable usage'],
    ['negative tokens', { ...none, output: -1 }, { input: 1, output: 1 }, 'unusable usage'],
    ['NaN', { ...none, input: Number.NaN }, { input: 1, output: 1 }, 'unusable usage'],
    ['1e308 tokens', { ...none, input: 1e308 }, { input: 1, output: 1 }, 'unusable usage'],
    [
      'more cached than input',
      { ...none, input: 1, cached: 1, cache_write: 1 },
      { input: 1, output: 1 },
      'unusable usage',
    ],
    ['more reasoning than output', { ...none, output: 1, reasoning: 2 }, { input: 1, output: 1 }, 'unusable usage'],
    ['machine time that was not measured', undefined, { per_hour: 1 }, 'no timing'],
  ])('is unknown, never 0: %s', (_, usage, price, why) => {
    const answer = usage === undefined ? {} : { usage };
    expect(costOf(answer, price && config(price), AT)).toEqual(unknown(why));
  });

  it('does not need a price for a meter that was not used', () => {
    expect(costOf({ usage: { ...none, input: 1_000_000 } }, config({ input: 2 }), AT)).toEqual(known('2'));
  });
});

describe('costOf, machine time', () => {
  it.each([
    ['an hour', { per_hour: 2.5 }, 3_600_000, '2.5'],
    ['shared by 8 requests', { per_hour: 2, parallel: 8 }, 1000, '0.000069444444444'],
    ['rounded to 15 places', { per_hour: 0.05 }, 0.1234, '0.000000001713889'],
    ['scaled by the multiplier', { per_hour: 3.6, multiplier: 0.5 }, 1000, '0.0005'],
    ['for nothing', { per_hour: 0 }, 1000, '0'],
  ])('prices %s', (_, price, ms, usd) => {
    expect(costOf({ ms }, config(price), AT)).toEqual(known(usd));
  });

  it('adds to token prices', () => {
    const price = config({ input: 1, output: 1, per_hour: 3.6 });
    expect(costOf({ ms: 1000, usage: { ...none, input: 1000 } }, price, AT)).toEqual(known('0.002'));
  });
});

describe('costOf, reported by the provider', () => {
  const usage = { ...none, input: 1000, output: 300 };
  const price = config({ input: 5, output: 30, multiplier: 0.5 });

  it('wins over the list price, which stands beside it; the multiplier is not applied to it', () => {
    expect(costOf({ usage, reported_cost_usd: '0.0123' }, price, AT)).toEqual({
      state: 'known',
      usd: '0.0123',
      source: 'provider_reported',
      list_usd: '0.007',
    });
  });

  it('needs no price, and 0 is a real 0', () => {
    expect(costOf({ reported_cost_usd: '0' }, undefined, AT)).toEqual({
      state: 'known',
      usd: '0',
      source: 'provider_reported',
    });
  });

  it('writes exponents out, and can be a recording', () => {
    expect(costOf({ reported_cost_usd: '1e-7' }, undefined, AT, 'recorded')).toEqual({
      state: 'known',
      usd: '0.0000001',
      source: 'recorded',
    });
  });

  it.each(['-1', 'NaN', '', '1,50', '$2', 'Infinity', '1e999999'])('ignores %j, which is no amount', (reported) => {
    expect(costOf({ usage, reported_cost_usd: reported }, price, AT)).toEqual(known('0.007'));
  });
});

const shared = new URL('../../../shared/data/routerarena/', import.meta.url);

describe.skipIf(!existsSync(shared))('costOf on RouterArena (skipped without the shared data)', () => {
  it('recomputes every published cost from tokens and prices to 1e-12', () => {
    const prices = JSON.parse(readFileSync(new URL('cost.json', shared), 'utf8'));
    const rows = readFileSync(new URL('outcomes.csv', shared), 'utf8').trimEnd().split('\n').slice(1);
    const byModel = new Map<string, string[]>();
    for (const row of rows) {
      const [, , model, , published, input, output] = row.split(',') as string[];
      const { input_token_price_per_million, output_token_price_per_million } = prices[model!];
      const price = config({ input: input_token_price_per_million, output: output_token_price_per_million });
      const cost = costOf({ usage: { ...none, input: Number(input), output: Number(output) } }, price, AT);
      if (cost.state === 'unknown') throw new Error(`${row}: ${cost.why}`);
      expect(new Big(cost.usd).minus(published!).abs().lte('1e-12'), row).toBe(true);
      byModel.set(model!, [...(byModel.get(model!) ?? []), cost.usd]);
    }
    expect(rows).toHaveLength(1618);
    // The totals as the publisher states them.
    const totals = [...byModel.values()].map((costs) => Number(sumUsd(costs)).toFixed(6));
    expect(totals.sort()).toEqual(['0.038420', '0.142377']);
  });
});
