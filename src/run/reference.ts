import { Problem } from '../domain/problem.ts';
import type { RunFile } from '../results/run_file.ts';

/** The id of a model of the run; Problem (exit 2) when it has none by that name. */
export function requireModel(run: RunFile, id: string): string {
  if (run.models.some((model) => model.id === id)) return id;
  throw new Problem(2, {
    code: 'MODEL',
    message: `run ${run.id} has no model "${id}"`,
    hint: `it has ${run.models.map((model) => model.id).join(', ')}`,
  });
}
