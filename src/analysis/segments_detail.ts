import type { SegmentDetail, SegmentStanding } from './detail_types.ts';
import type { Plane } from './gather.ts';
import { columnCost, columnQuality, roundedUsd } from './standing.ts';
import type { Column, Table } from './table.ts';

/** The values of some tasks, side by side. */
function planeOf({ values, mask }: Plane, tasks: readonly number[]): Plane {
  return {
    values: Float64Array.from(tasks, (task) => values[task]!),
    mask: Uint8Array.from(tasks, (task) => mask[task]!),
  };
}

function segmentStanding(model: string, whole: Column, tasks: readonly number[], weight: Float64Array) {
  const column = { ...whole, score: planeOf(whole.score, tasks), cost: planeOf(whole.cost, tasks) };
  const [quality, cost] = [columnQuality(column, weight), columnCost(column, weight)];
  return {
    model,
    scored: column.score.mask.reduce((count, known) => count + known, 0),
    quality: quality?.mean ?? null,
    quality_low: quality?.low ?? null,
    quality_high: quality?.high ?? null,
    quality_method: quality?.method ?? null,
    cost_per_task_usd: cost === undefined ? null : roundedUsd(cost),
  } satisfies SegmentStanding;
}

/** Every model on the tasks of each segment, as in the standings. */
export function segmentDetails(table: Table, models: readonly string[]): SegmentDetail[] {
  const bySegment: number[][] = table.segments.map(() => []);
  for (const [task, segment] of table.segment.entries()) bySegment[segment]?.push(task);
  return table.segments.map((segment, index) => {
    const tasks = bySegment[index]!;
    const weight = Float64Array.from(tasks, (task) => table.weight[task]!);
    const standings = models.map((model, i) => segmentStanding(model, table.columns[i]!, tasks, weight));
    return { segment, tasks: tasks.length, models: standings };
  });
}
