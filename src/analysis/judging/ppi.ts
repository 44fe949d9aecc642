import { type Interval, tQuantile } from '../stats/distributions.ts';

/** A mean estimated from a few labels of people and many verdicts of a judge. */
export interface PpiEstimate extends Interval {
  readonly mean: number;
  readonly standard_error: number;
  /** Weight that the judge's verdicts got, 0..1. */
  readonly lambda: number;
}

/**
 * Weight of the judge's verdicts that makes the estimate sharpest: cov(Y, f) / (var(f) (1 + n/N)), cut to 0..1; 0 when the judge does not vary.
 * `labelled` n > 0 and `unlabelled` N >= 0 are numbers of answers. Source: PPI++, Angelopoulos, Duchi & Zrnic 2023, arXiv 2311.01453.
 */
export function ppiWeight(covariance: number, variance: number, labelled: number, unlabelled: number): number {
  if (variance <= 0) return 0;
  return Math.min(1, Math.max(0, (covariance / variance) * (unlabelled / (unlabelled + labelled))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample covariance (n - 1); 0 of fewer than two values. */
function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = a.reduce((total, value, i) => total + (value - meanA) * (b[i]! - meanB), 0);
  return a.length < 2 ? 0 : sum / (a.length - 1);
}

/**
 * PPI++ mean with its 95 % t interval: lambda mean(f) over unlabelled answers + mean(Y - lambda f) over labelled ones, drawn at random.
 * At least two of each. `people` and `judge` pair up.
 */
export function ppi(
  people: readonly number[],
  judge: readonly number[],
  unlabelled: readonly number[],
  weight?: number,
): PpiEstimate {
  const all = [...judge, ...unlabelled];
  const [n, rest] = [people.length, unlabelled.length];
  const lambda = weight ?? ppiWeight(covariance(people, judge), covariance(all, all), n, rest);
  const rectifier = people.map((label, i) => label - lambda * judge[i]!);
  const theta = lambda * mean(unlabelled) + mean(rectifier);
  const spread = (lambda * lambda * covariance(unlabelled, unlabelled)) / rest + covariance(rectifier, rectifier) / n;
  const half = tQuantile(0.975, n - 1) * Math.sqrt(spread);
  return { mean: theta, standard_error: Math.sqrt(spread), lambda, low: theta - half, high: theta + half };
}
