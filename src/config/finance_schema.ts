import { z } from 'zod';
import { usd } from '../domain/money.ts';

/** The `finance` block as it is written: what only the user knows of the business. */
export const finance = z.strictObject({
  monthly_tasks: z.number().positive().exactOptional().describe('Tasks a month that the workload comes to.'),
  volume_change_percent: z
    .number()
    .min(0)
    .lt(100)
    .exactOptional()
    .describe(
      'How much lower and higher the volume may be, in percent: 20 projects 80 % of it at low and 120 % at high.',
    ),
  failure_cost_usd: z
    .number()
    .min(0)
    .exactOptional()
    .describe('What a failed task costs, in dollars: prices the quality that is lost.'),
  one_off_usd: z
    .number()
    .min(0)
    .exactOptional()
    .describe("Engineering and other one-off cost of a change, in dollars, beside the benchmark's own."),
});

/** The `finance` block with amounts as plain decimal strings. */
export interface FinanceConfig {
  readonly monthly_tasks?: string;
  readonly volume_change_percent?: string;
  readonly failure_cost_usd?: string;
  readonly one_off_usd?: string;
}

/** A checked block as plain decimals. */
export function financeOf(block: z.output<typeof finance>): FinanceConfig {
  return Object.fromEntries(Object.entries(block).map(([name, amount]) => [name, usd(amount)]));
}
