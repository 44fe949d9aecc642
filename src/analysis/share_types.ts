import type { PairMethod } from './stats/noninferiority.ts';

/** The part of one segment's weight that moves to the candidate: 1 all of it, 0 none. */
export interface SegmentMove {
  readonly segment: string;
  readonly fraction: number;
}

/**
 * What moves when tasks are given to the candidate in some order, safest first, as far as the test allows. `task_share` 0: nothing is certified.
 * All figures are over the tasks that were tested (`tested`), with the tasks' weights; money is over those of them whose cost is known for both models.
 */
export interface MovedShare {
  /** `segment` and `random`, or the router that ordered the tasks. */
  readonly order: 'segment' | 'length' | 'tfidf' | 'embedding' | 'random';
  readonly tested: number;
  readonly task_share: number;
  /** Part of the reference's spend that moves. */
  readonly spend_share: number | null;
  /** 1 - cost_after / cost_before; negative when the candidate is dearer on what moves. */
  readonly saving: number | null;
  readonly quality: number | null;
  readonly quality_low: number | null;
  readonly quality_high: number | null;
  readonly quality_before: number | null;
  /** Dollars per task, rounded to 12 significant digits. */
  readonly cost_before_usd: string | null;
  readonly cost_after_usd: string | null;
  /** The routing table: every segment, safest first, with what moves of it. Empty for the random order. */
  readonly segments: readonly SegmentMove[];
}

/** The segments that are safe each on its own (Holm-adjusted), and all that they carry. Over all pairs. */
export interface SegmentShare {
  readonly task_share: number;
  readonly spend_share: number | null;
  readonly segments: readonly string[];
  /** The fewest equally weighted tasks of which a segment could ever pass at this floor, without a single loss, with the test used here; null at floor 0. */
  readonly smallest_n: number | null;
}

/** The same numbers if every missing verdict went against the candidate (low), or for it (high). */
export interface ShareBounds {
  readonly delta_low: number;
  readonly delta_high: number;
  readonly oracle_low: number;
  readonly oracle_high: number;
  readonly certified_low: number;
  readonly certified_high: number;
}

/** The same comparison with the judge's errors corrected by human labels (PPI++), over the same pairs. */
export interface CorrectedShare {
  readonly delta: number;
  readonly delta_low: number;
  readonly delta_high: number;
  readonly noninferior_p: number;
  /** Labelled answers of the two models that it rests on. */
  readonly labels: number;
  /** The same order and the same half, tested on corrected differences. */
  readonly certified: MovedShare | null;
}

/** One candidate against the reference at one quality floor. Pairs are the tasks where both have a verdict. */
export interface Share {
  readonly candidate: string;
  readonly reference: string;
  /** Fraction: 0.02 is two points. */
  readonly floor: number;
  /** Candidate minus reference, weighted, with its 95 % interval; null without pairs. */
  readonly delta: number | null;
  readonly delta_low: number | null;
  readonly delta_high: number | null;
  readonly pairs: number;
  /** Tasks of the dataset where at least one of the two has no verdict. */
  readonly missing_pairs: number;
  /** Null with graded scores. */
  readonly both_right: number | null;
  /** Pairs that the candidate scores lower. */
  readonly losses: number;
  /** Pairs that the candidate scores higher. */
  readonly gains: number;
  readonly both_wrong: number | null;
  /** Exact, two-sided; null with graded scores. */
  readonly mcnemar_p: number | null;
  /** One-sided: the candidate takes the whole workload within the floor. */
  readonly noninferior_p: number | null;
  /** The same question with a flat prior: the probability that it does; null unless scores are 0/1, weights equal and pairs fewer than 300. */
  readonly probability_within: number | null;
  readonly method: PairMethod;
  /** Ceiling: needs to know the outcome. */
  readonly oracle: number | null;
  /** Floor: needs no information, and proves nothing. */
  readonly random: number | null;
  /** The headline: order learnt on one half of the tasks, tested on the other. */
  readonly certified: MovedShare | null;
  /** The same test in random order: what segments add is the difference. */
  readonly certified_random: MovedShare | null;
  /** Cross-fitted over all pairs: not a promise. */
  readonly estimate: MovedShare | null;
  readonly segment: SegmentShare;
  /** Null when no pair is missing. */
  readonly bounds: ShareBounds | null;
  /** Null without a judge, or with too few labels of either model. */
  readonly corrected: CorrectedShare | null;
}
