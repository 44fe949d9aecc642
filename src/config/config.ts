import type { GateSpec } from '../analysis/gate/gate_types.ts';
import type { JudgeSpec } from '../domain/judge.ts';
import type { EmbeddingSpec, Limits, ModelSpec } from '../domain/model.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { DatasetSpec } from '../domain/task.ts';
import type { FinanceConfig } from './finance_schema.ts';

/** A checked config with every default filled in and every flag and environment variable applied. */
export interface Config {
  /** The config file as the user wrote it; for messages. */
  readonly file: string;
  /** Absolute folder of the config file. `dataset.path`, `path`, `train` and a `./scorer.js` are as written, relative to it. */
  readonly folder: string;
  readonly dataset: DatasetSpec;
  /** Template for models without a `prompt` of their own; see template.ts. */
  readonly prompt: string;
  /** Template of the system prompt for models without a `system` of their own. */
  readonly system?: string;
  /** A list where the file has `scorers`. */
  readonly scorer: ScorerSpec;
  /** Absent when the file has no judge block; a scorer that asks a judge has one. */
  readonly judge?: JudgeSpec;
  /** In file order, at least one; only the chosen ones where `--models` was given. */
  readonly models: readonly ModelSpec[];
  /** Id of one of `models`. */
  readonly reference: string;
  /** Fractions, ascending, each once: the file's `[2, 5]` points are `[0.02, 0.05]`. */
  readonly quality_floors: readonly number[];
  readonly repeats: number;
  readonly seed: number;
  readonly limits: Limits;
  /** Absolute folder for the runs. */
  readonly results: string;
  /** Dollars as a plain decimal string; absent when there is no cap. */
  readonly max_cost?: string;
  /** Absent when neither a gate block nor a model limits anything. */
  readonly gate?: GateSpec;
  /** What the user says of the business; absent when the file has no finance block. */
  readonly finance?: FinanceConfig;
  /** What makes vectors of tasks; absent when the file has no embedding block. */
  readonly embedding?: EmbeddingSpec;
  /** What is allowed but probably not meant. */
  readonly warnings: readonly ProblemDetail[];
}

/** What flags may override, as the command line hands them over: text, or text that was given several times. */
export interface Flags {
  /** Ids, also separated by commas: only these models run. */
  readonly models?: string | readonly string[];
  readonly reference?: string;
  /** Points, also separated by commas. */
  readonly floors?: string | readonly string[];
  readonly repeats?: string;
  readonly concurrency?: string;
  readonly maxCost?: string;
  readonly results?: string;
  readonly seed?: string;
}

/** Everything outside the file that shapes a config. */
export interface Surroundings {
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute working folder: where `file` and a `--results` are relative to. */
  readonly cwd: string;
}
