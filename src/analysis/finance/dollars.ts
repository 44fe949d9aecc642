import { roundedUsd } from '../standing.ts';
import { tInterval, weightedMean } from '../stats/means.ts';
import type { Scenarios } from './finance_types.ts';

/** Where nobody knows. */
export const NOBODY = { low: null, base: null, high: null } as const;

/** A weighted mean of dollars with its 95 % t interval; without ends from a single value. */
export function dollarsOf(values: ArrayLike<number>, weights: ArrayLike<number>): Scenarios<string> {
  if (values.length === 0) return NOBODY;
  const stats = weightedMean(values, weights);
  const base = roundedUsd(stats.mean);
  if (values.length < 2) return { ...NOBODY, base };
  const { low, high } = tInterval(stats);
  return { low: roundedUsd(low), base, high: roundedUsd(high) };
}

/** Cost per task / quality: weighted as both are, and with the quality that stands beside it. Null where one is unknown or nothing succeeds. */
export function perSuccess(cost: string | null, quality: number | null): string | null {
  return cost === null || quality === null || quality <= 0 ? null : roundedUsd(Number(cost) / quality);
}
