import { METERS, type Rate, type ResolvedPrice } from './rates.ts';

/** Something odd about a price: what it is, and the dollars per million tokens that show it. */
export type PriceWarning =
  | { readonly code: 'cached_above_input'; readonly cached: number; readonly input: number }
  | { readonly code: 'input_above_output'; readonly input: number; readonly output: number }
  | { readonly code: 'above_1000_per_million'; readonly meter: (typeof METERS)[number]; readonly price: number };

/** No vendor's list price comes near it; a price per thousand tokens, or in cents, does. */
const IMPLAUSIBLE = 1000;

function base(rate: Rate | undefined): number | undefined {
  return typeof rate === 'object' ? rate.base : rate;
}

/** Prices that are probably a slip: cached above input, input above output, more than $1000 per million tokens. Short prompts' rates, in force when resolved. */
export function priceWarnings(price: ResolvedPrice): readonly PriceWarning[] {
  const [input, cached, output] = [base(price.input), base(price.cached), base(price.output)];
  const warnings: PriceWarning[] = [];
  if (cached !== undefined && input !== undefined && cached > input)
    warnings.push({ code: 'cached_above_input', cached, input });
  // Embedding models are listed with an output price of 0.
  if (input !== undefined && output !== undefined && output > 0 && input > output)
    warnings.push({ code: 'input_above_output', input, output });
  for (const meter of METERS) {
    const rate = base(price[meter]);
    if (rate !== undefined && rate > IMPLAUSIBLE) warnings.push({ code: 'above_1000_per_million', meter, price: rate });
  }
  return warnings;
}
