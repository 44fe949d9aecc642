/**
 * What a model costs. Token prices are dollars per million tokens; `request` is dollars per call; `per_hour` is dollars per hour of the machine
 * that computes (a GPU, or this one), shared by `parallel` requests at a time. `multiplier` scales the sum (0.5 for a batch discount).
 */
export interface PriceSpec {
  readonly input?: number;
  /** Cached input; the input price where absent. */
  readonly cached?: number;
  /** Writing to the prompt cache; the input price where absent. */
  readonly cache_write?: number;
  readonly output?: number;
  readonly request?: number;
  readonly per_hour?: number;
  readonly parallel?: number;
  readonly multiplier?: number;
  /** Where the figures come from, and when they were true (ISO date). */
  readonly source?: string;
  readonly date?: string;
}
