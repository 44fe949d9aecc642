import { resolve } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import { rungsOf } from '../domain/ladder.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { Dataset, DatasetSummary, Task, Visit } from '../domain/task.ts';
import { type Budget, openBudget } from '../prices/budget.ts';
import type { RunFile } from '../results/run_file.ts';
import { checkLabel } from '../scorers/table.ts';
import { openMeters } from './budget_meter.ts';
import { competitor, type Opened, type OpenModel } from './competitors.ts';
import { type Grader, openGrader } from './grader.ts';
import type { Host } from './host.ts';
import { type OpenJudging, openJudging, refuseIdleJudge } from './judging/open.ts';
import { openProviders, type Providers } from './open_providers.ts';
import { promptProblems } from './prompt.ts';

/** Everything local, opened and valid: nothing was sent yet, nothing is on disk yet. */
export interface Prepared {
  readonly run: RunFile;
  readonly dataset: Dataset;
  readonly summary: DatasetSummary;
  readonly models: readonly OpenModel[];
  readonly grader: Grader;
  readonly budget: Budget | undefined;
  readonly providers: Providers;
  /** Present where a judge is configured. */
  readonly judging?: OpenJudging;
  /** Tasks that only a judge can grade, where none is configured. */
  readonly unjudged: number;
}

/** Opens and checks all that a run needs; every problem of the input is thrown here (exit 2). `base` is the folder that paths start from. */
export async function prepare(run: RunFile, base: string, host: Host): Promise<Prepared> {
  const scorer = run.rescored ?? run.scorer;
  const grader = await openGrader(scorer, base, run.judge !== undefined);
  const budget = run.max_cost === undefined ? undefined : openBudget(run.max_cost);
  const providers = await openProviders(run, base, host);
  try {
    const cap = budget && { budget, meterOf: openMeters(budget) };
    const models = run.models.map((spec) => competitor(run, spec, openedOf(providers, spec.id), cap));
    const judging = run.judge && (await openJudging(run, base, providers, cap));
    const dataset = openDataset(run.dataset, resolve(base));
    const inspection = new Inspection(scorer, models, providers, grader, judging);
    const summary = await dataset.check(inspection.visit);
    inspection.finish(summary);
    if (judging) refuseIdleJudge(judging);
    return {
      run,
      dataset,
      summary,
      models,
      grader,
      budget,
      providers,
      unjudged: inspection.unjudged,
      ...(judging ? { judging } : {}),
    };
  } catch (error) {
    await providers.close();
    throw error;
  }
}

function openedOf(providers: Providers, id: string): Opened {
  const opened = providers.opened.get(id);
  if (!opened) throw new Error(`model ${id} was not opened`);
  return opened;
}

/** Looks at every task while the dataset is checked: prompts, scorers, labels, and what providers have against it. */
class Inspection {
  readonly #scorer: ScorerSpec;
  /** Problems that every task would repeat are told once. */
  readonly #told = new Set<string>();
  readonly #models: readonly OpenModel[];
  readonly #opened: readonly Opened[];
  readonly #grader: Grader;
  /** Only kept where a provider wants to know whether a task exists. */
  readonly #ids: Set<string> | undefined;

  readonly #judging: OpenJudging | undefined;
  unjudged = 0;

  constructor(
    scorer: ScorerSpec,
    models: readonly OpenModel[],
    providers: Providers,
    grader: Grader,
    judging: OpenJudging | undefined,
  ) {
    this.#judging = judging;
    this.#scorer = scorer;
    this.#models = models;
    this.#grader = grader;
    this.#opened = [...providers.opened.values()];
    this.#ids = this.#opened.some((opened) => opened.refuseAll) ? new Set() : undefined;
  }

  readonly visit: Visit = (task, line) => {
    this.#ids?.add(task.id);
    const found = [
      ...this.#promptProblems(task),
      ...this.#opened.flatMap((opened) => opened.refuse?.(task, line) ?? []),
    ];
    if (task.scorer !== undefined) return this.#ownScorer(task).then((problems) => [...found, ...problems]);
    const more = [...found, ...labelProblems(task, this.#scorer)];
    return this.#needsJudge(task) ? this.#judged(task).then((problems) => [...more, ...problems]) : more;
  };

  finish(summary: DatasetSummary): void {
    const ids = this.#ids;
    if (ids) for (const opened of this.#opened) opened.refuseAll?.((id) => ids.has(id), summary.sha256);
  }

  #promptProblems(task: Task): readonly ProblemDetail[] {
    return this.#models
      .flatMap((model) => (model.spec.provider === 'openai' ? promptProblems(model.spec, model.prompt, task) : []))
      .filter(({ column, model }) => {
        const known = this.#told.has(`${model} ${column}`);
        this.#told.add(`${model} ${column}`);
        return !known;
      })
      .map(({ detail }) => detail);
  }

  #needsJudge(task: Task): boolean {
    const needs = this.#grader.rubricOf(task) !== undefined;
    if (needs && this.#judging === undefined) this.unjudged++;
    return needs && this.#judging !== undefined;
  }

  async #judged(task: Task): Promise<readonly ProblemDetail[]> {
    const ladder = rungsOf(task.scorer ?? this.#scorer).length > 1;
    return this.#judging?.visit(task, this.#grader.rubricOf(task) ?? '', ladder) ?? [];
  }

  async #ownScorer(task: Task): Promise<readonly ProblemDetail[]> {
    try {
      await this.#grader.prepare(task);
      const found = labelProblems(task, this.#scorer);
      return this.#needsJudge(task) ? [...found, ...(await this.#judged(task))] : found;
    } catch (error) {
      if (error instanceof Problem)
        return error.details.map((detail) => ({ ...detail, message: `task "${task.id}": ${detail.message}` }));
      throw error;
    }
  }
}

/** What makes a task's label useless to its scorer. */
export function labelProblems(task: Task, scorer: ScorerSpec): readonly ProblemDetail[] {
  if (task.expected === undefined) return [];
  const why = checkLabel(task.scorer ?? scorer, task.expected);
  if (why === undefined) return [];
  return [
    {
      code: 'LABEL',
      message: `task "${task.id}": no answer could be graded: ${why}`,
      hint: 'mend the label, or choose another scorer',
    },
  ];
}
