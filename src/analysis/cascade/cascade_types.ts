import type { Learned } from '../promise.ts';

/** What a verifier says of one answer of the candidate. */
export interface VerifierReading {
  /** Higher: more trust in the answer. Any scale; -Infinity where the verifier was asked in vain: escalated, and paid for. */
  readonly trust: number;
  /** What the verifier cost on this task, in dollars, beside one answer of the candidate; null when unknown. */
  readonly cost_usd: number | null;
  /** Score of the answer that would be accepted, where that is not the mean of the candidate's trials (the answer that most repeats agree on). */
  readonly score?: number;
}

/** One verifier of one candidate: by task id. Tasks without a reading are escalated. */
export interface VerifierColumn {
  /** As reports name it: a scorer's name, `self-consistency`, `logprob`, or the column of a recording. */
  readonly verifier: string;
  readonly candidate: string;
  readonly readings: ReadonlyMap<string, VerifierReading>;
}

/** The policy "accept the candidate's answer where trust reaches the threshold, else ask the reference" over some tasks. */
export interface CascadePolicy {
  /** Answers with at least this trust are accepted; null: none is. */
  readonly threshold: number | null;
  /** Fraction of the weight whose cheap answer is accepted. */
  readonly accept_share: number;
  readonly quality: number;
  readonly quality_low: number;
  readonly quality_high: number;
  /** Dollars per task: the candidate on every task, the verifier, and the reference where escalated; over tasks whose costs are all known; null without one. */
  readonly cost_per_task_usd: string | null;
  /** 1 - cost / cost of the reference on the same tasks; null when unknown. */
  readonly saving: number | null;
}

/** A cascade at one quality floor: threshold chosen on one half, tested on the other; all figures are of the tested half. */
export interface CascadeShare {
  readonly floor: number;
  readonly tested: number;
  /** Null where no threshold kept the floor and saved on the half that chooses. */
  readonly policy: CascadePolicy | null;
  /** One-sided p of the policy on the half that tests; certified at or below 0.05 if anything is accepted there. */
  readonly noninferior_p: number | null;
  readonly certified: boolean;
  /** What the half that chose saw of it: what strategies may be chosen by. Absent without a policy. */
  readonly learned?: Learned;
}

export interface CascadeResult {
  readonly candidate: string;
  readonly reference: string;
  readonly verifier: string;
  /** Tasks with verdicts of both models, and those among them with a reading. */
  readonly pairs: number;
  readonly read: number;
  /** The chance that a right answer is trusted more than a wrong one: area under the verifier's ROC curve; null when only one kind occurs or scores are graded. */
  readonly auc: number | null;
  /** Over all pairs, thresholds descending: from accepting nothing to accepting all; at most 101 points. */
  readonly curve: readonly Pick<CascadePolicy, 'accept_share' | 'quality' | 'cost_per_task_usd'>[];
  readonly shares: readonly CascadeShare[];
}

/** What a verifier of given sensitivity and specificity would make of a pair of models: closed form, no verifier measured. methods.md, 2.5. */
export interface CascadeWhatIf {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly accept_share: number;
  readonly quality: number;
  /** Null when costs are unknown. The verifier is taken to be free. */
  readonly cost_per_task_usd: string | null;
}

/** All cascades from one candidate to the reference. */
export interface CascadeSet {
  readonly candidate: string;
  readonly reference: string;
  readonly cascades: readonly CascadeResult[];
  /** For sensitivity = specificity = 1, .9, .8, .7, .5; empty with graded scores. */
  readonly what_if: readonly CascadeWhatIf[];
}
