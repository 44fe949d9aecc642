import type { Completion } from './completion.ts';
import type { ModelSpec } from './model.ts';

/** What a judge is asked: levels for each criterion; one pass or fail; or which of two answers is better. */
export type JudgeKind = 'pointwise' | 'pass_fail' | 'pairwise';

/** How an endpoint is made to give a verdict that can be read: a JSON schema, a forced tool call, any JSON, or marked lines of text. */
export type VerdictForm = 'json_schema' | 'tool' | 'json' | 'text';

/** One judge. `verdict_form: auto` tries the forms in order, once, when the judge is probed. */
export interface JudgeModelSpec extends ModelSpec {
  readonly verdict_form: VerdictForm | 'auto';
  /** Vendor of the model, where its name does not tell; models of one family are flagged when they judge each other. */
  readonly family?: string;
}

/** The `judge` block of the config: one judge, or a jury of several. */
export interface JudgeSpec {
  readonly models: readonly JudgeModelSpec[];
  /** Rubric of tasks that name none: the name of one that ships, or a path relative to the config (`./my-rubric.yaml`, `.md`). */
  readonly rubric: string;
  /** In place of the rubric's own. */
  readonly kind?: JudgeKind;
  /** How a jury's verdicts become one; by default majority for pass_fail and pairwise, mean for pointwise. */
  readonly combine?: 'majority' | 'mean';
  /** Column of a task's own rubric: a JSON list of points, or text. */
  readonly rubric_column: string;
  /** Longer answers are cut in the middle before a judge sees them, and flagged. */
  readonly max_answer_chars: number;
}

/** One thing to look at. `weight` > 0. */
export interface Criterion {
  readonly name: string;
  readonly text: string;
  readonly weight: number;
}

/** What good means, as data. */
export interface Rubric {
  /** The shipped name, or the path as the user wrote it. */
  readonly name: string;
  readonly kind: JudgeKind;
  readonly about: string;
  /** Where its ideas come from. */
  readonly origin: string;
  /** What the judge is told about the task before the criteria; plain text. */
  readonly instructions: string;
  /** At least one. */
  readonly criteria: readonly Criterion[];
  /** Whole levels from min to max, for pointwise; `labels` says what some levels mean. */
  readonly scale: { readonly min: number; readonly max: number; readonly labels: Readonly<Record<string, string>> };
  /** Whether the judge sees the label as a reference answer. */
  readonly reference_answer: 'required' | 'if_present' | 'never';
  /** sha256 (hex) of the file's bytes. */
  readonly sha256: string;
}

/**
 * Why a judge gave no verdict. `abstained`: it said that it cannot tell. `unparsable`: nothing that follows the schema. `ambiguous`: two different
 * verdicts. `out_of_range`: not a level of the scale. `contradiction`: pass and fail in one. `cut`: ended by length. `failed`: no answer of anybody's.
 */
export type NoVerdict =
  | 'abstained'
  | 'unparsable'
  | 'ambiguous'
  | 'out_of_range'
  | 'contradiction'
  | 'refused'
  | 'cut'
  | 'failed';

/** What one judge made of one answer. `score` 0..1, or why there is none. */
export interface Vote {
  readonly judge: string;
  readonly score?: number;
  readonly why?: NoVerdict;
  /** Levels per criterion, or what was wrong; short. */
  readonly detail?: string;
  /** Pairwise: the candidate's score when it was shown first, and when it was shown second (1 better, 1/2 tie, 0 worse). */
  readonly shown_first?: number;
  readonly shown_second?: number;
}

/** The judging behind one score. */
export interface Judged {
  readonly kind: JudgeKind;
  /** Its name; `rubric_sha256` tells it from another of that name. */
  readonly rubric: string;
  readonly rubric_sha256: string;
  readonly votes: readonly Vote[];
  /** Characters of the answer, before it was cut for the judge. */
  readonly chars: number;
  /** The answer holds text that reads like instructions to a judge. */
  readonly suspicious?: true;
  /** The answer was longer than a judge may see. */
  readonly cut?: true;
}

/**
 * One call to a judge, as it stands in judgements.jsonl: what the opinion cost. `key` is of exactly what was sent: equal keys ask the same. `task_id`,
 * `model` and `repeat` name the cell it was first asked for; of a probe, `model` is the name of the probe. `again` re-asks to see whether the judge
 * stays with its verdict.
 */
export interface Judgement extends Omit<Completion, 'segment' | 'weight' | 'reasoning_text'> {
  readonly judge: string;
  /** 8 hex digits of the judge's identity, and of the rubric, kind and version that make its prompts: records of another judge of that id are told apart. */
  readonly identity: string;
  readonly prompt_hash: string;
  readonly purpose: 'verdict' | 'probe' | 'again';
  /** The verdict that was read in the text, on the scale of the question (pairwise: 1 the answer shown first is better); or why there is none. */
  readonly score?: number;
  readonly why?: NoVerdict;
  readonly detail?: string;
  /** Of a question that was put again: whether the verdict changed. */
  readonly flipped?: boolean;
}

/** A human's verdict on one answer, as it stands in labels.jsonl; the last line of a rater on a cell wins. */
export interface Label {
  readonly task_id: string;
  readonly model: string;
  readonly repeat: number;
  /** What was asked of the answer: a label says nothing of a verdict on another kind or rubric. Pairwise, the answer of the run's reference was the other one. */
  readonly kind: JudgeKind;
  readonly rubric_sha256: string;
  /** 0..1, on the same scale as the judge's score. */
  readonly label: number;
  /** Who labelled; "" when nobody said. */
  readonly rater: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}
