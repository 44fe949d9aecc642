import type { Criterion, JudgeKind, NoVerdict, Rubric, VerdictForm } from '../../domain/judge.ts';
import type { ChatMessage, Task } from '../../domain/task.ts';

/** What a judge is to be asked. `seed` decides the order of the criteria. */
export interface Asked {
  readonly rubric: Rubric;
  readonly kind: JudgeKind;
  readonly task: Task;
  readonly answer: string;
  /** Pairwise: the answer that is shown second; `answer` is shown first. */
  readonly other?: string;
  readonly seed: number;
  readonly form: VerdictForm;
  readonly rubric_column: string;
  readonly max_answer_chars: number;
}

/** A question as it goes to a judge, with all that is needed to read the verdict. */
export interface Question {
  readonly messages: readonly ChatMessage[];
  /** 8 hex digits that a verdict must carry. */
  readonly nonce: string;
  readonly kind: JudgeKind;
  readonly form: VerdictForm;
  /** In the order shown. */
  readonly criteria: readonly Criterion[];
  readonly scale: Rubric['scale'];
  /** Parameters to merge into the judge's own: `response_format`, or `tools` and `tool_choice`, or none. */
  readonly params: Readonly<Record<string, unknown>>;
  /** An answer was longer than `max_answer_chars` and is shown without its middle. */
  readonly cut: boolean;
}

/** What one reply says: `score` 0..1 (pairwise: 1 the answer shown first is better, 1/2 tie, 0 the second), or why there is none. `detail` is short. */
export type Reading =
  | { readonly state: 'verdict'; readonly score: number; readonly detail: string }
  | { readonly state: 'none'; readonly why: NoVerdict; readonly detail: string };

/** A reading without a verdict. */
export function none(why: NoVerdict, detail: string): Reading {
  return { state: 'none', why, detail };
}
