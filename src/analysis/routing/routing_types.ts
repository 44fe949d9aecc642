import type { CurvePoint } from '../curve_types.ts';
import type { MovedShare } from '../share_types.ts';

/** What may be seen of a task before it is answered. */
export interface Visible {
  readonly segment: string;
  /** The text that is sent, without the prompt around it. */
  readonly input: string;
  /** Only for routers of kind `embedding`. */
  readonly embedding?: ArrayLike<number>;
}

/**
 * By what tasks are told apart. `segment`: mean difference of the task's segment, shrunk. `length`: characters of the input. `tfidf`: ridge regression on
 * words and pairs of words. `embedding`: ridge regression on the vectors of an embedding model.
 */
export type RouterKind = 'segment' | 'length' | 'tfidf' | 'embedding';

/**
 * A trained router: pure data that survives JSON. Its score of a task estimates candidate minus reference; tasks with the highest score move first.
 * `unseen` is the score of a segment that training did not have.
 */
export type Router =
  | { readonly kind: 'segment'; readonly scores: Readonly<Record<string, number>>; readonly unseen: number }
  | { readonly kind: 'length'; readonly intercept: number; readonly slope: number }
  | {
      readonly kind: 'tfidf';
      readonly vocabulary: readonly string[];
      /** One per entry of the vocabulary, as are the weights. */
      readonly idf: readonly number[];
      readonly weights: readonly number[];
      readonly intercept: number;
      readonly l2: number;
    }
  | {
      readonly kind: 'embedding';
      /** Name of the embedding model: vectors of another one mean nothing here. */
      readonly model: string;
      readonly weights: readonly number[];
      readonly intercept: number;
      readonly l2: number;
    };

/** Tasks with known outcome: one entry each in all lists. */
export interface Lessons {
  readonly visible: readonly Visible[];
  /** Candidate minus reference, -1..1. */
  readonly difference: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
}

/** Every way to choose who answers that is put beside the others. `random` and `oracle` are no routers: the floor and the ceiling. */
export type Ordering = RouterKind | 'random' | 'oracle';

/** What a router could move at one floor. */
export interface OrderedShare {
  /** Fraction. */
  readonly floor: number;
  /** Learnt on one half, tested on the other; null where the test half has no pair, and for `oracle`, whose share is `Share.oracle`. */
  readonly certified: MovedShare | null;
  /** Cross-fitted over all pairs: not a promise; null for `oracle`. */
  readonly estimate: MovedShare | null;
}

/** One way to order the tasks of one candidate, measured out of fold over all its pairs. */
export interface RouterResult {
  readonly ordering: Ordering;
  /**
   * Mean recovered part of the quality gap over shares 0..1 of strong calls; 0.5 for a random router; null where the candidate is as good: there is no
   * gap. More than 1 for an oracle, which leaves calls unused where the candidate does better.
   */
  readonly apgr: number | null;
  /** The same by RouteLLM's grid: trapezoids 10 % apart. */
  readonly apgr_grid: number | null;
  /** Least share of strong calls that recovers 50 % and 80 % of the gap, fractions. */
  readonly cpt50: number | null;
  readonly cpt80: number | null;
  /** 101 points, share moved to the candidate ascending. */
  readonly curve: readonly CurvePoint[];
  /** One per floor, ascending. */
  readonly shares: readonly OrderedShare[];
}

/** All orderings of one candidate, in the order of `ORDERINGS`; those that need texts are left out where there are none; `routers` is empty without pairs. */
export interface RouterSet {
  readonly candidate: string;
  readonly reference: string;
  readonly pairs: number;
  /** Over the pairs: what always-cheap and always-strong are worth. */
  readonly quality_candidate: number | null;
  readonly quality_reference: number | null;
  readonly cost_candidate_usd: string | null;
  readonly cost_reference_usd: string | null;
  readonly routers: readonly RouterResult[];
}
