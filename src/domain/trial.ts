import type { CompletionStatus, Cost, Usage } from './completion.ts';
import type { Judged } from './judge.ts';

/**
 * Completion + score + cost + task, without the texts: what analysis eats. One per cell (task, model, repeat).
 * `score` is 0..1, or absent when there is no verdict; then `why` says so. A refused, filtered or empty answer is scored 0.
 */
export interface Trial {
  readonly task_id: string;
  readonly model: string;
  readonly repeat: number;
  readonly segment: string;
  readonly weight: number;
  readonly status: CompletionStatus;
  readonly score?: number;
  readonly why?: string;
  readonly cost: Cost;
  readonly usage?: Usage;
  readonly ms?: number;
  /** True when an earlier run paid for the answer. */
  readonly reused: boolean;
  /** Present when the score is a judge's, or would be had it given one. */
  readonly judged?: Judged;
  /** What people said this answer is worth, 0..1 (the mean over raters). */
  readonly label?: number;
}
