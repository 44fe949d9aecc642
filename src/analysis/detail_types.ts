import type { CascadeSet, VerifierColumn } from './cascade/cascade_types.ts';
import type { Claims } from './claims/claims_types.ts';
import type { CurvePoint } from './curve_types.ts';
import type { Noise } from './noise_types.ts';
import type { Portfolio } from './portfolio/portfolio_types.ts';
import type { RouterSet } from './routing/routing_types.ts';
import type { QualityMethod } from './stats/quality.ts';

/**
 * In which order tasks move. `segment`: the certified order, learnt on the other half. `random`: what is expected of a coin, a straight line.
 * `oracle`: gains first, then ties, then losses, smallest first: needs to know the outcomes, and is no policy.
 */
export type CurveOrder = 'segment' | 'random' | 'oracle';

export interface Curve {
  readonly order: CurveOrder;
  /** Tasks that it was measured on: the test half's, with a verdict of both models. All curves of one candidate share them. */
  readonly tested: number;
  /** 101 points, share ascending. */
  readonly points: readonly CurvePoint[];
}

/** Quality against share moved of one candidate. Raw verdicts: where a judge was corrected by labels, these curves are not. */
export interface CurveSet {
  readonly candidate: string;
  readonly reference: string;
  /** One of each order, in the order of the type; empty where the test half has no pair. */
  readonly curves: readonly Curve[];
}

/** One model on the tasks of one segment; unknown is null. */
export interface SegmentStanding {
  readonly model: string;
  /** Tasks with a verdict. */
  readonly scored: number;
  readonly quality: number | null;
  readonly quality_low: number | null;
  readonly quality_high: number | null;
  readonly quality_method: QualityMethod | null;
  /** Weighted mean over tasks whose cost is known, rounded to 12 significant digits. */
  readonly cost_per_task_usd: string | null;
}

export interface SegmentDetail {
  /** Empty for tasks without a segment. */
  readonly segment: string;
  /** Tasks that trials mention. */
  readonly tasks: number;
  /** In the order of the configuration. */
  readonly models: readonly SegmentStanding[];
}

/** What the share in full needs beside the trials. */
export interface StudyInput {
  /** The text of each task by its id: what routers may see. */
  readonly inputs?: ReadonlyMap<string, string>;
  /** Why there are no texts. */
  readonly without_inputs?: string;
  readonly verifiers: readonly VerifierColumn[];
}

/** The share in full; made only where it is asked for, since routers have to be trained. */
export interface Study {
  /** Candidates in the order of the configuration. */
  readonly routers: readonly RouterSet[];
  /** Why no router could see a text; null where they could. */
  readonly without_inputs: string | null;
  /** Candidates in the order of the configuration. */
  readonly cascades: readonly CascadeSet[];
  /** Null with fewer than two candidates, or without segments. */
  readonly portfolio: Portfolio | null;
  /** Null without repeats. */
  readonly noise: Noise | null;
  readonly claims: Claims;
}

/** What pictures and the section on the share need beyond the tables; large, so only made when asked for. */
export interface ReportDetail extends Partial<Study> {
  /** Candidates in the order of the configuration. */
  readonly curves: readonly CurveSet[];
  /** In the order of `run.segments`. */
  readonly segments: readonly SegmentDetail[];
}
