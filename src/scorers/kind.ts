import type { Verdict } from '../domain/scorer.ts';
import type { Json } from '../domain/task.ts';

/** One option of a scorer, as plain data: what it may hold, what it is when absent, and what it is for. */
export type OptionShape = { readonly about: string } & (
  | { readonly kind: 'number'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'integer'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'flag'; readonly default: boolean }
  | { readonly kind: 'text'; readonly default: string }
  | { readonly kind: 'one_of'; readonly default: string; readonly values: readonly string[] }
  | { readonly kind: 'list_of'; readonly default: readonly string[]; readonly values: readonly string[] }
  | { readonly kind: 'map_of'; readonly default: Readonly<Record<string, string>>; readonly values: readonly string[] }
);

export type OptionShapes = Readonly<Record<string, OptionShape>>;

/** The values of checked options: one for each shape, defaults filled in. */
export type OptionValues<S extends OptionShapes> = { readonly [K in keyof S]: Widen<S[K]['default']> };

type Widen<V> = V extends number
  ? number
  : V extends boolean
    ? boolean
    : V extends string
      ? string
      : V extends readonly string[]
        ? readonly string[]
        : Readonly<Record<string, string>>;

/** Grades one answer against one label; pure, never throws. */
export interface Grader {
  grade(text: string, expected: Json): Verdict;
  /** Why no answer to this label could ever be graded; undefined when the label is fine. */
  readonly checkLabel: (expected: Json) => string | undefined;
}

/** Options that cannot be used; the message says why and `hint` what to do. */
export class OptionError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** What a scorer file declares: raise `version` whenever the same answer and label may get another verdict. */
export interface ScorerKind<S extends OptionShapes = OptionShapes> {
  readonly version: number;
  readonly about: string;
  /** False when tasks without a label can be graded too. */
  needsLabel(options: OptionValues<S>): boolean;
  /** In a ladder, whether this score settles the matter (`fullScore`, `anyScore`) or the next scorer is asked. */
  decides(score: number): boolean;
  readonly options: S;
  /** Throws an OptionError when an option of the right kind cannot be used all the same. */
  open(options: OptionValues<S>): Grader;
}

/** A scored verdict; `score` is a fraction in 0..1. */
export function scored(score: number, detail?: string): Verdict {
  return detail === undefined ? { state: 'scored', score } : { state: 'scored', score, detail };
}

/** A verdict that says why there is none. */
export function unscored(why: string): Verdict {
  return { state: 'unscored', why };
}

/** For `ScorerKind.needsLabel` of a scorer that compares with the label. */
export function always(): boolean {
  return true;
}

/** For `ScorerKind.decides` of a scorer that can miss a good answer in other words: only full marks settle the matter. */
export function fullScore(score: number): boolean {
  return score === 1;
}

/** For `ScorerKind.decides` of a scorer that found what it was looking for, right or wrong. */
export function anyScore(): boolean {
  return true;
}
