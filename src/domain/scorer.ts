import type { Task } from './task.ts';

/** A scorer by name, or by name with its options: `exact`, `{type: numeric, tolerance: 0.01}`, `./my-scorer.js`. */
export type SingleScorerSpec = string | { readonly type: string; readonly [option: string]: unknown };

/** One scorer, or a ladder of several: each passes on what it cannot decide, `[exact, judge]`. */
export type ScorerSpec = SingleScorerSpec | readonly SingleScorerSpec[];

/** What an answer was worth. Unscored is a state of its own: no verdict, never 0. `detail` explains (per-field scores, the value found). */
export type Verdict =
  | { readonly state: 'scored'; readonly score: number; readonly detail?: string }
  | { readonly state: 'unscored'; readonly why: string };

/** Port: a grader. `name` is `type@version` plus a hash of its options, so that equal names grade alike. */
export interface Scorer {
  readonly name: string;
  /** Grades one answer; never throws for anything the answer or the label holds. */
  grade(text: string, task: Task): Verdict | Promise<Verdict>;
}
