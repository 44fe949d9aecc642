import { ALPHA, normalCdf, normalQuantile } from './stats/distributions.ts';

/** A strategy on the half of the tasks that chose it. */
export interface Learned {
  /** 1 - cost / cost of the reference; null when unknown. */
  readonly saving: number | null;
  /** One-sided p of its test on that half: at or below 0.05 it passes there too. */
  readonly noninferior_p: number;
}

/**
 * What a strategy is worth choosing for: its gain times its chance to be certified on as many tasks again, if the truth were what is seen here (the first
 * test's z taken as the expectation of the second's). Choosing the largest gain that just passes would be certified about every other time. 0 where the
 * floor is not even kept in what is seen.
 */
export function promise(gain: number, p: number): number {
  if (p > 0.5) return 0;
  const chance = p <= 0 ? 1 : normalCdf(normalQuantile(1 - p) - normalQuantile(1 - ALPHA));
  return gain * chance;
}
