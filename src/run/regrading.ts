import { resolve } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import type { JudgeSpec } from '../domain/judge.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { Dataset, Task } from '../domain/task.ts';
import { type Budget, openBudget } from '../prices/budget.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile, RunJudge } from '../results/run_file.ts';
import { openMeters } from './budget_meter.ts';
import { type Grader, openGrader } from './grader.ts';
import type { Host } from './host.ts';
import { type OpenJudging, openJudging } from './judging/open.ts';
import { openProviders, withoutKeys } from './open_providers.ts';
import { labelProblems } from './prepare.ts';
import { runJudge } from './spec.ts';
import { refuseChangedDataset } from './unchanged.ts';

export interface RegradingOptions {
  /** In place of the run's scorer; tasks that name their own keep it. */
  readonly scorer?: ScorerSpec;
  /** In place of the run's judge; the rubrics' paths start from `folder`. */
  readonly judge?: NewJudge;
  /** Judges will be asked: their keys must be there. */
  readonly asks: boolean;
}

export interface NewJudge {
  readonly spec: JudgeSpec;
  readonly folder: string;
  /** Dollars. */
  readonly max_cost?: string;
}

/** Everything that grading again needs, opened and checked; no model is. */
export interface Regrading {
  readonly run: RunFile;
  readonly dataset: Dataset;
  readonly grader: Grader;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly judging?: OpenJudging;
  readonly budget?: Budget;
  close(): Promise<void>;
}

/** Opens a stored run to grade its answers; nothing is sent. Throws a Problem (exit 2), also when the dataset changed. */
export async function openRegrading(
  stored: RunFile,
  folder: RunFolder,
  { scorer: another, judge, asks }: RegradingOptions,
  host: Host,
): Promise<Regrading> {
  const base = resolve(folder.path, stored.base);
  const scorer = another ?? stored.scorer;
  const settings = judge ? sameForms(await runJudge(judge.spec, host.now()), stored.judge) : stored.judge;
  const run = rescoredRun(stored, scorer, another !== undefined, settings);
  const budget = judge?.max_cost === undefined ? undefined : openBudget(judge.max_cost);
  const env = asks ? host.env : withoutKeys(settings?.models ?? [], host.env);
  const providers = await openProviders({ ...run, models: [] }, base, { ...host, env });
  try {
    const cap = budget && { budget, meterOf: openMeters(budget) };
    const judging = settings && (await openJudging(run, judge?.folder ?? base, providers, cap));
    const grader = await openGrader(scorer, base, judging !== undefined);
    const dataset = openDataset(run.dataset, base);
    const tasks = await readTasks(dataset, run, { grader, scorer, judging });
    const rubrics = judging && settings ? { judge: { ...settings, rubrics: judging.rubrics } } : {};
    return {
      run: { ...run, scorers: grader.names, ...rubrics },
      dataset,
      grader,
      tasks,
      ...(judging ? { judging } : {}),
      ...(budget ? { budget } : {}),
      close: () => providers.close(),
    };
  } catch (error) {
    await providers.close();
    throw error;
  }
}

/** Judges that this run has probed need not be probed again. */
function sameForms(judge: RunJudge, before: RunJudge | undefined): RunJudge {
  const known = new Map(before?.models.map(({ identity, verdict_form }) => [identity, verdict_form]));
  if (!before?.probed || !judge.models.every(({ identity }) => known.has(identity))) return judge;
  const models = judge.models.map((model) => ({
    ...model,
    verdict_form: model.verdict_form === 'auto' ? (known.get(model.identity) ?? 'auto') : model.verdict_form,
  }));
  return { ...judge, models, probed: true };
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
    return rubric === undefined ? found : [...found, ...(await judging!.visit(task, rubric))];
  });
  refuseChangedDataset(run, summary);
  return tasks;
}
