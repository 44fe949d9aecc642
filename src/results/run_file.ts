import type { AdaptivePlan } from '../analysis/adaptive/adaptive_types.ts';
import type { JudgeModelSpec, JudgeSpec, Rubric } from '../domain/judge.ts';
import type { Limits, ModelSpec } from '../domain/model.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { DatasetSpec } from '../domain/task.ts';

/** One model of a run, with the prices that were used and the hash of everything that can change its answers. */
export interface RunModel extends ModelSpec {
  readonly identity: string;
  /** What was charged, from where, of which date; as resolved when the run began. Absent when nobody knows. */
  readonly price_used?: Readonly<Record<string, unknown>>;
}

/** One judge of a run; `identity` as of a model. */
export interface RunJudgeModel extends JudgeModelSpec {
  readonly identity: string;
  readonly price_used?: Readonly<Record<string, unknown>>;
}

/** Who judges, and by which rubrics: whole, so that a run is judged by the same words when it is taken up again. */
export interface RunJudge extends JudgeSpec {
  readonly models: readonly RunJudgeModel[];
  readonly rubrics: readonly Rubric[];
  /** The judges have shown that they can give verdicts. */
  readonly probed?: true;
}

/** `run.json`: what was asked. Everything that resume, rescore and report need to know beside the two journals. */
export interface RunFile {
  readonly format: 'bench.run/1';
  readonly id: string;
  readonly kind: 'run' | 'import';
  readonly status: 'running' | 'complete' | 'incomplete' | 'interrupted';
  readonly started_at: string;
  readonly ended_at?: string;
  readonly bench: string;
  readonly node: string;
  readonly git?: { readonly commit: string; readonly dirty: boolean };
  /** Folder that relative paths below are relative to, relative to the run folder. */
  readonly base: string;
  readonly dataset: DatasetSpec & { readonly sha256: string; readonly tasks: number };
  readonly scorer: ScorerSpec;
  readonly scorers: readonly string[];
  readonly judge?: RunJudge;
  readonly prompt: string;
  readonly system?: string;
  readonly models: readonly RunModel[];
  readonly reference: string;
  readonly quality_floors: readonly number[];
  readonly repeats: number;
  readonly seed: number;
  readonly limits: Limits;
  readonly max_cost?: string;
  /** When candidates need not be asked further; planned before anything was asked. */
  readonly adaptive?: AdaptivePlan;
  /** Nothing of earlier runs was to be reused; resume keeps to it. */
  readonly fresh?: boolean;
  /** The run that this one was to confirm before a gate failed it: nobody means it by "the newest". */
  readonly confirms?: string;
  /** The scorer of the last `bench rescore --scorer`, in force until the next plain rescore. */
  readonly rescored?: ScorerSpec;
}
