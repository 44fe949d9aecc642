import type { JudgeKind, NoVerdict } from '../../domain/judge.ts';

/** What only the journals of a run know of one judge: its calls. Passed through to the report; money is a plain decimal string. */
export interface JudgeCalls {
  readonly judge: string;
  /** The name the provider knows it by. */
  readonly model: string;
  /** Models that answered under that name. */
  readonly served: readonly string[];
  /** First 8 hex digits of the hash of everything that makes its prompts: rubrics, kind, prompt version. */
  readonly prompt_hash: string;
  /** Ids of models of the run that are of its own family. */
  readonly same_family: readonly string[];
  /** Requests that this run sent; those that an earlier run paid for are apart. */
  readonly calls: number;
  readonly reused: number;
  readonly cost_usd: string | null;
  readonly cost_unknown: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  /** Known-wrong probes that got a verdict, and the names of those that it passed. */
  readonly probes: number;
  readonly probes_passed: readonly string[];
  /** Known-wrong probes that got no verdict that could be read. */
  readonly probes_unread: number;
  /** Questions that were put again to see whether it stays with its verdict, and how often it did not. */
  readonly asked_again: number;
  readonly flipped: number;
}

/** What a run paid to judges that it no longer has. */
export interface EarlierJudges {
  readonly calls: number;
  readonly cost_usd: string | null;
  readonly cost_unknown: number;
}

/** What the report needs beside trials to speak of judges. */
export interface JudgingFacts {
  readonly combine: 'majority' | 'mean' | null;
  readonly rubrics: readonly { readonly name: string; readonly kind: JudgeKind; readonly sha256: string }[];
  readonly judges: readonly JudgeCalls[];
  readonly earlier?: EarlierJudges;
  /** When people last labelled (ISO 8601 UTC). */
  readonly labelled_at?: string;
  /** How many people labelled; 1 when nobody said. */
  readonly raters?: number;
  /** Labels of judged answers that were given for another kind or rubric than the verdict's: they count for nothing here. */
  readonly other_labels?: number;
}

/** A rate or coefficient with its 95 % interval; null where it is not defined. `n` is what it was counted over. */
export interface Estimated {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/**
 * How often judge and people agree, on answers that both have a verdict on. Graded scores are cut at 1/2: above is good, 1/2 is not. Where verdicts are
 * pairwise, agreement and kappa are over win, tie and loss (above, at, below 1/2); sensitivity, specificity and the four counts put ties with the losses.
 */
export interface Agreement {
  readonly labels: number;
  readonly agreement: Estimated;
  /** Cohen's; null when either side used one class only. */
  readonly kappa: Estimated;
  /** Judge good among good by people; judge bad among bad by people. */
  readonly sensitivity: Estimated;
  readonly specificity: Estimated;
  /** Cells: good by both; judge alone; people alone; bad by both. */
  readonly both_good: number;
  readonly judge_only: number;
  readonly people_only: number;
  readonly both_bad: number;
  /** Mean of judge minus people, on the graded scores. */
  readonly bias: number | null;
  /**
   * Present when the labels are no random sample of the judged answers but hold more of one of the judge's classes, as `bench judge sample` draws them: then
   * each rate weighs the classes as they are among all judged answers of their model, and differs from what the four counts alone would give.
   */
  readonly weighted?: true;
}

/** The judge against people: the record that makes a judged number worth something. */
export interface Validation extends Agreement {
  readonly labelled_at: string | null;
  readonly raters: number;
  readonly by_model: readonly (Agreement & { readonly model: string })[];
  readonly by_segment: readonly (Agreement & { readonly segment: string })[];
  /** Rogan-Gladen of the judged pass rate over all models, a cross-check; null when se + sp - 1 < 0.1 or scores are graded. */
  readonly rogan_gladen: Estimated | null;
}

/** One judge's verdicts over all judged answers, and its calls. The counts of votes add up to the judged answers of the report. */
export interface JudgeRecord extends JudgeCalls {
  readonly scored: number;
  readonly no_verdict: Readonly<Record<NoVerdict, number>>;
  /** Answers that no vote of this judge was asked for, or whose vote is still missing. */
  readonly not_asked: number;
  /** Pairwise: how often both orders gave the same winner, and how often the answer shown first won, over verdicts that are no ties. */
  readonly order_consistency: Estimated | null;
  readonly first_preference: Estimated | null;
}

/** Everything that stands beside a judged number. */
export interface Judging extends Omit<JudgingFacts, 'judges' | 'labelled_at' | 'raters' | 'earlier'> {
  readonly earlier: EarlierJudges | null;
  readonly other_labels: number;
  /** Trials that only a judge can grade; those with a verdict; their share of all trials. */
  readonly judged: number;
  readonly scored: number;
  /** Judged trials without a verdict that asking once more may give one; a jury of two minds has spoken. */
  readonly waiting: number;
  readonly trials: number;
  readonly judges: readonly JudgeRecord[];
  /** Exact sum over judges; null when nothing is known. */
  readonly cost_usd: string | null;
  readonly cost_unknown: number;
  /** Answers that hold instruction-like text; answers that were cut for the judge. */
  readonly suspicious: number;
  readonly cut: number;
  /** Share of answers with two or more votes where the jury was not of one mind; null without a jury. */
  readonly disagreement: number | null;
  /** Spearman's rank correlation of score and length of the answer, within tasks' segments pooled; null under 10 answers or when either does not vary. */
  readonly length_correlation: number | null;
  /** Null: judge not validated. */
  readonly validation: Validation | null;
}

/** Quality of one model corrected by human labels (PPI++), beside the raw judged number. */
export interface CorrectedQuality {
  readonly quality: number;
  readonly quality_low: number;
  readonly quality_high: number;
  /** Labelled answers of this model that it rests on. */
  readonly labels: number;
  /** Weight that the judge's verdicts got, 0..1; null where strata differ. */
  readonly lambda: number | null;
}
