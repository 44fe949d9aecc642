import type { Pairs } from './pairs.ts';
import { FOLDS } from './split.ts';

/** How many average tasks of the overall mean a segment's own mean is mixed with. */
const PSEUDO_TASKS = 10;

interface SegmentLessons {
  readonly segment: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  readonly difference: (i: number) => number;
}

/** Per segment, the weighted mean difference of the tasks that teach, shrunk towards their overall mean. One entry per task in the three lists. */
export function shrunkMeans(
  segments: number,
  { segment: segmentOf, weight: weightOf, difference }: SegmentLessons,
  teaches: (i: number) => boolean,
): Float64Array {
  const weight = new Float64Array(segments);
  const sum = new Float64Array(segments);
  let [n, allWeight, allSum] = [0, 0, 0];
  for (let i = 0; i < segmentOf.length; i++) {
    if (!teaches(i)) continue;
    const [segment, w] = [segmentOf[i]!, weightOf[i]!];
    const weighted = w * difference(i);
    weight[segment] = weight[segment]! + w;
    sum[segment] = sum[segment]! + weighted;
    n++;
    allWeight += w;
    allSum += weighted;
  }
  if (n === 0) return sum;
  const [overall, pseudo] = [allSum / allWeight, (PSEUDO_TASKS * allWeight) / n];
  return sum.map((s, segment) => (s + overall * pseudo) / (weight[segment]! + pseudo));
}

/** The same of pairs, their differences being candidate minus reference. */
export function segmentScores(pairs: Pairs, teaches: (i: number) => boolean): Float64Array {
  const difference = (i: number) => pairs.candidate[i]! - pairs.reference[i]!;
  return shrunkMeans(pairs.segments, { segment: pairs.segment, weight: pairs.weight, difference }, teaches);
}

/** Segment indices, safest for the candidate first; ties by the segments' own order. */
export function segmentRanking(scores: Float64Array): number[] {
  return orderByScore(scores);
}

/** Positions of pairs, segment after segment in the given ranking, within a segment as they stand (at random). */
export function bySegment(
  pairs: Pairs,
  ranking: readonly number[],
  keep: (i: number) => boolean = () => true,
): number[] {
  const buckets: number[][] = Array.from({ length: pairs.segments }, () => []);
  for (let i = 0; i < pairs.n; i++) if (keep(i)) buckets[pairs.segment[i]!]!.push(i);
  return ranking.flatMap((segment) => buckets[segment]!);
}

/** Positions by descending score, ties as they stand. */
export function orderByScore(scores: Float64Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/**
 * Out-of-fold order of all pairs: each is scored by what the other folds say of its segment. One segment alone tells tasks apart no better than
 * chance, so there the order stays random: its out-of-fold scores would only rank the folds, worst first.
 */
export function crossFitted(pairs: Pairs, fold: Uint8Array): number[] {
  const buckets = new Map<number, { readonly score: number; readonly members: number[] }>();
  const scores = Array.from({ length: FOLDS }, (_, k) => segmentScores(pairs, (i) => fold[pairs.task[i]!] !== k));
  for (let i = 0; i < pairs.n; i++) {
    const [k, segment] = [fold[pairs.task[i]!]!, pairs.segment[i]!];
    const key = segment * FOLDS + k;
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, { score: scores[k]![segment]!, members: [i] });
    else bucket.members.push(i);
  }
  if (pairs.segment.every((segment) => segment === pairs.segment[0])) return Array.from(pairs.task.keys());
  const ranked = [...buckets].sort(([keyA, a], [keyB, b]) => b.score - a.score || keyA - keyB);
  return ranked.flatMap(([, { members }]) => members);
}
