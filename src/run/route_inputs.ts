import { resolve } from 'node:path';
import { openDataset } from '../datasets/dataset.ts';
import { Problem } from '../domain/problem.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { inputOf } from './labels_cards.ts';
import { refuseChangedDataset } from './unchanged.ts';

/** The text of every task of the run by its id: what routers may look at. Problem (exit 2) where the dataset changed, is gone, or was never there. */
export async function readInputs(folder: RunFolder, run: RunFile): Promise<ReadonlyMap<string, string>> {
  refuseWithoutTasks(run);
  const inputs = new Map<string, string>();
  const summary = await openDataset(run.dataset, resolve(folder.path, run.base)).check((task) => {
    inputs.set(task.id, inputOf(task));
    return [];
  });
  refuseChangedDataset(run, summary);
  return inputs;
}

function refuseWithoutTasks(run: RunFile): void {
  if (run.kind !== 'import' || run.models.some((model) => model.path !== run.dataset.path)) return;
  throw new Problem(2, {
    code: 'DATASET',
    message: `run ${run.id} was imported without the tasks: there is no text to route by`,
    hint: '--router segment needs none; or import it again with --dataset FILE',
  });
}
