import type { ModelSpec } from '../domain/model.ts';
import type { PriceSpec } from '../domain/price.ts';
import { Problem } from '../domain/problem.ts';
import { findPrice } from './catalogue.ts';
import { METERS, pricesTokens, type Rates, type ResolvedPrice } from './rates.ts';

/** A config price that names no amount (only a multiplier, a date) adjusts the list price instead of replacing it. */
function setsAmount(price: PriceSpec): boolean {
  return pricesTokens(price) || price.request !== undefined || price.per_hour !== undefined;
}

function fromConfig({ source, ...price }: PriceSpec): ResolvedPrice {
  return { source: 'config', ...price, ...(source !== undefined && { source_note: source }) };
}

async function fromCatalogue(model: ModelSpec, at: Date): Promise<ResolvedPrice | undefined> {
  // A classifier runs here and a recording is already paid for: no list price can be theirs.
  if (model.provider !== 'openai') return undefined;
  const found = await findPrice(model, at);
  if (found === undefined) return undefined;
  const { id, rates, ...rest } = found;
  const multiplier = model.price?.multiplier;
  return {
    source: 'catalogue',
    ...rates,
    ...rest,
    catalogue_id: id,
    ...(multiplier !== undefined && { multiplier }),
  };
}

/** The price of a model: from the config, else from the catalogue (with the config's multiplier), else undefined. `at` picks the rates to show. */
export async function resolvePrice(model: ModelSpec, at: Date): Promise<ResolvedPrice | undefined> {
  const { price } = model;
  return price !== undefined && setsAmount(price) ? fromConfig(price) : fromCatalogue(model, at);
}

const AMOUNTS = ['request', 'per_hour', 'parallel', 'multiplier'] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRate(value: unknown): boolean {
  if (!isRecord(value)) return isAmount(value);
  const { base, tiers } = value;
  const isTier = (tier: unknown) => isRecord(tier) && isAmount(tier.above) && isAmount(tier.price);
  return isAmount(base) && Array.isArray(tiers) && tiers.every(isTier);
}

function isRates(value: unknown): value is Rates {
  if (!isRecord(value)) return false;
  return (
    METERS.every((meter) => value[meter] === undefined || isRate(value[meter])) &&
    AMOUNTS.every((name) => value[name] === undefined || isAmount(value[name]))
  );
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(`1970-01-01T${value}`));
}

function isVariant(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { from, between, rates } = value;
  const fromHolds = from === undefined || (typeof from === 'string' && !Number.isNaN(Date.parse(from)));
  const betweenHolds =
    between === undefined || (Array.isArray(between) && between.length === 2 && between.every(isTime));
  return fromHolds && betweenHolds && isRates(rates);
}

function isResolvedPrice(value: unknown): value is ResolvedPrice {
  if (!isRecord(value) || !isRates(value)) return false;
  const { source, variants } = value as Readonly<Record<string, unknown>>;
  const variantsHold =
    variants === undefined || (Array.isArray(variants) && variants.length > 0 && variants.every(isVariant));
  return (source === 'config' || source === 'catalogue') && variantsHold;
}

/** Reads back the price that a run was started with, so that `resume` charges the same. Throws a Problem (exit 5) when it is damaged. */
export function priceFromRun(data: unknown): ResolvedPrice | undefined {
  if (data === undefined) return undefined;
  if (isResolvedPrice(data)) return data;
  throw new Problem(5, {
    code: 'RUN_PRICE',
    message: `the price in run.json is damaged: ${String(JSON.stringify(data)).slice(0, 200)}`,
    hint: 'restore run.json, or start the run again',
  });
}
