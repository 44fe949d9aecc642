import type { ListPrice } from '../analysis/report_types.ts';
import { rateFor } from '../prices/rates.ts';
import { priceFromRun } from '../prices/resolve.ts';
import type { RunFile } from '../results/run_file.ts';

/** The token prices that a run was started with, by model, for short prompts; models that are priced by the call or the hour, or not at all, have none. */
export function listPrices(run: Pick<RunFile, 'models'>): Record<string, ListPrice> {
  const prices = run.models.flatMap(({ id, price_used }): [string, ListPrice][] => {
    const { input, output, multiplier = 1 } = priceFromRun(price_used) ?? {};
    if (input === undefined || output === undefined) return [];
    return [[id, { input: rateFor(input, 0) * multiplier, output: rateFor(output, 0) * multiplier }]];
  });
  return Object.fromEntries(prices);
}
