import type { ProblemDetail } from './problem.ts';
import type { ScorerSpec } from './scorer.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** JSON as it was written; labels of `json` and `set` scorers are structured. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One row of the labelled workload. */
export interface Task {
  readonly id: string;
  readonly input: string;
  /** Present when the dataset has a chat column; then it is sent in place of the prompt template. */
  readonly messages?: readonly ChatMessage[];
  /** Absent only with `allow_unlabelled`. */
  readonly expected?: Json;
  /** What a router can see before answering; several segment columns are joined with " / ". "" when the dataset has none. */
  readonly segment: string;
  /** How many units of the workload the row stands for; > 0, 1 by default. */
  readonly weight: number;
  /** The task's own scorer, in place of the configured one. */
  readonly scorer?: ScorerSpec;
  /** Every column as text, for `{{column}}` in prompts. Built without a prototype. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Which column holds what. Missing entries fall back to the column of the same name where the dataset has it. */
export interface ColumnMap {
  readonly id?: string;
  readonly input?: string;
  readonly expected?: string;
  readonly segment?: string | readonly string[];
  readonly weight?: string;
  readonly scorer?: string;
  readonly messages?: string;
}

export interface DatasetSpec {
  /** A path, or "-" for standard input. */
  readonly path: string;
  /** What messages and reports call it, where that is not the path. */
  readonly name?: string;
  readonly columns: ColumnMap;
  readonly allow_unlabelled: boolean;
}

/** What a first reading of the whole dataset established; nothing is sent before it succeeded. */
export interface DatasetSummary {
  /** sha256 (hex) of the bytes that were read. */
  readonly sha256: string;
  readonly tasks: number;
  readonly segments: readonly string[];
  /** Columns that every task has: what `{{column}}` in a prompt may name. */
  readonly columns: readonly string[];
  readonly warnings: readonly string[];
}

/** Looks at a task while the dataset is checked; what it finds is shown with the dataset's own problems. `line` is where the record starts. */
export type Visit = (task: Task, line: number) => readonly ProblemDetail[] | Promise<readonly ProblemDetail[]>;

/** Port: a labelled dataset that can be read any number of times, one task at a time. */
export interface Dataset {
  readonly path: string;
  /** Reads everything once. Throws a Problem (exit 2) with up to 20 details, each with file and line. */
  check(visit?: Visit): Promise<DatasetSummary>;
  /** Tasks in file order. Only called after `check`. */
  tasks(): AsyncIterable<Task>;
}
