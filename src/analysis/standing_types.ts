import type { CorrectedQuality } from './judging/judging_types.ts';
import type { MeanMethod } from './stats/means.ts';
import type { QualityMethod } from './stats/quality.ts';

/** One model on the whole dataset. scored + unscored + failed + not_run (+ spared) = tasks x repeats. Money: plain decimal strings; unknown is null. */
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
  /** Cells that are not needed, because the verdict was certain before; only of adaptive runs. */
  readonly spared?: number;
  /** Weighted mean of the tasks' mean scores, over tasks with a verdict; 0..1, with its 95 % interval. */
  readonly quality: number | null;
  readonly quality_low: number | null;
  readonly quality_high: number | null;
  readonly quality_method: QualityMethod | null;
  /** Exact sum of the known costs, without weights: what was paid, or would have been. */
  readonly cost_usd: string | null;
  /** Mean cost of a task over tasks whose cost is known, with the tasks' weights. */
  readonly cost_per_task_usd: string | null;
  /** 95 % interval of that mean (linearised for weights), never below 0; null with fewer than 2 known costs. */
  readonly cost_low_usd: string | null;
  readonly cost_high_usd: string | null;
  readonly cost_method: MeanMethod | null;
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

/**
 * The frontier's best model for no more money than a model behind the frontier costs, and how sure its two advantages are. Differences are its figures minus those of
 * the model behind, over the tasks where both are known, with their 95 % intervals.
 */
export interface Beaten {
  readonly by: string;
  readonly quality_difference: number;
  readonly quality_low: number;
  readonly quality_high: number;
  /** Dollars per task, rounded to 12 significant digits; below 0 where it saves. */
  readonly cost_difference_usd: string;
  readonly cost_low_usd: string;
  readonly cost_high_usd: string;
  /** Which advantage these tasks prove: its interval leaves out 0. */
  readonly distinguishable: 'quality_and_cost' | 'quality' | 'cost' | 'neither';
}

export interface FrontierPoint {
  readonly model: string;
  /** Same figures as in the standings. */
  readonly cost_per_task_usd: string;
  readonly quality: number;
  /** In which fraction of the resamples of the tasks (2,000, paired, seeded) no model beats it. */
  readonly pareto_frequency: number;
  /** In which fraction of the same resamples it lies on a corner of the hull. */
  readonly hull_frequency: number;
  /** Null for a model on the frontier, and with fewer than 2 tasks that both priced. */
  readonly beaten_by: Beaten | null;
}

/** Model ids, cheapest first. A model without enough known costs or verdicts is no point: see the findings. */
export interface Frontier {
  readonly points: readonly FrontierPoint[];
  readonly pareto: readonly string[];
  readonly hull: readonly string[];
  /** Mean height of the hull over [cheapest, dearest point]; null when all points cost the same. */
  readonly aiq: number | null;
}
