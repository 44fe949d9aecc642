import { type Interval, normalCdf, normalQuantile, tQuantile } from './distributions.ts';
import { dice } from './random.ts';

/** Sums of a weighted sample, enough for its mean and the spread of that mean. */
export interface WeightedMean {
  readonly n: number;
  readonly mean: number;
  /** Standard error of the weighted mean by linearisation: weights are part of what was sampled. 0 when n < 2. */
  readonly standard_error: number;
  /** Kish's effective sample size: (sum w)^2 / sum w^2. */
  readonly effective_n: number;
}

/** Weighted mean of n > 0 values; weights > 0. Source of the variance: Cochran 1977, ratio estimators (section 6). */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): WeightedMean {
  const n = values.length;
  let [total, squares, sum] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    total += weights[i]!;
    squares += weights[i]! ** 2;
    sum += weights[i]! * values[i]!;
  }
  const mean = sum / total;
  let spread = 0;
  for (let i = 0; i < n; i++) spread += (weights[i]! * (values[i]! - mean)) ** 2;
  const standardError = n < 2 ? 0 : Math.sqrt((spread * n) / (n - 1)) / total;
  return { n, mean, standard_error: standardError, effective_n: (total * total) / squares };
}

/** 95 % t interval of a mean. */
export function tInterval({ mean, standard_error, n }: Pick<WeightedMean, 'mean' | 'standard_error' | 'n'>): Interval {
  const half = standard_error > 0 ? tQuantile(0.975, n - 1) * standard_error : 0;
  return { low: mean - half, high: mean + half };
}

/** How the interval of a mean was made. `t`: Student's. `t_skewed`: the same after Hall's transformation, which takes out the skewness. */
export type MeanMethod = 't' | 't_skewed';

export interface MeanInterval extends Interval {
  readonly method: MeanMethod;
}

/** With fewer values than this their skewness tells nothing of the distribution's. */
const SKEWNESS_FROM = 10;
/** Above this part of sqrt(n), skewness takes more than about a point of coverage from t. */
const SKEWED = 0.1;

/** Skewness of the weighted residuals, which are what the standard error is made of; 0 where nothing varies. */
function skewness(values: ArrayLike<number>, weights: ArrayLike<number>, mean: number): number {
  let [squares, cubes] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const residual = weights[i]! * (values[i]! - mean);
    squares += residual ** 2;
    cubes += residual ** 3;
  }
  const variance = squares / values.length;
  return variance > 0 ? cubes / values.length / variance ** 1.5 : 0;
}

/**
 * The inverse of the cubic transformation that makes a studentised mean of n values of this skewness symmetric, at t / sqrt(n). Source: Hall 1992, On the
 * removal of skewness by transformation, JRSS B 54:221-228.
 */
function unskewed(t: number, skew: number, n: number): number {
  return (3 / skew) * (Math.cbrt(1 + skew * (t / Math.sqrt(n) - skew / (6 * n))) - 1);
}

/**
 * 95 % interval of the weighted mean of n > 0 values. Of skewed values (costs, mostly) t covers too little, and so does BCa: of the mean of 50 lognormal costs
 * (sigma 1) t covers 89 %, BCa 90 %, the transformed t 93 %.
 */
export function meanInterval(values: ArrayLike<number>, weights: ArrayLike<number>): MeanInterval {
  const stats = weightedMean(values, weights);
  const { n, mean, standard_error } = stats;
  const skew = n < SKEWNESS_FROM || standard_error === 0 ? 0 : skewness(values, weights, mean);
  if (Math.abs(skew) <= SKEWED * Math.sqrt(n)) return { method: 't', ...tInterval(stats) };
  const [t, scale] = [tQuantile(0.975, n - 1), Math.sqrt(n) * standard_error];
  return { method: 't_skewed', low: mean - scale * unskewed(t, skew, n), high: mean - scale * unskewed(-t, skew, n) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Means of bootstrap resamples, ascending. */
function resampledMeans(values: readonly number[], seed: number, resamples: number): Float64Array {
  const draw = dice(seed);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[draw(values.length)]!;
    means[r] = sum / values.length;
  }
  return means.sort();
}

/** Skewness of the jackknife means, over 6: the acceleration of BCa. */
function acceleration(values: readonly number[]): number {
  const centre = mean(values);
  const cubes = values.reduce((sum, value) => sum + (value - centre) ** 3, 0);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return cubes / (6 * squares ** 1.5);
}

/** 95 % bias-corrected and accelerated bootstrap interval of a mean; the point where all values are equal. A check on `meanInterval`. Source: Efron 1987. */
export function bcaInterval(values: readonly number[], seed: number, resamples = 10_000): Interval {
  const centre = mean(values);
  if (values.every((value) => value === values[0])) return { low: centre, high: centre };
  const means = resampledMeans(values, seed, resamples);
  const below = means.reduce((count, m) => count + (m < centre ? 1 : m === centre ? 0.5 : 0), 0) / resamples;
  const z0 = normalQuantile(below);
  const a = acceleration(values);
  const at = (p: number): number => {
    const z = z0 + normalQuantile(p);
    const shifted = normalCdf(z0 + z / (1 - a * z));
    return means[Math.min(resamples - 1, Math.max(0, Math.round(shifted * resamples) - 1))]!;
  };
  return { low: at(0.025), high: at(0.975) };
}
