import type { Comparison } from '../analysis/adaptive/adaptive.ts';
import type { AdaptiveDesign, AdaptivePlan } from '../analysis/adaptive/adaptive_types.ts';
import { planLooks } from '../analysis/adaptive/looks.ts';
import { placeOf } from '../analysis/adaptive/order.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../domain/problem.ts';
import type { Dataset } from '../domain/task.ts';
import type { RunFile } from '../results/run_file.ts';

/** Throws a Problem (exit 2) where there is nothing to stop, or no verdict to stop by while models are asked. */
export function refuseUnplannable({ judge, models }: Pick<Config, 'judge' | 'models'>): void {
  if (judge)
    throw new Problem(2, {
      code: 'USAGE',
      message: '--adaptive stops by verdicts, and a judge gives them only after all answers are in',
      hint: 'run without --adaptive, or with a scorer that needs no judge',
    });
  if (models.length < 2)
    throw new Problem(2, { code: 'USAGE', message: '--adaptive needs a candidate beside the reference' });
}

/** Plans the looks, before anything is asked. Reads the dataset once. */
export async function planAdaptive(dataset: Dataset, seed: number, design: AdaptiveDesign): Promise<AdaptivePlan> {
  const places: number[] = [];
  for await (const task of dataset.tasks()) places.push(placeOf(task.id, seed));
  return planLooks(Float64Array.from(places), seed, design);
}

/** The plan that a run still follows; undefined once the rest is to be asked, and for runs that ask everything. */
export function planOf({ adaptive }: RunFile): AdaptivePlan | undefined {
  return adaptive?.lifted ? undefined : adaptive;
}

/** Problem (exit 3) for a run that was allowed to stop early, where every answer counts. */
export function refuseStoppedEarly(run: RunFile, what: string): void {
  if (!planOf(run)) return;
  throw new Problem(3, {
    code: 'ADAPTIVE',
    message: `run ${run.id} asks no further than its verdicts take (--adaptive), and ${what} every answer`,
    hint: `bench resume ${run.id} --all asks the rest`,
  });
}

/** The run with everything to be asked; its looks stay known. */
export function withoutPlan(run: RunFile): RunFile {
  const plan = planOf(run);
  return plan ? { ...run, adaptive: { ...plan, lifted: true } } : run;
}

/** Who is compared in a run. */
export function comparisonOf({ models, reference, quality_floors: floors, repeats }: RunFile): Comparison {
  return { models: models.map(({ id }) => id), reference, floors, repeats };
}
