import type { Share } from '../analysis/report.ts';
import { percent, percentDown } from './numbers.ts';

/** The figures of one share by their names in every table: certified, oracle, random, segments, estimate. */
export interface ShareText {
  readonly certified: string;
  /** Part of the reference's spend that moves. */
  readonly spend: string;
  /** `-` where nothing moves. */
  readonly saving: string;
  readonly oracle: string;
  readonly random: string;
  readonly segments: string;
  readonly estimate: string;
}

/** What can be promised is rounded down; `n/a` where there was nothing to test, `unknown` where costs are. */
export function shareText({ certified, oracle, random, segment, estimate, pairs }: Share): ShareText {
  const money = (fraction: number | null) => (fraction === null ? 'unknown' : percent(fraction));
  return {
    certified: percentDown(certified?.task_share ?? null),
    spend: certified === null ? 'n/a' : money(certified.spend_share),
    saving: certified === null ? 'n/a' : certified.task_share === 0 ? '-' : money(certified.saving),
    oracle: percent(oracle),
    random: percent(random),
    segments: percentDown(pairs === 0 ? null : segment.task_share),
    estimate: percentDown(estimate?.task_share ?? null),
  };
}
