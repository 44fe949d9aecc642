import { ALPHA } from '../stats/distributions.ts';
import type { Alignment } from './align.ts';
import type { Comparison, ModelComparison } from './compare_types.ts';
import { costChange, latencyChange } from './cost_change.ts';
import { qualityChange } from './quality_change.ts';
import { exactVerdicts, isReplay, type Side, sameRecording } from './side.ts';

export interface CompareOptions {
  readonly seed: number;
  /** Error rate of one test; where several are adjusted together, that of the strictest. */
  readonly alpha?: number;
}

/** Two sides, model by model, on the tasks that both have. Pure: the same sides and seed give the same bytes. */
export function compare(before: Side, after: Side, alignment: Alignment, options: CompareOptions): Comparison {
  const { tasks, gone, added, changed } = alignment;
  const common = [...after.models.keys()].filter((model) => before.models.has(model));
  return {
    format: 'bench.compare/1',
    before: before.name,
    after: after.name,
    dataset: after.dataset.path,
    tasks: tasks.length,
    gone,
    added,
    changed,
    models: common.map((model) => compareModel(model, before, after, tasks, options)),
    only_before: [...before.models.keys()].filter((model) => !after.models.has(model)),
    only_after: [...after.models.keys()].filter((model) => !before.models.has(model)),
  };
}

function compareModel(
  model: string,
  before: Side,
  after: Side,
  tasks: readonly string[],
  { seed, alpha = ALPHA }: CompareOptions,
): ModelComparison {
  const [a, b] = [before.models.get(model)!, after.models.get(model)!];
  const facts = new Map([...before.tasks, ...after.tasks]);
  const quality = (missing: 'leave_out' | 'against' | 'for') =>
    qualityChange(a, b, tasks, facts, missing, { seed, alpha });
  const missing = (side: typeof a) => tasks.reduce((sum, id) => sum + (side.cells.get(id)?.missing ?? 1), 0);
  const [missing_before, missing_after] = [missing(a), missing(b)];
  const whole = missing_before + missing_after === 0;
  return {
    model,
    // A recording is known by its file: another file says nothing of what was asked.
    changed: a.identity !== b.identity && !(a.recorded && b.recorded),
    fixed: exactVerdicts(a, b),
    replayed: isReplay(a, b, tasks),
    other_recording: a.recorded && b.recorded && !sameRecording(a, b),
    quality: quality('leave_out'),
    quality_against: whole ? null : quality('against'),
    quality_for: whole ? null : quality('for'),
    missing_before,
    missing_after,
    cost: costChange(a, b, tasks, seed),
    latency: latencyChange(a, b, tasks),
    price_changed: a.price !== b.price,
  };
}
