import { analyse, type Report } from '../analysis/report.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { joinTrials } from './join.ts';

/** The report of a run: a function of its folder, never stored. `floors` (fractions) and `reference` may differ from the run's own. */
export async function reportOf(
  folder: RunFolder,
  run: RunFile,
  options: { readonly floors?: readonly number[]; readonly reference?: string } = {},
): Promise<{ readonly report: Report; readonly torn: number }> {
  const { trials, torn } = await joinTrials(folder);
  const report = analyse(trials, {
    run: {
      id: run.id,
      dataset: run.dataset.path,
      dataset_sha256: run.dataset.sha256,
      started_at: run.started_at,
      ...(run.ended_at === undefined ? {} : { finished_at: run.ended_at }),
      scorers: run.scorers,
    },
    reference: options.reference ?? run.reference,
    models: run.models.map((model) => model.id),
    quality_floors: options.floors ?? run.quality_floors,
    seed: run.seed,
    tasks: run.dataset.tasks,
    repeats: run.repeats,
  });
  return { report, torn };
}
