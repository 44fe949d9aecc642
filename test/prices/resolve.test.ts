import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../src/domain/model.ts';
import type { PriceSpec } from '../../src/domain/price.ts';
import { Problem } from '../../src/domain/problem.ts';
import { costOf } from '../../src/prices/cost.ts';
import { priceFromRun, resolvePrice } from '../../src/prices/resolve.ts';

const AT = new Date('2026-11-21T12:00:00Z');

function spec(model: string, price?: PriceSpec, provider: ModelSpec['provider'] = 'openai'): ModelSpec {
  return { id: model, provider, model, params: {}, ...(price && { price }) };
}

describe('resolvePrice', () => {
  it('takes the config over the catalogue, with its date and source', async () => {
    const price = { input: 1, output: 2, date: '2026-11-01', source: 'https://example.com/pricing' };
    expect(await resolvePrice(spec('gpt-5.5', price), AT)).toEqual({
      source: 'config',
      input: 1,
      output: 2,
      date: '2026-11-01',
      source_note: 'https://example.com/pricing',
    });
  });

  it('takes the catalogue where the config is silent', async () => {
    const price = await resolvePrice(spec('deepseek-v4-flash'), AT);
    expect(price).toMatchObject({
      source: 'catalogue',
      input: 0.22,
      cached: 0.007,
      output: 0.66,
      catalogue_id: 'deepseek/deepseek-v4-flash',
      catalogue: expect.stringMatching(/^genai-prices@\d+\.\d+\.\d+$/),
    });
  });

  it('scales the list price when the config only has a multiplier', async () => {
    const price = await resolvePrice(spec('gpt-5.4-mini', { multiplier: 0.5 }), AT);
    const usage = { input: 1000, cached: 0, cache_write: 0, output: 300, reasoning: 0 };
    // 0.75 and 4.5 a million: $0.0021, halved.
    expect(costOf({ usage }, price, AT)).toEqual({ state: 'known', usd: '0.00105', source: 'catalogue' });
  });

  it.each<PriceSpec>([{ input: 0, output: 0 }, { request: 0 }, { per_hour: 0 }])(
    'takes a price of 0 for a price: %j',
    async (price) => {
      expect(await resolvePrice(spec('gpt-5.5', price), AT)).toEqual({ source: 'config', ...price });
    },
  );

  it.each(['recorded', 'classifier'] as const)('never takes a list price for provider %s', async (provider) => {
    expect(await resolvePrice(spec('gpt-5.5', undefined, provider), AT)).toBeUndefined();
    expect(await resolvePrice(spec('gpt-5.5', { per_hour: 1 }, provider), AT)).toMatchObject({ per_hour: 1 });
  });

  it('finds nothing for an unknown model', async () => {
    expect(await resolvePrice(spec('no-such-model-9'), AT)).toBeUndefined();
  });
});

describe('priceFromRun', () => {
  it('charges what the run was started with, at every time of day', async () => {
    for (const model of ['deepseek-v4-flash', 'gpt-5.5']) {
      const price = await resolvePrice(spec(model, { multiplier: 0.9 }), AT);
      const stored: Readonly<Record<string, unknown>> | undefined = price;
      const read = priceFromRun(JSON.parse(JSON.stringify(stored)));
      expect(read).toEqual(price);
      const usage = { input: 300_000, cached: 7, cache_write: 0, output: 9, reasoning: 1 };
      for (const at of ['2026-08-01T12:00:00Z', '2026-11-21T02:00:00Z', '2026-11-21T12:00:00Z'])
        expect(costOf({ usage }, read, new Date(at))).toEqual(costOf({ usage }, price, new Date(at)));
    }
  });

  it('knows that there was no price', () => {
    expect(priceFromRun(undefined)).toBeUndefined();
  });

  it.each([
    null,
    'config',
    [],
    {},
    { source: 'memory', input: 1 },
    { source: 'config', input: '1' },
    { source: 'config', input: -1 },
    { source: 'config', multiplier: null },
    { source: 'catalogue', input: { base: 1, tiers: [{ above: 1 }] } },
    { source: 'catalogue', input: { base: 1 } },
    { source: 'catalogue', variants: [] },
    { source: 'catalogue', variants: [{ from: 'soon', rates: {} }] },
    { source: 'catalogue', variants: [{ between: ['01:00:00Z'], rates: {} }] },
    { source: 'catalogue', variants: [{ between: ['1 am', '02:00:00Z'], rates: {} }] },
    { source: 'catalogue', variants: [{}] },
  ])('refuses a damaged one: %j', (data) => {
    expect(() => priceFromRun(data)).toThrow(expect.objectContaining({ exitCode: 5, constructor: Problem }));
  });
});
