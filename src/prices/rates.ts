/** Dollars per million tokens; with tiers, the whole meter is charged at the last tier whose `above` the prompt's tokens exceed. */
export type Rate =
  | number
  | { readonly base: number; readonly tiers: readonly { readonly above: number; readonly price: number }[] };

/** What each meter costs. `request` is dollars per call. `reasoning` is set only where it is billed apart from other output. */
export type Rates = {
  readonly input?: Rate;
  readonly cached?: Rate;
  readonly cache_write?: Rate;
  readonly output?: Rate;
  readonly reasoning?: Rate;
  readonly request?: number;
};

/** Rates that hold from a day on (UTC midnight, ISO date), between two times of every day (`01:00:00Z`, end excluded), or always. */
export type Variant = {
  readonly from?: string;
  readonly between?: readonly [string, string];
  readonly rates: Rates;
};

/**
 * A model's price as plain data, complete enough to price every later call without config or catalogue.
 * The rates at the top are those in force when it was resolved; where `variants` stands, each call's own time decides.
 */
export type ResolvedPrice = Rates & {
  readonly source: 'config' | 'catalogue';
  readonly per_hour?: number;
  readonly parallel?: number;
  readonly multiplier?: number;
  readonly variants?: readonly Variant[];
  /** Name and version of the catalogue, `genai-prices@0.1.8`. */
  readonly catalogue?: string;
  /** The catalogue's entry, `provider/model`. */
  readonly catalogue_id?: string;
  /** ISO date: when the configured price was true, or the catalogue was released. */
  readonly date?: string;
  /** Where the config says its figures come from. */
  readonly source_note?: string;
};

/** The token meters, in the order in which people read prices. */
export const METERS = ['input', 'cached', 'cache_write', 'output', 'reasoning'] as const;

/** Whether any token meter has a rate. */
export function pricesTokens(rates: Rates): boolean {
  return METERS.some((meter) => rates[meter] !== undefined);
}

/** Dollars per million tokens for a prompt of this size. */
export function rateFor(rate: Rate, promptTokens: number): number {
  if (typeof rate === 'number') return rate;
  let price = rate.base;
  for (const tier of rate.tiers) if (promptTokens > tier.above) price = tier.price;
  return price;
}

const DAY_MS = 86_400_000;

function isWithin([start, end]: readonly [string, string], at: Date): boolean {
  const timeOfDay = (ms: number) => ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  const [from, to, now] = [Date.parse(`1970-01-01T${start}`), Date.parse(`1970-01-01T${end}`), at.getTime()].map(
    timeOfDay,
  ) as [number, number, number];
  return to < from ? now >= from || now < to : now >= from && now < to;
}

function applies({ from, between }: Variant, at: Date): boolean {
  return (from === undefined || at >= new Date(from)) && (between === undefined || isWithin(between, at));
}

/** The variant in force at a moment: the last that applies wins, as in the catalogue; the first where none does. */
export function variantAt(variants: readonly Variant[], at: Date): Rates {
  return (variants.findLast((variant) => applies(variant, at)) ?? variants[0])?.rates ?? {};
}

/** The rates that hold for a call made at this moment. */
export function ratesAt(price: ResolvedPrice, at: Date): Rates {
  return price.variants === undefined ? price : variantAt(price.variants, at);
}
