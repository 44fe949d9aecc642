/** What a program may import from `frontier-bench`: the analysis of trials that it collected itself, and the types of everything on disk. */
export { analyse } from './analysis/report.ts';
export type { AnalyseOptions, Report } from './analysis/report_types.ts';
export type { Attempt, Completion, CompletionStatus, Cost, Score, Usage } from './domain/completion.ts';
export type { Judged, Judgement, Label, Rubric, Vote } from './domain/judge.ts';
export type { ModelSpec } from './domain/model.ts';
export type { PriceSpec } from './domain/price.ts';
export { Problem, type ProblemDetail } from './domain/problem.ts';
export type { Scorer, ScorerSpec, Verdict } from './domain/scorer.ts';
export type { Task } from './domain/task.ts';
export type { Trial } from './domain/trial.ts';
export type { RunFile } from './results/run_file.ts';
