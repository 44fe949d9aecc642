/**
 * `obrien_fleming`: ten looks, bounds by the spending function of Lan and DeMets. `haybittle_peto`: z = 3 at every look but the last,
 * which is nearly the test of all tasks.
 */
export type AdaptiveDesign = 'obrien_fleming' | 'haybittle_peto';

/** A look that was planned before anything was asked. */
export interface PlannedLook {
  /** Tasks that are in by then. */
  readonly tasks: number;
  /** Those whose place in the order is not beyond this one. */
  readonly upto: number;
  /** The z from which a verdict is certain. */
  readonly bound: number;
}

/** When a run may stop asking, as it stands in `run.json`. */
export interface AdaptivePlan {
  readonly design: AdaptiveDesign;
  /** Error rate of each of the two verdicts. */
  readonly alpha: number;
  /** Of the random order of the tasks. */
  readonly seed: number;
  readonly looks: readonly PlannedLook[];
  /** The rest is asked all the same: nothing is spared any more. */
  readonly lifted?: true;
}

/** About the candidate on the whole workload: at most the floor below the reference, more than that below it, or not certain either way. */
export type FloorVerdict = 'non_inferior' | 'inferior' | 'open';

/** The verdict at one floor, and the look that gave it (from 1); null while it is open. */
export interface FloorCourse {
  readonly floor: number;
  readonly verdict: FloorVerdict;
  readonly look: number | null;
}

/** `decided`: a verdict at every floor. `undecided`: all looks were taken, some floor stays open. `under_way`: the next look waits for answers. */
export type CourseState = 'decided' | 'undecided' | 'under_way';

/** How far one candidate has come. */
export interface Course {
  readonly candidate: string;
  readonly state: CourseState;
  /** Looks that were taken. */
  readonly looks: number;
  /** Tasks that were in by the last of them. */
  readonly tasks: number;
  /** Ascending. */
  readonly floors: readonly FloorCourse[];
}

/** Cells that need not be asked, and about what they would have cost at the model's mean; null where no cost is known. */
export interface Spared {
  readonly model: string;
  readonly calls: number;
  readonly usd: string | null;
}

/** A candidate that the plan found to be good enough for the whole workload, and what that saves; money is the two models' means, null where one is unknown. */
export interface WholeVerdict {
  readonly candidate: string;
  readonly floor: number;
  /** From 1. */
  readonly look: number;
  /** That were in by then. */
  readonly tasks: number;
  /** Dollars per task. */
  readonly cost_before_usd: string | null;
  readonly cost_after_usd: string | null;
  readonly saving: number | null;
}

/** What stopping early came to. Shares and qualities of the same report are of the tasks that were asked. */
export interface Adaptive {
  readonly design: AdaptiveDesign;
  readonly looks: number;
  /** True once the rest was asked for all the same. */
  readonly lifted: boolean;
  /** In the order of the configuration. */
  readonly courses: readonly Course[];
  /** All models, in the order of the configuration. */
  readonly spared: readonly Spared[];
  /** What the answer says in place of the headline's certified share; null where that says as much. */
  readonly whole: WholeVerdict | null;
}
