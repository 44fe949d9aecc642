import { type Interval, tQuantile } from '../stats/distributions.ts';
import { weightedMean } from '../stats/means.ts';
import { qualityOf } from '../stats/quality.ts';
import type { Column, Table } from '../table.ts';
import type { CorrectedQuality } from './judging_types.ts';
import { type Rectified, rectify } from './rectified.ts';

/** Position of each task in a list of tasks; -1 for tasks that are not in it. */
export function placesIn(tasks: ArrayLike<number>, n: number): Int32Array {
  const place = new Int32Array(n).fill(-1);
  for (let i = 0; i < tasks.length; i++) place[tasks[i]!] = i;
  return place;
}

/** Degrees of freedom of an interval or test that rests on these labels; undefined where nothing is estimated from labels. */
export function degreesOf(...sides: readonly Rectified[]): number | undefined {
  const estimated = sides.filter(({ complete }) => !complete).map(({ labels }) => labels - 2);
  return estimated.length === 0 ? undefined : Math.min(...estimated);
}

/** Weighted mean of pseudo-outcomes with its 95 % interval, cut to `low`..`high`; `guard` is added to the variance of their weighted sum. */
export function guardedMean(
  values: Float64Array,
  weights: Float64Array,
  guard: number,
  df: number,
  [least, most]: readonly [number, number],
): Interval & { readonly mean: number } {
  const { mean, standard_error } = weightedMean(values, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const half = tQuantile(0.975, df) * Math.sqrt(standard_error ** 2 + guard / total ** 2);
  const cut = (x: number) => Math.min(most, Math.max(least, x));
  return { mean: cut(mean), low: cut(mean - half), high: cut(mean + half) };
}

/**
 * Quality of one model over all tasks with a verdict, judged answers corrected by labels and the others as graded; null without a judge, or with too few
 * labels. Where every judged answer is labelled, the labels are the scores, and the interval is that of any scores.
 */
export function correctedQuality(
  column: Pick<Column, 'judged' | 'score'>,
  { n, weight }: Pick<Table, 'n' | 'weight'>,
): CorrectedQuality | null {
  if (column.judged.length === 0) return null;
  const tasks = Array.from(weight.keys()).filter((task) => column.score.mask[task] === 1);
  const weights = Float64Array.from(tasks, (task) => weight[task]!);
  const rectified = rectify(column.judged, placesIn(tasks, n), weights);
  if (rectified === undefined) return null;
  const { shift, labels, lambda, guard } = rectified;
  const values = Float64Array.from(tasks, (task, i) => column.score.values[task]! + shift[i]!);
  const df = degreesOf(rectified);
  const { mean, low, high } =
    df === undefined ? qualityOf(values, weights) : guardedMean(values, weights, guard, df, [0, 1]);
  return { quality: mean, quality_low: low, quality_high: high, labels, lambda };
}
