/** pass@k: one of k answers to a task is right; pass^k: all k are. Unbiased, over the tasks with at least k verdicts. Source: Chen et al. 2021. */
export interface PassRate {
  readonly k: number;
  readonly tasks: number;
  readonly pass_at: number;
  readonly pass_all: number;
}

/** What repeats tell of one model. */
export interface ModelNoise {
  readonly model: string;
  /** Tasks with at least two verdicts. */
  readonly tasks: number;
  /** Chance that two answers of the model to one task get different verdicts (graded: differ at all), with its 95 % interval over tasks. */
  readonly disagreement: number;
  readonly disagreement_low: number;
  readonly disagreement_high: number;
  /** Tasks where not all verdicts agree. */
  readonly flaky: number;
  /** k = 1, 2, 4, ... up to the most verdicts that a task has, and that number; empty with graded scores. */
  readonly pass: readonly PassRate[];
  /** Share of a model's quality variance that more repeats would take away: E[sigma^2]/K over the variance of the mean (Miller 2024). */
  readonly within_share: number | null;
}

/** A task on which a model does not agree with itself. */
export interface FlakyTask {
  readonly task_id: string;
  readonly model: string;
  /** One per repeat with a verdict, in the order of the repeats. */
  readonly scores: readonly number[];
}

export interface Noise {
  /** In the order of the configuration; models without two verdicts of any task are left out. */
  readonly models: readonly ModelNoise[];
  /** What the oracle share of the reference against another run of itself would be: below 1 by noise alone. Null without repeats of the reference. */
  readonly reference_oracle: number | null;
  /** The most divided first, at most 50. */
  readonly flaky: readonly FlakyTask[];
  /** How many there are in all. */
  readonly flaky_count: number;
}
