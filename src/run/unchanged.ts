import { Problem } from '../domain/problem.ts';
import type { DatasetSummary } from '../domain/task.ts';
import type { RunFile } from '../results/run_file.ts';
import { identityOf } from './identity.ts';
import { sourceOf } from './spec.ts';

/** Throws a Problem (exit 2) when the dataset is not the one that the run began with: its answers would be compared with other labels. */
export function refuseChangedDataset(run: RunFile, summary: DatasetSummary): void {
  if (summary.sha256 === run.dataset.sha256) return;
  throw new Problem(2, {
    code: 'DATASET',
    message: `${run.dataset.path} changed since run ${run.id} began (${run.dataset.tasks} tasks then, ${summary.tasks} now)`,
    file: run.dataset.path,
    hint: 'put the file back, or start a new run: answers that were already paid for are reused',
  });
}

/** Throws a Problem (exit 2) for a run of outcomes that somebody else recorded: there is nobody to ask. */
export function refuseImported(run: RunFile): void {
  if (run.kind !== 'import') return;
  throw new Problem(2, {
    code: 'RUN',
    message: `run ${run.id} was imported: there is no model to ask again`,
    hint: `bench report ${run.id}`,
  });
}

/** Throws a Problem (exit 2) for outcomes that were imported without a dataset: the labels, if there were any, stand in their file only. */
export function refuseWithoutLabels(run: RunFile): void {
  if (run.kind !== 'import' || run.models.every((model) => model.path !== run.dataset.path)) return;
  throw new Problem(2, {
    code: 'RUN',
    message: `run ${run.id} was imported without a dataset: there are no labels to grade by`,
    hint: `bench import ${run.dataset.path} --scorer NAME`,
  });
}

/** Throws a Problem (exit 2) when a scorer is not the one that graded the first part: its file or version changed. */
export function refuseChangedScorers(run: RunFile, names: readonly string[]): void {
  if (run.scorers.join() === names.join()) return;
  throw new Problem(2, {
    code: 'SCORER',
    message: `the scorer changed since run ${run.id} began: ${run.scorers.join(', ')} then, ${names.join(', ')} now`,
    hint: 'put it back, or start a new run: answers that were already paid for are reused',
  });
}

/** Throws a Problem (exit 2) when a model is not the one that gave the first answers: what it learns from or replays changed. */
export async function refuseChangedModels(run: RunFile, base: string): Promise<void> {
  for (const model of run.models) {
    const source = await sourceOf(model, base, run.seed);
    if (identityOf(model, run.prompt, run.system, source) === model.identity) continue;
    throw new Problem(2, {
      code: 'MODEL',
      message: `what model ${model.id} is made of changed since run ${run.id} began`,
      ...(model.train === undefined ? {} : { file: model.train }),
      hint: 'put the file back, or start a new run',
    });
  }
}
