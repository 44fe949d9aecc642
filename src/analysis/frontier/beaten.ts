import { fullTally, pairUp } from '../pairs.ts';
import { roundedUsd } from '../standing.ts';
import type { Beaten } from '../standing_types.ts';
import { differenceInterval } from '../stats/noninferiority.ts';
import type { Column, Table } from '../table.ts';
import type { Point } from './frontier.ts';
import { pairedCost } from './paired_cost.ts';

interface Contestant extends Point {
  readonly model: string;
  readonly column: Column;
}

function distinguishable(isBetter: boolean, isCheaper: boolean): Beaten['distinguishable'] {
  if (isBetter) return isCheaper ? 'quality_and_cost' : 'quality';
  return isCheaper ? 'cost' : 'neither';
}

/** What the frontier (cheapest first) offers for no more money than this model costs, and how sure that is; null on the frontier, and with fewer than 2 tasks that both priced. */
export function beatenBy(model: Contestant, pareto: readonly Contestant[], table: Table): Beaten | null {
  const by = pareto.findLast(({ cost }) => cost <= model.cost);
  if (by === undefined || pareto.includes(model)) return null;
  const order = Uint32Array.from({ length: table.n }, (_, i) => i);
  const pairs = pairUp(table, by.column, model.column, order);
  const cost = pairedCost(pairs);
  if (cost === undefined) return null;
  const tally = fullTally(pairs);
  const quality = differenceInterval(tally, pairs.method);
  return {
    by: by.model,
    quality_difference: tally.sum / tally.weight,
    quality_low: quality.low,
    quality_high: quality.high,
    cost_difference_usd: roundedUsd(cost.difference),
    cost_low_usd: roundedUsd(cost.low),
    cost_high_usd: roundedUsd(cost.high),
    distinguishable: distinguishable(quality.low > 0, cost.high < 0),
  };
}
