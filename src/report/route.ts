import { certifiedOf } from '../analysis/judging/correct_share.ts';
import type { SegmentMove, Share } from '../analysis/share_types.ts';
import { percent, points } from './numbers.ts';

/** A segment by name; tasks without one have the empty name. */
export function segmentName(segment: string): string {
  return segment === '' ? '(no segment)' : segment;
}

function moveName({ segment, fraction }: SegmentMove): string {
  return fraction === 1 ? segmentName(segment) : `${percent(fraction)} of ${segmentName(segment)}`;
}

function list(names: readonly string[], most: number): string {
  if (names.length === 0) return 'nothing';
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** True when a part of the tasks moves, and there are segments to tell which. */
export function hasRoute(share: Share): boolean {
  const certified = certifiedOf(share);
  if (certified === null || certified.task_share === 0 || certified.task_share === 1) return false;
  return certified.segments.some(({ segment }) => segment !== '');
}

/** The certified routing table in words: `within 2 points move: plain, 40 % of indirect; stay: sarcastic`, with at most `most` names on either side. */
export function routeWords(share: Share, most: number): string {
  const segments = certifiedOf(share)?.segments ?? [];
  const moves = segments.filter(({ fraction }) => fraction > 0).map(moveName);
  const stays = segments.filter(({ fraction }) => fraction === 0).map(({ segment }) => segmentName(segment));
  return `within ${points(share.floor)} move: ${list(moves, most)}; stay: ${list(stays, most)}`;
}
