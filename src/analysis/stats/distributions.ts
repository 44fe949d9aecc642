import jStat from 'jstat';

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return jStat.normal.cdf(z, 0, 1);
}

/** The z with P(Z <= z) = p, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return jStat.normal.inv(p, 0, 1);
}

/** P(T <= t) of Student's t with `df` degrees of freedom. */
export function tCdf(t: number, df: number): number {
  return jStat.studentt.cdf(t, df);
}

/** The t with P(T <= t) = p, 0 < p < 1. */
export function tQuantile(p: number, df: number): number {
  return jStat.studentt.inv(p, df);
}

/** The x with P(X <= x) = p of the beta distribution. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  return jStat.beta.inv(p, alpha, beta);
}

/** P(X <= k) of Binomial(n, p); k may be fractional (a sum of graded scores), by the same incomplete beta function. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k >= n) return 1;
  return p <= 0 ? 1 : p >= 1 ? 0 : jStat.ibeta(1 - p, n - k, k + 1);
}

/** P(X <= x) of the beta distribution; 0 below its support, 1 above. */
export function betaCdf(x: number, alpha: number, beta: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : jStat.ibeta(x, alpha, beta);
}

/** Two-sided 95 % point of the normal distribution. */
export const Z_95_TWO_SIDED = normalQuantile(0.975);

/** Error rate of every one-sided test. */
export const ALPHA = 0.05;

export interface Interval {
  readonly low: number;
  readonly high: number;
}
