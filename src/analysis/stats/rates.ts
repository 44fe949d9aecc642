import { betaQuantile, type Interval, Z_95_TWO_SIDED } from './distributions.ts';

/** 95 % Wilson score interval of a rate in 0..1 seen over n > 0 trials; n may be an effective n. Source: Wilson 1927. */
export function wilson(rate: number, n: number, z = Z_95_TWO_SIDED): Interval {
  const z2 = z * z;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  return { low: rate <= 0 ? 0 : Math.max(0, centre - half), high: rate >= 1 ? 1 : Math.min(1, centre + half) };
}

/** 95 % exact interval of k successes in n > 0 trials. Source: Clopper & Pearson 1934. */
export function clopperPearson(successes: number, n: number, alpha = 0.05): Interval {
  return {
    low: successes <= 0 ? 0 : betaQuantile(alpha / 2, successes, n - successes + 1),
    high: successes >= n ? 1 : betaQuantile(1 - alpha / 2, successes + 1, n - successes),
  };
}
