import type { ReportFinding } from './finding_types.ts';
import { pairedCost } from './frontier/paired_cost.ts';
import { pairUp } from './pairs.ts';
import type { ListPrice } from './report_types.ts';
import { roundedUsd } from './standing.ts';
import type { Table } from './table.ts';

/** No dearer in either list price, and cheaper in one. */
function isListedCheaper(a: ListPrice, b: ListPrice): boolean {
  return a.input <= b.input && a.output <= b.output && (a.input < b.input || a.output < b.output);
}

type PriceOrder = Extract<ReportFinding, { code: 'price_order_differs' }>;

/**
 * Price per token is not cost per task: a model with lower list prices that needs more tokens can cost more. Of the pairs of models that the two order differently,
 * beyond chance (95 % interval of the paired difference), the one whose costs are furthest apart; nothing without such a pair.
 */
export function priceOrder(
  table: Table,
  models: readonly string[],
  prices: Readonly<Record<string, ListPrice>>,
): PriceOrder[] {
  const order = Uint32Array.from({ length: table.n }, (_, i) => i);
  const priced = models.flatMap((model, i) => {
    const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
    return price === undefined ? [] : [{ model, price, column: table.columns[i]! }];
  });
  const pairs = priced.flatMap((low) =>
    priced.flatMap((high) => {
      if (!isListedCheaper(low.price, high.price)) return [];
      const cost = pairedCost(pairUp(table, low.column, high.column, order));
      return cost === undefined || cost.low <= 0 ? [] : [{ low, high, cost, ratio: cost.candidate / cost.reference }];
    }),
  );
  const [first] = pairs.toSorted((a, b) => b.ratio - a.ratio);
  if (first === undefined) return [];
  const { low, high, cost } = first;
  return [
    {
      code: 'price_order_differs',
      cheaper_list: low.model,
      cheaper_task: high.model,
      list_input_usd: [low.price.input, high.price.input],
      list_output_usd: [low.price.output, high.price.output],
      cost_per_task_usd: [roundedUsd(cost.candidate), roundedUsd(cost.reference)],
      pairs: pairs.length,
    },
  ];
}
