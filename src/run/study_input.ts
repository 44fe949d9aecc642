import type { StudyInput } from '../analysis/detail_types.ts';
import { Problem } from '../domain/problem.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { seeTasks } from './labels_cards.ts';
import { verifiersOf } from './verifiers.ts';

/** What the share in full needs beside the trials: the texts that routers may see, while the dataset is what it was, and what verifiers said. */
export async function studyInput(folder: RunFolder, run: RunFile): Promise<StudyInput> {
  return { ...(await textsOf(folder, run)), verifiers: await verifiersOf(folder, run) };
}

/** The text of every task, or why there are none. */
async function textsOf(folder: RunFolder, run: RunFile): Promise<Pick<StudyInput, 'inputs' | 'without_inputs'>> {
  if (isWithoutTasks(run)) return { without_inputs: 'the outcomes were imported without the tasks' };
  const inputs = new Map<string, string>();
  try {
    await seeTasks(folder, run, ({ id, input }) => inputs.set(id, input));
    return { inputs };
  } catch (error) {
    if (error instanceof Problem) return { without_inputs: error.message };
    throw error;
  }
}

/** Outcomes that somebody else recorded, whose file holds the answers and not what was asked. */
export function isWithoutTasks({ kind, models, dataset }: RunFile): boolean {
  return kind === 'import' && models.every(({ path }) => path === dataset.path);
}
