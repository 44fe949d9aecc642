import { readFileSync } from 'node:fs';
import { calcPrice, updatePrices, waitForUpdate } from '@pydantic/genai-prices';
import Big from 'big.js';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Usage } from '../../src/domain/completion.ts';
import { findPrice } from '../../src/prices/catalogue.ts';
import { costOf } from '../../src/prices/cost.ts';
import { resolvePrice } from '../../src/prices/resolve.ts';

const NOON = new Date('2026-11-21T12:00:00Z');
const URLS: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1/',
  deepseek: 'https://api.deepseek.com',
  fireworks: 'https://api.fireworks.ai/inference/v1',
  openrouter: 'https://openrouter.ai/api/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta/openai/',
  'x-ai': 'https://api.x.ai/v1',
  mistral: 'https://api.mistral.ai/v1',
  perplexity: 'https://api.perplexity.ai',
  zai: 'https://api.z.ai/api/paas/v4',
};
/** Fireworks' list entries match the full name only. */
const PREFIX: Readonly<Record<string, string>> = { fireworks: 'accounts/fireworks/models/' };
const none: Usage = { input: 0, cached: 0, cache_write: 0, output: 0, reasoning: 0 };
const USAGES: readonly Usage[] = [
  { ...none, input: 1000, output: 300 },
  { ...none, input: 12_345, cached: 10_000, output: 7, reasoning: 3 },
  { ...none, input: 9001, cached: 1, cache_write: 8000, output: 1 },
  { ...none, input: 272_000, cached: 200_000, output: 4000 },
  { ...none, input: 1_000_001, cache_write: 400_000, cached: 77, output: 65_536, reasoning: 60_000 },
];
const MOMENTS = [
  '2025-01-01T00:00:00Z',
  '2026-08-16T23:59:59.999Z',
  '2026-08-17T00:00:00Z',
  '2026-11-21T01:00:00Z',
  '2026-11-21T03:59:59Z',
  '2026-11-21T04:00:00Z',
  '2026-11-21T06:30:00Z',
  '2026-11-21T16:30:00Z',
  '2027-01-01T00:00:00Z',
].map((at) => new Date(at));

/** The catalogue's own arithmetic, in floats. */
function theirs(usage: Usage, model: string, url: string, at: Date): number | undefined {
  const counts = {
    input_tokens: usage.input,
    cache_read_tokens: usage.cached,
    cache_write_tokens: usage.cache_write,
    output_tokens: usage.output,
    output_reasoning_tokens: usage.reasoning,
  };
  return calcPrice(counts, model, { providerApiUrl: url, timestamp: at })?.total_price;
}

async function differences(provider: string, model: string, moments: readonly Date[]): Promise<[number, string[]]> {
  const url = URLS[provider]!;
  const spec = { id: model, provider: 'openai', model, base_url: url, params: {} } as const;
  const price = await resolvePrice(spec, NOON);
  const wrong: string[] = [];
  let compared = 0;
  const listed = calcPrice({}, model, { providerApiUrl: url, timestamp: NOON })?.model_price;
  const byToken = listed?.input_mtok !== undefined || listed?.output_mtok !== undefined;
  if (byToken !== (price !== undefined)) wrong.push(`${model}: ${price === undefined ? 'lost' : 'invented'}`);
  for (const at of moments) {
    for (const usage of USAGES) {
      const ours = costOf({ usage }, price, at);
      if (ours.state === 'unknown') continue;
      compared += 1;
      const theirUsd = theirs(usage, model, url, at) ?? -1;
      if (new Big(ours.usd).minus(theirUsd).abs().gt(1e-12))
        wrong.push(`${model} ${at.toISOString()} ${ours.usd} ${theirUsd}`);
    }
  }
  return [compared, wrong];
}

describe('findPrice', () => {
  let providers: NonNullable<Awaited<ReturnType<typeof waitForUpdate>>>;
  beforeAll(async () => {
    providers = (await waitForUpdate())!;
  });

  it.each(Object.keys(URLS))(
    "agrees with the catalogue's own arithmetic to 1e-12 for every model of %s",
    async (id) => {
      const warn = vi.spyOn(console, 'warn');
      const models = providers.find((provider) => provider.id === id)!.models;
      let compared = 0;
      for (const model of models) {
        const [count, wrong] = await differences(id, (PREFIX[id] ?? '') + model.id, [NOON]);
        expect(wrong).toEqual([]);
        compared += count;
      }
      expect(compared).toBeGreaterThan(models.length);
      expect(warn).not.toHaveBeenCalled();
    },
  );

  it('agrees at every date and time of day where prices change', async () => {
    let compared = 0;
    for (const { id, models } of providers.filter((provider) => URLS[provider.id] !== undefined)) {
      for (const model of models.filter(({ prices }) => Array.isArray(prices))) {
        const [count, wrong] = await differences(id, (PREFIX[id] ?? '') + model.id, MOMENTS);
        expect(wrong).toEqual([]);
        compared += count;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('gives rates, tiers and where they come from', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../node_modules/@pydantic/genai-prices/package.json', import.meta.url), 'utf8'),
    );
    const released: Readonly<Record<string, string>> = { '0.1.7': '2026-09-16', '0.1.8': '2026-09-23' };
    // GPT-5.5: long prompts, from 272,000 tokens on, cost twice the input and 1.5 times the output (OpenAI's model page).
    expect(await findPrice({ model: 'gpt-5.5' }, NOON)).toMatchObject({
      id: 'openai/gpt-5.5',
      catalogue: `genai-prices@${version}`,
      ...(version in released && { date: released[version] }),
      rates: {
        input: { base: 5, tiers: [{ above: 271_999, price: 10 }] },
        cached: { base: 0.5, tiers: [{ above: 271_999, price: 1 }] },
        output: { base: 30, tiers: [{ above: 271_999, price: 45 }] },
      },
    });
  });

  it('shows the rates in force at the moment asked for, and keeps all others', async () => {
    const peak = await findPrice({ model: 'deepseek-v4-flash' }, new Date('2026-11-21T02:00:00Z'));
    expect(peak?.rates).toEqual({ input: 0.44, cached: 0.014, output: 1.32 });
    expect(peak?.variants).toHaveLength(4);
    expect(peak?.variants?.[1]).toEqual({ from: '2026-08-17', rates: { input: 0.22, cached: 0.007, output: 0.66 } });
  });

  it('charges a fee per call where the list has one', async () => {
    // Perplexity: $14 per 1,000 requests of sonar-pro.
    expect((await findPrice({ model: 'sonar-pro', base_url: URLS.perplexity! }, NOON))?.rates.request).toBe(0.014);
  });

  it('lets the base URL decide between providers of one model', async () => {
    const at = (base_url: string, model: string) => findPrice({ model, base_url }, NOON);
    expect((await at(URLS.fireworks!, 'accounts/fireworks/models/deepseek-v4-flash'))?.rates.input).toBe(0.14);
    expect((await at(URLS.deepseek!, 'deepseek-v4-flash'))?.rates.input).toBe(0.22);
  });

  it.each([
    ['an unknown model', { model: 'no-such-model-9' }],
    [
      'a known name on a host that is not in the list',
      { model: 'deepseek-v4-flash', base_url: 'http://localhost:8000/v1' },
    ],
    ['a model that is not priced by tokens', { model: 'grok-voice-latest', base_url: 'https://api.x.ai/v1' }],
  ])('has no price for %s', async (_, model) => {
    expect(await findPrice(model, NOON)).toBeUndefined();
  });

  it('puts tiers in order, whatever order a snapshot has them in', async () => {
    const tiers = [
      { start: 200, price: 4 },
      { start: 100, price: 2 },
    ];
    const model = { id: 'm', match: { equals: 'm' }, prices: { input_mtok: { base: 1, tiers } } };
    const provider = { id: 'p', name: 'P', api_pattern: 'https://p\\.example', models: [model] };
    updatePrices(({ setProviderData }) => setProviderData([provider]));
    try {
      expect((await findPrice({ model: 'm', base_url: 'https://p.example/v1' }, NOON))?.rates.input).toEqual({
        base: 1,
        tiers: [
          { above: 100, price: 2 },
          { above: 200, price: 4 },
        ],
      });
    } finally {
      updatePrices(({ setProviderData }) => setProviderData(providers));
    }
  });
});
