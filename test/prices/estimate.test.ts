import { describe, expect, it } from 'vitest';
import { assumedOutput, openEstimate, per1k } from '../../src/prices/estimate.ts';
import type { ResolvedPrice } from '../../src/prices/rates.ts';
import { resolvePrice } from '../../src/prices/resolve.ts';

const NOON = new Date('2026-11-21T12:00:00Z');
const price: ResolvedPrice = { source: 'config', input: 5, output: 30 };
const known = (usd: string) => ({ state: 'known', usd, source: 'config' });

describe('assumedOutput', () => {
  it.each([
    [{}, { low: 10, base: 300, high: 3000 }],
    [{ max_tokens: 100 }, { low: 10, base: 100, high: 100 }],
    [{ max_completion_tokens: 4 }, { low: 4, base: 4, high: 4 }],
    [{ max_tokens: 20_000 }, { low: 10, base: 300, high: 20_000 }],
  ])('%j -> %j', (params, spread) => {
    expect(assumedOutput({ params })).toEqual(spread);
  });
});

describe('openEstimate', () => {
  it('adds up calls, tokens and dollars', () => {
    const estimate = openEstimate({ params: { max_tokens: 1000 } }, price, NOON);
    for (const size of [100, 200, 100]) estimate.add(size, 2);
    expect(estimate.total()).toEqual({
      calls: 6,
      input_tokens: 800,
      output_tokens: { low: 60, base: 1800, high: 6000 },
      cost: { low: known('0.0058'), base: known('0.058'), high: known('0.184') },
    });
  });

  it('charges tiers per call, not on the sum', () => {
    const tiered: ResolvedPrice = {
      source: 'config',
      input: { base: 1, tiers: [{ above: 1000, price: 2 }] },
      output: 0,
    };
    const estimate = openEstimate({ params: {} }, tiered, NOON);
    estimate.add(1000, 5);
    estimate.add(1001);
    expect(estimate.total().cost.base).toEqual(known('0.007002'));
  });

  it('says why the cost of a model is not known', () => {
    const cost = (of: ResolvedPrice | undefined) => {
      const estimate = openEstimate({ params: {} }, of, NOON);
      estimate.add(10);
      return estimate.total().cost.high;
    };
    expect(cost(undefined)).toEqual({ state: 'unknown', why: 'no price' });
    expect(cost({ source: 'config', per_hour: 1 })).toEqual({ state: 'unknown', why: 'no timing' });
  });

  it('knows that no calls cost nothing', () => {
    expect(openEstimate({ params: {} }, price, NOON).total()).toMatchObject({ calls: 0, cost: { high: known('0') } });
  });
});

describe('per1k', () => {
  const PEAK = new Date('2026-11-21T02:00:00Z');
  const LAUNCH = new Date('2026-08-01T12:00:00Z');
  const FIREWORKS = 'https://api.fireworks.ai/inference/v1';
  const OPENROUTER = 'https://openrouter.ai/api/v1';

  // Vendors' list prices in dollars per million tokens, worked out by hand for 1,000 tokens in and 300 out: input + 0.3 x output.
  it.each([
    ['gpt-5.5', undefined, NOON, '14'],
    ['claude-opus-4-8', undefined, NOON, '12.5'],
    ['claude-opus-5-5', undefined, NOON, '10'],
    ['gpt-5.4-mini', undefined, NOON, '2.1'],
    ['accounts/fireworks/models/glm-5p1', FIREWORKS, NOON, '2.72'],
    ['z-ai/glm-5.1', OPENROUTER, NOON, '1.904'],
    ['deepseek-v4-flash', undefined, NOON, '0.418'],
    ['deepseek-v4-flash', undefined, PEAK, '0.836'],
    ['deepseek-v4-flash', undefined, LAUNCH, '0.224'],
    ['accounts/fireworks/models/deepseek-v4-flash', FIREWORKS, NOON, '0.224'],
    ['deepseek/deepseek-v4-flash', OPENROUTER, NOON, '0.15728'],
    ['gpt-6-luna', undefined, NOON, '0.25'],
    ['gpt-6-sol', undefined, NOON, '5'],
    ['gpt-6-astra', undefined, NOON, '25'],
  ])('%s (%s) at %s costs $%s per 1,000 tasks', async (model, base_url, at, usd) => {
    const spec = { id: model, provider: 'openai', model, params: {}, ...(base_url && { base_url }) } as const;
    expect(per1k(await resolvePrice(spec, at), at)).toEqual({ state: 'known', usd, source: 'catalogue' });
  });

  it('takes another size of task, and machine time', () => {
    const usage = { input: 10, cached: 0, cache_write: 0, output: 1, reasoning: 0 };
    expect(per1k(price, NOON, usage)).toEqual(known('0.08'));
    expect(per1k({ source: 'config', per_hour: 3.6 }, NOON, usage, 2)).toEqual(known('0.002'));
    expect(per1k({ source: 'config', per_hour: 3.6 }, NOON)).toEqual({ state: 'unknown', why: 'no timing' });
  });
});
