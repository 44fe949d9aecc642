import { ALPHA } from '../stats/distributions.ts';
import { tasksNeeded, USUAL_FLIP_RATE } from '../stats/power.ts';
import type { Alignment } from './align.ts';
import type { Comparison, ModelComparison } from './compare_types.ts';
import type { GateInput } from './gate.ts';
import type { GateCheck, GateNote, LimitName } from './gate_types.ts';
import { flipsByChance } from './quality_change.ts';
import { flakyTasks } from './side.ts';

/** A quality limit that was kept by eye only: the tasks could not have shown the drop that was asked for, nor do they exclude it. */
export function isBlind({ limit, state, allowed, high, visible, method }: GateCheck): boolean {
  if (limit !== 'max_quality_drop' || state !== 'ok' || method === 'recorded' || method === 'none') return false;
  const excluded = high !== null && high <= allowed;
  return !excluded && (visible === null || visible > allowed + 1e-12);
}

/** What differs between the sides, and what deserves a sentence. */
export function notesOf(
  { before, after, alignment, spec }: GateInput,
  models: readonly string[],
  checks: readonly GateCheck[],
  comparison: Comparison | undefined,
  tests: number,
): readonly GateNote[] {
  const gated = (model: string) => models.includes(model);
  const compared = comparison?.models.filter(({ model }) => gated(model)) ?? [];
  const flaky = before
    ? models.flatMap((model) => {
        const side = before.models.get(model);
        return side ? flakyTasks(side).map((id) => ({ id, model })) : [];
      })
    : [];
  const limited = (model: string, limit: LimitName) =>
    checks.some((check) => check.model === model && check.limit === limit);
  const measured = models.filter((model) => after.models.get(model)?.measured && limited(model, 'max_cost_increase'));
  return [
    ...tasksNote(alignment),
    ...compared.filter(({ changed }) => changed).map(({ model }) => ({ code: 'model_changed', model }) as const),
    ...(before ? models.filter((model) => !before.models.has(model)) : []).map(
      (model) => ({ code: 'model_added', model }) as const,
    ),
    ...[...(before?.models.keys() ?? [])]
      .filter((model) => !after.models.has(model) && (spec.models === undefined || spec.models.includes(model)))
      .map((model) => ({ code: 'model_gone', model }) as const),
    ...compared.filter((one) => one.other_recording).map(({ model }) => ({ code: 'other_recording', model }) as const),
    ...compared.filter(({ price_changed }) => price_changed).map(priceNote),
    ...compared.flatMap(({ model, cost }) =>
      cost && cost.unknown_before > 0 && limited(model, 'max_cost_increase')
        ? [{ code: 'cost_unknown', model, tasks: cost.unknown_before } as const]
        : [],
    ),
    ...checks.flatMap(missingNote),
    ...checks.flatMap((check) => powerNote(check, ALPHA / Math.max(1, tests))),
    ...checks
      .filter(({ why }) => why === 'one_run')
      .map(({ model, limit }) => ({ code: 'one_run', model, limit }) as const),
    ...(measured.length > 0 ? [{ code: 'measured_time', models: measured } as const] : []),
    ...(flaky.length > 0 ? [{ code: 'flaky', tasks: flaky } as const] : []),
    ...(tests > 1 ? [{ code: 'holm', tests } as const] : []),
  ];
}

function tasksNote(alignment: Alignment | undefined): readonly GateNote[] {
  if (!alignment) return [];
  const { tasks, gone, added, changed } = alignment;
  return gone + added + changed === 0 ? [] : [{ code: 'tasks_differ', common: tasks.length, gone, added, changed }];
}

function priceNote({ model, cost }: ModelComparison): GateNote {
  return {
    code: 'price_changed',
    model,
    before: cost?.price_before ?? 'unknown',
    after: cost?.price_after ?? 'unknown',
  };
}

function missingNote({ limit, model, observed, allowed }: GateCheck): readonly GateNote[] {
  if (limit !== 'max_unscored' || observed === null || observed === 0) return [];
  return [{ code: 'missing_verdicts', model, missing: observed, allowed }];
}

function powerNote(check: GateCheck, alpha: number): readonly GateNote[] {
  const { model, limit, pairs, visible, allowed, losses, gains, why, p } = check;
  const lacks = why === 'underpowered' || isBlind(check);
  if (!lacks || pairs === null || limit !== 'max_quality_drop') return [];
  const flip = losses === null || gains === null ? USUAL_FLIP_RATE : flipsByChance(losses, gains, pairs, p ?? 1);
  const needed = tasksNeeded(allowed, flip, alpha);
  return [{ code: 'underpowered', model, tasks: pairs, detectable: visible ?? 1, asked: allowed, needed }];
}
