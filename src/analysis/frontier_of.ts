import { aiq, hullPoints, paretoPoints } from './frontier.ts';
import { columnCost, columnQuality, roundedUsd } from './standing.ts';
import type { Frontier } from './standing_types.ts';
import type { Table } from './table.ts';

/** With fewer known costs or verdicts than this, a model is no point of the frontier. */
const ENOUGH = 0.95;

/** Models whose costs are known and whose verdicts are as many as the others' (95 %), as points. */
export function frontierOf(table: Table, models: readonly string[]): Frontier {
  const most = table.columns.reduce((max, { totals }) => Math.max(max, totals.scored), 0);
  const points = table.columns.flatMap((column, i) => {
    const { totals } = column;
    const [cost, quality] = [columnCost(column, table.weight), columnQuality(column, table.weight)];
    if (cost === undefined || quality === undefined || totals.scored < ENOUGH * most) return [];
    if (totals.scored_and_priced < ENOUGH * totals.scored) return [];
    return [{ model: models[i]!, cost, quality: quality.mean }];
  });
  return {
    points: points
      .toSorted((a, b) => a.cost - b.cost)
      .map(({ model, cost, quality }) => ({ model, cost_per_task_usd: roundedUsd(cost), quality })),
    pareto: paretoPoints(points).map(({ model }) => model),
    hull: hullPoints(points).map(({ model }) => model),
    aiq: aiq(points),
  };
}
