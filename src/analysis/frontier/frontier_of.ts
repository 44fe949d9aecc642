import { columnCost, columnQuality, roundedUsd } from '../standing.ts';
import type { Frontier } from '../standing_types.ts';
import type { Table } from '../table.ts';
import { beatenBy } from './beaten.ts';
import { memberships } from './bootstrap.ts';
import { aiq, hullPoints, paretoPoints } from './frontier.ts';

/** With fewer known costs or verdicts than this, a model is no point of the frontier. */
const ENOUGH = 0.95;

function candidates(table: Table, models: readonly string[]) {
  const most = table.columns.reduce((max, { totals }) => Math.max(max, totals.scored), 0);
  return table.columns.flatMap((column, i) => {
    const { totals } = column;
    const [cost, quality] = [columnCost(column, table.weight), columnQuality(column, table.weight)];
    if (cost === undefined || quality === undefined || totals.scored < ENOUGH * most) return [];
    if (totals.scored_and_priced < ENOUGH * totals.scored) return [];
    return [{ model: models[i]!, column, cost, quality: quality.mean }];
  });
}

/** Models whose costs are known and whose verdicts are as many as the others' (95 %), as points, with how often resampling leaves them on the frontier. */
export function frontierOf(table: Table, models: readonly string[], seed: number, resamples?: number): Frontier {
  const points = candidates(table, models);
  const pareto = paretoPoints(points);
  const frequencies = memberships(
    points.map(({ column }) => column),
    table.weight,
    seed,
    resamples,
  );
  const shown = points.map((point, i) => ({ point, frequency: frequencies[i]! }));
  return {
    points: shown
      .toSorted((a, b) => a.point.cost - b.point.cost)
      .map(({ point, frequency }) => ({
        model: point.model,
        cost_per_task_usd: roundedUsd(point.cost),
        quality: point.quality,
        pareto_frequency: frequency.pareto,
        hull_frequency: frequency.hull,
        beaten_by: beatenBy(point, pareto, table),
      })),
    pareto: pareto.map(({ model }) => model),
    hull: hullPoints(points).map(({ model }) => model),
    aiq: aiq(points),
  };
}
