import { moneyOf, weightShare } from './moved.ts';
import { emptyTally, type Pairs } from './pairs.ts';
import type { SegmentShare } from './share_types.ts';
import { ALPHA } from './stats/distributions.ts';
import { holm } from './stats/multiplicity.ts';
import { addDifference, newTally, noninferiorityP, type PairTally, smallestPassing } from './stats/noninferiority.ts';

/** One tally per segment, over that segment's pairs alone; undefined for a segment without pairs. */
function segmentTallies(pairs: Pairs): (PairTally | undefined)[] {
  const sums = Array.from({ length: pairs.segments }, () => ({ n: 0, weight: 0, squared: 0 }));
  for (let i = 0; i < pairs.n; i++) {
    const sum = sums[pairs.segment[i]!]!;
    sum.n++;
    sum.weight += pairs.weight[i]!;
    sum.squared += pairs.weight[i]! ** 2;
  }
  const tallies = sums.map(({ n, weight, squared }) => (n > 0 ? newTally(n, weight, squared) : undefined));
  for (let i = 0; i < pairs.n; i++)
    addDifference(tallies[pairs.segment[i]!]!, pairs.weight[i]!, pairs.candidate[i]! - pairs.reference[i]!);
  return tallies;
}

/** The segments that pass the non-inferiority test each on its own, Holm-adjusted over all segments, and what they carry together. */
export function segmentShare(pairs: Pairs, names: readonly string[], floor: number): SegmentShare {
  const present = [...segmentTallies(pairs).entries()].flatMap(([segment, tally]) =>
    tally ? [{ segment, tally }] : [],
  );
  const adjusted = holm(present.map(({ tally }) => noninferiorityP(tally, pairs.method, floor)));
  const safe = present.filter((_, i) => adjusted[i]! <= ALPHA).map(({ segment }) => segment);
  const isSafe = new Uint8Array(pairs.segments);
  for (const segment of safe) isSafe[segment] = 1;
  const moves = new Uint8Array(pairs.n);
  for (let i = 0; i < pairs.n; i++) moves[i] = isSafe[pairs.segment[i]!]!;
  return {
    task_share: weightShare(pairs, moves),
    spend_share: moneyOf(pairs, moves).spend_share,
    segments: safe.flatMap((segment) => names[segment] ?? []),
    smallest_n: smallestPassing(pairs.method, floor),
  };
}

/** True when not even a candidate without a single difference could pass on these pairs; at floor 0 a gain is needed, so never. */
export function isHopeless(pairs: Pairs, floor: number): boolean {
  return floor > 0 && noninferiorityP(emptyTally(pairs), pairs.method, floor) > ALPHA;
}
