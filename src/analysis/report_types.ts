import type { ReportDetail } from './detail_types.ts';
import type { CorrectedQuality, Judging, JudgingFacts } from './judging/judging_types.ts';
import type { PairMethod } from './stats/noninferiority.ts';
import type { QualityMethod } from './stats/quality.ts';

/** What the report says of its run. The first block is passed through untouched. */
export interface RunFacts {
  readonly id: string;
  readonly dataset: string;
  readonly dataset_sha256?: string;
  readonly started_at?: string;
  readonly finished_at?: string;
  readonly scorers?: readonly string[];
}

export interface ReportRun extends RunFacts {
  /** Tasks in the dataset. */
  readonly tasks: number;
  readonly repeats: number;
  readonly reference: string;
  readonly models: readonly string[];
  /** Fractions below the reference, ascending. */
  readonly quality_floors: readonly number[];
  readonly seed: number;
  readonly segments: readonly string[];
}

/** One model on the whole dataset. scored + unscored + failed + not_run = tasks x repeats. Money: plain decimal strings; unknown is null. */
export interface Standing {
  readonly model: string;
  /** Tasks in the dataset. */
  readonly tasks: number;
  readonly scored: number;
  /** Answered, but no verdict. */
  readonly unscored: number;
  /** No answer of anybody's (outage, malformed, stopped). */
  readonly failed: number;
  readonly not_run: number;
  /** Weighted mean of the tasks' mean scores, over tasks with a verdict; 0..1, with its 95 % interval. */
  readonly quality: number | null;
  readonly quality_low: number | null;
  readonly quality_high: number | null;
  readonly quality_method: QualityMethod | null;
  /** Exact sum of the known costs, without weights: what was paid, or would have been. */
  readonly cost_usd: string | null;
  /** Mean cost of a task over tasks whose cost is known, with the tasks' weights. */
  readonly cost_per_task_usd: string | null;
  /** 95 % interval of that mean (t, linearised for weights), never below 0; null with fewer than 2 known costs. */
  readonly cost_low_usd: string | null;
  readonly cost_high_usd: string | null;
  /** Known costs / successes (sum of scores) over the same trials; null without a success. */
  readonly cost_per_success_usd: string | null;
  /** Trials that ran and whose cost nobody knows. */
  readonly cost_unknown: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  /** Trials by the completion's status; truncated ones are graded as they stand, the other three are scored 0. */
  readonly truncated: number;
  readonly refused: number;
  readonly filtered: number;
  readonly empty: number;
  /** Trials that an earlier run paid for. */
  readonly reused: number;
  /** Trials whose score is a judge's; they are part of `scored`. */
  readonly judged: number;
  /** Corrected by human labels; null without a judge, or with too few labels of this model. */
  readonly corrected: CorrectedQuality | null;
}

export interface FrontierPoint {
  readonly model: string;
  /** Same figures as in the standings. */
  readonly cost_per_task_usd: string;
  readonly quality: number;
}

/** Model ids, cheapest first. A model without enough known costs or verdicts is no point: see the findings. */
export interface Frontier {
  readonly points: readonly FrontierPoint[];
  readonly pareto: readonly string[];
  readonly hull: readonly string[];
  /** Mean height of the hull over [cheapest, dearest point]; null when all points cost the same. */
  readonly aiq: number | null;
}

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
  readonly order: 'segment' | 'random';
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

/**
 * `certified`: a part moves; `whole_workload`: all of it does; both with a saving above 0. `cost_unknown`: certified or not, no saving can be computed.
 * `too_few_tasks`: even a candidate without a single loss could not pass. `no_verdicts`: no task has a verdict of both models.
 */
export type HeadlineVerdict =
  | 'certified'
  | 'whole_workload'
  | 'nothing_certified'
  | 'no_cheaper_candidate'
  | 'too_few_tasks'
  | 'cost_unknown'
  | 'no_verdicts'
  | 'need_two_models';

/** What the one sentence is made of. `share` is an index into `shares`; the candidate was chosen on the half that certifies nothing. */
export interface Headline {
  readonly verdict: HeadlineVerdict;
  readonly candidate: string | null;
  /** The floor that leads (see `headline`). */
  readonly floor: number | null;
  readonly share: number | null;
  /** How many candidates it was chosen from. */
  readonly candidates: number;
  /**
   * What the numbers of the sentence rest on. `exact`: no judge. `not_validated`: a judge that too few labels check, or none. `validated`: raw judged numbers; each
   * model that the sentence speaks of has labels enough, their pairs have not. `corrected`: the certified share is the corrected one.
   */
  readonly basis: 'exact' | 'not_validated' | 'validated' | 'corrected';
  /** Where nothing is certified: tasks in the dataset with which `floor` would be decidable (80 % power) if the candidate were as good; with `corrected`, if as large a part of their answers were labelled. */
  readonly needed_tasks: number | null;
}

/** Numbers that deserve a sentence beside the tables. */
export type ReportFinding =
  | { readonly code: 'need_two_models'; readonly models: number }
  | {
      readonly code: 'too_few_tasks';
      readonly tested: number;
      readonly floor: number;
      readonly smallest_n: number | null;
    }
  | {
      readonly code: 'cost_unknown';
      readonly model: string;
      readonly known: number;
      readonly trials: number;
      readonly on_frontier: boolean;
    }
  | {
      readonly code: 'reported_cost_differs';
      readonly model: string;
      /** Calls whose cost the provider reported although a list price is known; the sums are over them. */
      readonly calls: number;
      readonly reported_usd: string;
      readonly list_usd: string;
    }
  | {
      readonly code: 'verdicts_missing';
      readonly model: string;
      readonly scored: number;
      readonly trials: number;
      readonly on_frontier: boolean;
    }
  | {
      readonly code: 'selected_of_many';
      readonly candidates: number;
      /** The headline's. */
      readonly floor: number;
      readonly selected: string;
    }
  | { readonly code: 'unequal_weights'; readonly tasks: number; readonly effective_n: number }
  /** Models whose judged answers have too few labels (see `enoughLabels`), in the order of the standings; their judged verdicts, of how many trials of all models; their labels. */
  | {
      readonly code: 'judge_not_validated';
      readonly models: readonly string[];
      readonly judged: number;
      readonly trials: number;
      readonly labels: number;
    }
  /** The judge is of the same family as these models of the run. */
  | { readonly code: 'same_family'; readonly judge: string; readonly models: readonly string[] }
  /** Known-wrong answers that the judge let pass: their names, out of how many that it gave a verdict on; on others its answer held none. */
  | {
      readonly code: 'probes_passed';
      readonly judge: string;
      readonly passed: readonly string[];
      readonly probes: number;
      readonly probes_unread: number;
    }
  /** Judged answers that hold text which reads like instructions to a judge. */
  | { readonly code: 'suspicious_answers'; readonly answers: number; readonly judged: number }
  /** The judge's winner depends on which answer it sees first. Fractions; `first_preference` null when it never chose. */
  | {
      readonly code: 'judge_position';
      readonly judge: string;
      readonly consistency: number;
      readonly first_preference: number | null;
      readonly pairs: number;
    }
  /** Fraction of answers on which the judges of a jury were not of one mind. */
  | { readonly code: 'jury_disagrees'; readonly disagreement: number; readonly judged: number };

/** Everything that a renderer prints; pure data, the same trials always give the same bytes. Fractions 0..1, money plain decimal strings, unknown null. */
export interface Report {
  readonly format: 'bench.report/1';
  readonly run: ReportRun;
  readonly headline: Headline;
  readonly standings: readonly Standing[];
  readonly frontier: Frontier;
  /** Candidates in the order of the configuration, each at every floor, ascending. */
  readonly shares: readonly Share[];
  readonly findings: readonly ReportFinding[];
  /** Null when no answer was left to a judge. */
  readonly judging: Judging | null;
  /** What pictures need; present only where it was asked for. */
  readonly detail?: ReportDetail;
}

export interface AnalyseOptions {
  readonly run: RunFacts;
  readonly reference: string;
  /** In the order of the configuration. Trials of other models are left out. */
  readonly models: readonly string[];
  readonly quality_floors: readonly number[];
  readonly seed: number;
  /** Tasks in the dataset, run or not. */
  readonly tasks: number;
  /** What was asked for; by default the highest repeat seen. */
  readonly repeats?: number;
  /** Present where a judge is configured. */
  readonly judging?: JudgingFacts;
  /** Also make `Report.detail`. */
  readonly detail?: true;
}
