import { certifiedOf } from '../analysis/judging/correct_share.ts';
import type { Share } from '../analysis/share_types.ts';
import { percent, percentDown } from './numbers.ts';

/** The figures of one share by their names in every table. */
export interface ShareText {
  readonly certified: string;
  /** Part of the reference's spend that moves. */
  readonly spend: string;
  /** `-` where nothing moves. */
  readonly saving: string;
  /** Certified in random order. */
  readonly random_order: string;
  readonly oracle: string;
  readonly random: string;
  readonly segments: string;
  readonly estimate: string;
  /** Certified by the judge's verdicts alone. */
  readonly uncorrected: string;
}

/** What can be promised is rounded down; `n/a` where there was nothing to test, `unknown` where costs are. */
export function shareText(share: Share): ShareText {
  const { certified_random, oracle, random, segment, estimate, pairs } = share;
  const certified = certifiedOf(share);
  const money = (fraction: number | null) => (fraction === null ? 'unknown' : percent(fraction));
  return {
    certified: percentDown(certified?.task_share ?? null),
    spend: certified === null ? 'n/a' : money(certified.spend_share),
    saving: certified === null ? 'n/a' : certified.task_share === 0 ? '-' : money(certified.saving),
    random_order: percentDown(certified_random?.task_share ?? null),
    oracle: percent(oracle),
    random: percent(random),
    segments: percentDown(pairs === 0 ? null : segment.task_share),
    estimate: percentDown(estimate?.task_share ?? null),
    uncorrected: percentDown(share.certified?.task_share ?? null),
  };
}

/**
 * What missing verdicts could make of the (uncorrected) certified share, fractions; undefined where not a whole percent. It holds the share itself:
 * tasks that join the comparison are split anew, so that both ends can come out above it, or below.
 */
export function boundsThatMatter({
  bounds,
  certified,
}: Share): { readonly low: number; readonly high: number } | undefined {
  if (bounds === null || certified === null) return undefined;
  const claim = certified.task_share;
  const [low, high] = [Math.min(claim, bounds.certified_low), Math.max(claim, bounds.certified_high)];
  return percentDown(low) === percentDown(high) ? undefined : { low, high };
}
