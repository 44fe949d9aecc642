import Big from 'big.js';
import type { Plane } from './gather.ts';
import { correctedQuality } from './judging/correct.ts';
import type { Standing } from './standing_types.ts';
import { meanInterval, weightedMean } from './stats/means.ts';
import { type Quality, qualityOf } from './stats/quality.ts';
import type { Column, Table } from './table.ts';

/** Dollars that come out of a division, as a plain decimal of 12 significant digits. */
export function roundedUsd(dollars: number): string {
  return new Big(dollars.toPrecision(12)).toFixed();
}

/** The known values of a plane with their tasks' weights. */
function known(plane: Plane, weight: Float64Array): { readonly values: Float64Array; readonly weights: Float64Array } {
  const [values, weights] = [new Float64Array(weight.length), new Float64Array(weight.length)];
  let n = 0;
  for (let i = 0; i < weight.length; i++) {
    if (plane.mask[i] !== 1) continue;
    values[n] = plane.values[i]!;
    weights[n++] = weight[i]!;
  }
  return { values: values.subarray(0, n), weights: weights.subarray(0, n) };
}

/** Weighted quality over the tasks with a verdict; undefined when there is none. */
export function columnQuality(column: Column, weight: Float64Array): Quality | undefined {
  const { values, weights } = known(column.score, weight);
  return values.length === 0 ? undefined : qualityOf(values, weights);
}

/** Weighted dollars per task over the tasks whose cost is known; undefined when there is none. */
export function columnCost(column: Column, weight: Float64Array): number | undefined {
  const { values, weights } = known(column.cost, weight);
  return values.length === 0 ? undefined : weightedMean(values, weights).mean;
}

/** Linear interpolation between order statistics (type 7 of Hyndman & Fan); null without values. */
export function percentile(ascending: Float64Array, p: number): number | null {
  if (ascending.length === 0) return null;
  const at = (ascending.length - 1) * p;
  const [low, high] = [ascending[Math.floor(at)]!, ascending[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** 95 % interval of the mean cost per task: a mean of costs is never below 0. Null with fewer than 2 known costs. */
function costInterval(column: Column, weight: Float64Array) {
  const { values, weights } = known(column.cost, weight);
  if (values.length < 2) return { cost_low_usd: null, cost_high_usd: null, cost_method: null };
  const { low, high, method } = meanInterval(values, weights);
  return { cost_low_usd: roundedUsd(Math.max(0, low)), cost_high_usd: roundedUsd(high), cost_method: method };
}

function money(column: Column, weight: Float64Array) {
  const { totals, paid_successes: successes } = column;
  const perTask = columnCost(column, weight);
  return {
    cost_usd: totals.cost_known > 0 ? totals.cost.toFixed() : null,
    cost_per_task_usd: perTask === undefined ? null : roundedUsd(perTask),
    ...costInterval(column, weight),
    cost_per_success_usd: successes > 0 ? roundedUsd(Number(totals.cost) / successes) : null,
    cost_unknown: totals.cost_unknown,
  };
}

/** One row of the standings. */
export function standing(model: string, column: Column, table: Table): Standing {
  const { totals } = column;
  const quality = columnQuality(column, table.weight);
  const answered = totals.scored + totals.unscored + totals.failed;
  return {
    model,
    tasks: table.n,
    scored: totals.scored,
    unscored: totals.unscored,
    failed: totals.failed,
    not_run: Math.max(0, table.n * table.repeats - answered),
    quality: quality?.mean ?? null,
    quality_low: quality?.low ?? null,
    quality_high: quality?.high ?? null,
    quality_method: quality?.method ?? null,
    ...money(column, table.weight),
    input_tokens: totals.with_usage > 0 ? totals.input_tokens : null,
    output_tokens: totals.with_usage > 0 ? totals.output_tokens : null,
    p50_ms: percentile(column.ms, 0.5),
    p95_ms: percentile(column.ms, 0.95),
    truncated: totals.truncated,
    refused: totals.refused,
    filtered: totals.filtered,
    empty: totals.empty,
    reused: totals.reused,
    corrected: correctedQuality(column, table),
    judged: totals.judged,
  };
}
