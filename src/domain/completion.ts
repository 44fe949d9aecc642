import type { Judged } from './judge.ts';
import type { Verdict } from './scorer.ts';

/** Tokens of one call. `input` includes `cached` and `cache_write`; `output` includes `reasoning`: nothing is counted twice. */
export interface Usage {
  readonly input: number;
  readonly cached: number;
  readonly cache_write: number;
  readonly output: number;
  readonly reasoning: number;
}

export type CostSource = 'provider_reported' | 'config' | 'catalogue' | 'recorded';

/** Dollars as a plain decimal string, or the reason why nobody knows. Unknown is never 0. */
export type Cost =
  | { readonly state: 'known'; readonly usd: string; readonly source: CostSource; readonly list_usd?: string }
  | { readonly state: 'unknown'; readonly why: string };

/**
 * `ok` and `truncated` carry an answer that is graded. `refused`, `filtered` and `empty` are the model's own failure to answer: graded wrong, cost counted.
 * `failed` is nobody's answer: no verdict, asked again by `bench resume`.
 */
export type CompletionStatus = 'ok' | 'truncated' | 'refused' | 'filtered' | 'empty' | 'failed';

/** One request on the wire. `billed` says whether the provider may charge for it. */
export interface Attempt {
  readonly outcome: string;
  readonly ms: number;
  readonly billed: 'yes' | 'no' | 'possibly';
}

/** Why a model cannot go on at all: its remaining tasks are not sent. */
export interface Stop {
  readonly code:
    | 'AUTH'
    | 'FORBIDDEN'
    | 'MODEL'
    | 'QUOTA'
    | 'PARAM'
    | 'REDIRECT'
    | 'CONNECT'
    | 'RETRY_AFTER'
    | 'ENDPOINT'
    | 'BUDGET';
  readonly message: string;
  readonly hint?: string;
}

/** What a provider makes of one request. */
export interface Answer {
  readonly status: CompletionStatus;
  readonly text: string;
  /** Why there is no plain answer: `length`, `content_filter`, `http 500`, `timeout`, ... */
  readonly reason?: string;
  readonly reasoning_text?: string;
  /** Absent when the provider did not say, or said something unusable. */
  readonly usage?: Usage;
  /** Dollars that the provider itself reported, as a plain decimal string. */
  readonly reported_cost_usd?: string;
  /** Time of the attempt that answered (wall), or of the computation for an in-process model; milliseconds. Absent when unknown (recorded outcomes). */
  readonly ms?: number;
  readonly attempts: readonly Attempt[];
  readonly served_model?: string;
  readonly finish_reason?: string;
  readonly request_id?: string;
  /** Mean log-probability of the answer's tokens, at most 0; present where the endpoint was asked for it and gave it. */
  readonly logprob?: number;
  /** What a recording says of how far the answer can be trusted, column by column; higher is better. */
  readonly signals?: Readonly<Record<string, number>>;
  /** What these cost, in dollars as plain decimal strings; absent where nobody knows. */
  readonly signals_usd?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
  /** Present when a recording holds a grade instead of, or beside, an answer. */
  readonly recorded_verdict?: Verdict;
  /** Present when this model must not be asked again. */
  readonly stop?: Stop;
  /** The run that paid for this answer, when it was an earlier one. */
  readonly reused_from?: string;
}

/** The answer of one model to one task in one repeat, as it stands in completions.jsonl. */
export interface Completion {
  readonly task_id: string;
  readonly model: string;
  /** Counts from 0. */
  readonly repeat: number;
  /** sha256 (hex) of exactly what was sent; "" for a recorded answer, where nothing was. */
  readonly key: string;
  readonly segment: string;
  readonly weight: number;
  readonly status: CompletionStatus;
  readonly text: string;
  readonly reason?: string;
  readonly reasoning_text?: string;
  readonly usage?: Usage;
  readonly cost: Cost;
  readonly ms?: number;
  readonly attempts?: readonly Attempt[];
  /** The moment whose price it was charged at (ISO 8601 UTC); absent where nobody was asked over the wire (classifiers, recordings) and in older runs: then the run's own start counts. */
  readonly at?: string;
  readonly served_model?: string;
  readonly finish_reason?: string;
  readonly request_id?: string;
  /** These three as in Answer. */
  readonly logprob?: number;
  readonly signals?: Readonly<Record<string, number>>;
  readonly signals_usd?: Readonly<Record<string, string>>;
  /** The run that paid for this answer, when it was not this one. */
  readonly reused_from?: string;
  /** What a cost cap counts for this cell, where that is not its cost: attempts that may have been billed count with the most they can cost. */
  readonly charged_usd?: string;
}

/** One line of scores.jsonl. */
export interface Score {
  readonly task_id: string;
  readonly model: string;
  readonly repeat: number;
  readonly scorer: string;
  readonly verdict: Verdict;
  /** Present when a judge gave the verdict, or failed to. */
  readonly judged?: Judged;
}
