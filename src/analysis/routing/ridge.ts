import { dot, type Rows } from './rows.ts';

/** A fitted line through many dimensions: intercept + weights x row. */
export interface Ridge {
  readonly weights: Float64Array;
  readonly intercept: number;
  readonly l2: number;
}

/**
 * How much larger the part of an outcome that rows cannot tell is taken to be than the part that they can. The penalty that follows from it does not
 * depend on the scale or the number of columns: l2 = ratio x mean squared distance of rows from their mean (the posterior mean of Bayesian regression,
 * Bishop, "Pattern Recognition and Machine Learning", 3.3.1). What a task asks tells little of who gets it right: on GSM8K, out of
 * fold, ratios of 1, 3, 10 and 30 recover .611, .626, .635 and .636 of the quality gap.
 */
const NOISE_TO_SIGNAL = 10;

/** Residual, as a part of the right side, at which the solution is good enough to order tasks by. */
const TOLERANCE = 1e-6;
const MOST_STEPS = 1000;

/** Weighted ridge regression of `targets` on rows, around their means. Weights are taken relative to their mean; no rows give a line of 0. */
export function ridge(rows: Rows, targets: ArrayLike<number>, weight: ArrayLike<number>): Ridge {
  const total = sumOf(weight);
  if (!(total > 0)) return { weights: new Float64Array(rows.columns), intercept: 0, l2: 0 };
  const w = Float64Array.from({ length: rows.n }, (_, i) => (weight[i]! * rows.n) / total);
  const target = dot(w, targets) / rows.n;
  const mean = rows.transposedTimes(w).map((sum) => sum / rows.n);
  const spread = dot(w, rows.squares()) / rows.n - dot(mean, mean);
  // Rows that are all the same leave rounding, and nothing to learn from.
  const l2 = spread > 1e-12 * dot(mean, mean) ? NOISE_TO_SIGNAL * spread : 0;
  if (l2 === 0) return { weights: new Float64Array(rows.columns), intercept: target, l2 };
  // X centred is X - 1 mean'. Its transposed needs no centring here: what it multiplies sums to 0.
  const side = rows.transposedTimes(w.map((v, i) => v * (targets[i]! - target)));
  const apply = (x: Float64Array) => {
    const shift = dot(mean, x);
    const centred = rows.times(x);
    for (let i = 0; i < rows.n; i++) centred[i] = w[i]! * (centred[i]! - shift);
    const product = rows.transposedTimes(centred);
    for (let at = 0; at < product.length; at++) product[at]! += l2 * x[at]!;
    return product;
  };
  const weights = conjugateGradient(apply, side);
  return { weights, intercept: target - dot(mean, weights), l2 };
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Solves apply(x) = side for a symmetric positive definite `apply` (Hestenes and Stiefel 1952). */
export function conjugateGradient(apply: (x: Float64Array) => Float64Array, side: Float64Array): Float64Array {
  const x = new Float64Array(side.length);
  const residual = Float64Array.from(side);
  const direction = Float64Array.from(side);
  let square = dot(residual, residual);
  const enough = square * TOLERANCE ** 2;
  for (let step = 0; step < MOST_STEPS && square > enough; step++) {
    const applied = apply(direction);
    const length = square / dot(direction, applied);
    for (let at = 0; at < x.length; at++) {
      x[at]! += length * direction[at]!;
      residual[at]! -= length * applied[at]!;
    }
    const before = square;
    square = dot(residual, residual);
    for (let at = 0; at < x.length; at++) direction[at] = residual[at]! + (square / before) * direction[at]!;
  }
  return x;
}
