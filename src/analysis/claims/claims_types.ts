/**
 * `holds` and `fails` are decided on tasks that were not used to choose. `undecided`: the tasks are too few. `no_candidate`: nobody is cheap enough, or no
 * cheaper model has known costs.
 */
export type ClaimVerdict = 'holds' | 'fails' | 'undecided' | 'no_candidate';

/** "80 % of workloads will run on 99 % cheaper models" (Brian Armstrong), on this workload, per task and not per token. */
export interface ArmstrongClaim {
  readonly verdict: ClaimVerdict;
  /** At least 99 % cheaper per task, chosen on the half that learns; else, with `no_candidate`, the cheapest of all. */
  readonly candidate: string | null;
  /** 1 - its cost per task / the reference's. */
  readonly cheaper: number | null;
  readonly floor: number | null;
  /** Certified share of tasks, and what the whole workload then costs less. */
  readonly certified: number | null;
  readonly saving: number | null;
  /** The most that could be moved if outcomes were known: below 0.8 the claim cannot hold. */
  readonly oracle: number | null;
  /** Tasks that would decide it, in all; null where decided or unknown. */
  readonly needed_tasks: number | null;
}

/** "Three times cheaper at the same quality" (Harvey): the largest factor of any router, cascade or portfolio that is certified. */
export interface HarveyClaim {
  readonly verdict: ClaimVerdict;
  /** Cost before / cost after of the strategy that was chosen on the half that learns; null where none is certified to save, or nothing is left to pay. */
  readonly factor: number | null;
  /** In words of the report: `segment`, `length`, `tfidf`, `cascade by VERIFIER`, `portfolio`, `all`. */
  readonly strategy: string | null;
  readonly candidate: string | null;
  /** The floor that this line is about: 0 means no loss at all. */
  readonly floor: number | null;
  readonly quality: number | null;
  readonly quality_reference: number | null;
  readonly needed_tasks: number | null;
}

export interface Claims {
  /** One per floor, ascending. */
  readonly armstrong: readonly ArmstrongClaim[];
  /** At floor 0 first, then at each of the report's. */
  readonly harvey: readonly HarveyClaim[];
}
