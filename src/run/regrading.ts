import { resolve } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import type { JudgeSpec } from '../domain/judge.ts';
import { asksJudge, rungsOf } from '../domain/ladder.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { Dataset, Task } from '../domain/task.ts';
import { type Budget, openBudget } from '../prices/budget.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile, RunJudge } from '../results/run_file.ts';
import { openMeters } from './budget_meter.ts';
import { type Grader, openGrader } from './grader.ts';
import type { Host } from './host.ts';
import { type OpenJudging, openJudging, refuseIdleJudge } from './judging/open.ts';
import { openProviders, withoutKeys } from './open_providers.ts';
import { labelProblems } from './prepare.ts';
import { runJudge } from './spec.ts';
import { refuseChangedDataset } from './unchanged.ts';

export interface RegradingOptions {
  /** In place of the run's scorer; tasks that name their own keep it. */
  readonly scorer?: ScorerSpec;
  /** In place of the run's judge; the rubrics' paths start from `folder`. */
  readonly judge?: NewJudge;
  /** Judges will be asked: their keys must be there. `paid_usd` is what the run's cap counts so far. */
  readonly asks?: { readonly paid_usd: string };
  /** What this command may spend, in dollars; by default the run's cap holds. */
  readonly max_cost?: string;
}

export interface NewJudge {
  readonly spec: JudgeSpec;
  readonly folder: string;
  /** The config's, for a run whose own scorer leaves nothing to a judge. */
  readonly scorer: ScorerSpec;
}

/** Everything that grading again needs, opened and checked; no model is. */
export interface Regrading {
  readonly run: RunFile;
  readonly dataset: Dataset;
  readonly grader: Grader;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly judging?: OpenJudging;
  close(): Promise<void>;
}

/** Opens a stored run to grade its answers; nothing is sent. Throws a Problem (exit 2), also when the dataset changed. */
export async function openRegrading(
  stored: RunFile,
  folder: RunFolder,
  options: RegradingOptions,
  host: Host,
): Promise<Regrading> {
  const { judge, asks } = options;
  const base = resolve(folder.path, stored.base);
  const another = options.scorer ?? scorerFor(stored, judge);
  const scorer = another ?? stored.scorer;
  const settings = judge ? sameForms(await runJudge(judge.spec, host.now()), stored.judge) : stored.judge;
  const run = rescoredRun(stored, scorer, another !== undefined, settings);
  const budget = asks && budgetOf(stored, asks.paid_usd, options.max_cost);
  const env = asks ? host.env : withoutKeys(settings?.models ?? [], host.env);
  const providers = await openProviders({ ...run, models: [] }, base, { ...host, env });
  try {
    const cap = budget && { budget, meterOf: openMeters(budget) };
    const judging = settings && (await openJudging(run, judge?.folder ?? base, providers, cap));
    const grader = await openGrader(scorer, base, judging !== undefined);
    const dataset = openDataset(run.dataset, base);
    const tasks = await readTasks(dataset, run, { grader, scorer, judging });
    if (judge && judging) refuseIdleJudge(judging);
    const rubrics = judging && settings ? { judge: { ...settings, rubrics: judging.rubrics } } : {};
    return {
      run: { ...run, scorers: grader.names, ...rubrics },
      dataset,
      grader,
      tasks,
      ...(judging ? { judging } : {}),
      close: () => providers.close(),
    };
  } catch (error) {
    await providers.close();
    throw error;
  }
}

/** A run that was made without a judge is graded by the config's scorers, where they ask one. */
function scorerFor(stored: RunFile, judge: NewJudge | undefined): ScorerSpec | undefined {
  return judge && !asksJudge(stored.scorer) && asksJudge(judge.scorer) ? judge.scorer : undefined;
}

function budgetOf({ max_cost }: RunFile, paid: string, own: string | undefined): Budget | undefined {
  if (own !== undefined) return openBudget(own);
  if (max_cost === undefined) return undefined;
  const budget = openBudget(max_cost);
  budget.charge(paid);
  return budget;
}

/** Judges whose form of verdict is known need not try the others. */
function sameForms(judge: RunJudge, before: RunJudge | undefined): RunJudge {
  const known = new Map(before?.models.map(({ identity, verdict_form }) => [identity, verdict_form]));
  const models = judge.models.map((model) => ({
    ...model,
    verdict_form: model.verdict_form === 'auto' ? (known.get(model.identity) ?? 'auto') : model.verdict_form,
  }));
  return { ...judge, models };
}

function rescoredRun(run: RunFile, scorer: ScorerSpec, another: boolean, judge: RunJudge | undefined): RunFile {
  const { rescored: _, ...asRun } = run;
  return { ...asRun, ...(judge ? { judge } : {}), ...(another ? { rescored: scorer } : {}) };
}

async function readTasks(
  dataset: Dataset,
  run: RunFile,
  { grader, scorer, judging }: { grader: Grader; scorer: ScorerSpec; judging: OpenJudging | undefined },
): Promise<ReadonlyMap<string, Task>> {
  const tasks = new Map<string, Task>();
  const summary = await dataset.check(async (task) => {
    await grader.prepare(task);
    tasks.set(task.id, task);
    const rubric = judging && grader.rubricOf(task);
    const found = labelProblems(task, scorer);
    return rubric === undefined
      ? found
      : [...found, ...(await judging!.visit(task, rubric, rungsOf(task.scorer ?? scorer).length > 1))];
  });
  refuseChangedDataset(run, summary);
  return tasks;
}
