import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { ConditionalPrice, ModelPrice, TieredPrices } from '@pydantic/genai-prices';
import type { ModelSpec } from '../domain/model.ts';
import { pricesTokens, type Rate, type Rates, type Variant, variantAt } from './rates.ts';

/** List prices of one model. `variants` is present where they depend on the date or the time of day. */
export interface CataloguePrice {
  /** `provider/model` of the entry. */
  readonly id: string;
  /** Name and version of the catalogue, `genai-prices@0.1.8`. */
  readonly catalogue: string;
  /** ISO date of the catalogue's release, where known. */
  readonly date?: string;
  readonly rates: Rates;
  readonly variants?: readonly Variant[];
}

const PACKAGE = '@pydantic/genai-prices';

/** Release days of the versions that have been tried; the package itself does not say. Source: `npm view @pydantic/genai-prices time`. */
const RELEASED: Readonly<Record<string, string>> = { '0.1.7': '2026-09-16', '0.1.8': '2026-09-23' };

/** Our meter -> the catalogue's price key; dollars per million tokens. */
const KEYS = {
  input: 'input_mtok',
  cached: 'cache_read_mtok',
  cache_write: 'cache_write_mtok',
  output: 'output_mtok',
  reasoning: 'output_reasoning_mtok',
} as const;

function rateOf(price: number | TieredPrices): Rate {
  if (typeof price === 'number') return price;
  const tiers = price.tiers.map(({ start, price: rate }) => ({ above: start, price: rate }));
  return { base: price.base, tiers: tiers.sort((a, b) => a.above - b.above) };
}

function ratesOf(prices: ModelPrice): Rates {
  const rates: Record<string, Rate> = {};
  for (const [meter, key] of Object.entries(KEYS)) {
    const price = prices[key];
    if (price !== undefined) rates[meter] = rateOf(price);
  }
  const perThousand = prices.requests_kcount;
  // The shortest decimal of a dollar amount divided by 1000 is exact again once it is printed with 15 digits.
  return typeof perThousand === 'number' ? { ...rates, request: Number((perThousand / 1000).toPrecision(15)) } : rates;
}

function variantOf({ constraint, prices }: ConditionalPrice): Variant {
  const rates = ratesOf(prices);
  if (constraint === undefined) return { rates };
  if (constraint.type === 'start_date') return { from: constraint.start_date, rates };
  return { between: [constraint.start_time, constraint.end_time], rates };
}

/** The package exports no version; its package.json stands one folder above its entry. */
function installedVersion(): string {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve(PACKAGE));
  const manifest = JSON.parse(readFileSync(new URL('../package.json', entry), 'utf8')) as { version: string };
  return manifest.version;
}

/**
 * Looks a model up in the price list: the provider by base URL, or by the model's name when there is no base URL.
 * A host that the list does not know has no price, whatever its models are called: a self-hosted model costs what its machine costs.
 */
export async function findPrice(
  model: Pick<ModelSpec, 'model' | 'base_url'>,
  at: Date,
): Promise<CataloguePrice | undefined> {
  const { calcPrice } = await import('@pydantic/genai-prices');
  const host = model.base_url === undefined ? {} : { providerApiUrl: model.base_url };
  const found = calcPrice({}, model.model, { ...host, timestamp: at });
  if (found === null) return undefined;
  const { prices } = found.model;
  const variants = Array.isArray(prices) ? prices.map(variantOf) : [{ rates: ratesOf(prices) }];
  const rates = variantAt(variants, at);
  if (!pricesTokens(rates)) return undefined;
  const version = installedVersion();
  const date = RELEASED[version];
  return {
    id: `${found.provider.id}/${found.model.id}`,
    catalogue: `genai-prices@${version}`,
    ...(date !== undefined && { date }),
    rates,
    ...(variants.length > 1 && { variants }),
  };
}
