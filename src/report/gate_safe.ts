import type { Comparison } from '../analysis/gate/compare_types.ts';
import type { GateCheck, GateNote, GateVerdict } from '../analysis/gate/gate_types.ts';

type Mapping = (text: string) => string;

/** The verdict with every text that came from outside (ids, names, paths, prices) put through `safe`, once and here. */
export function withSafeVerdict(verdict: GateVerdict, safe: Mapping): GateVerdict {
  const check = <T extends GateCheck>(one: T): T => ({ ...one, model: safe(one.model) });
  return {
    ...verdict,
    run: safe(verdict.run),
    baseline: verdict.baseline === null ? null : safe(verdict.baseline),
    dataset: safe(verdict.dataset),
    checks: verdict.checks.map(check),
    findings: verdict.findings.map(check),
    notes: verdict.notes.map((note) => safeNote(note, safe)),
    confirmed_by: verdict.confirmed_by === null ? null : safe(verdict.confirmed_by),
  };
}

/** Notes are flat but for the list of tasks; codes and names of limits are ours. */
function safeNote(note: GateNote, safe: Mapping): GateNote {
  if (note.code === 'flaky')
    return { ...note, tasks: note.tasks.map(({ id, model }) => ({ id: safe(id), model: safe(model) })) };
  const ours = (key: string) => key === 'code' || key === 'limit';
  const fields = Object.entries(note).map(([key, value]) => [key, ours(key) ? value : safeValue(value, safe)]);
  return Object.fromEntries(fields) as GateNote;
}

function safeValue(value: unknown, safe: Mapping): unknown {
  if (Array.isArray(value)) return value.map((one) => safeValue(one, safe));
  return typeof value === 'string' ? safe(value) : value;
}

/** The same of a comparison. */
export function withSafeComparison(comparison: Comparison, safe: Mapping): Comparison {
  return {
    ...comparison,
    before: safe(comparison.before),
    after: safe(comparison.after),
    dataset: safe(comparison.dataset),
    models: comparison.models.map((one) => ({
      ...one,
      model: safe(one.model),
      cost: one.cost && {
        ...one.cost,
        price_before: one.cost.price_before === null ? null : safe(one.cost.price_before),
        price_after: one.cost.price_after === null ? null : safe(one.cost.price_after),
      },
    })),
    only_before: comparison.only_before.map(safe),
    only_after: comparison.only_after.map(safe),
  };
}
