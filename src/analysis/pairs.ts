import { addDifference, newTally, type PairMethod, type PairTally } from './stats/noninferiority.ts';
import { allEqual } from './stats/quality.ts';
import type { Column, Table } from './table.ts';

/** The tasks where candidate and reference both have a verdict (or were given one), side by side; in the random order of the split. */
export interface Pairs {
  readonly n: number;
  readonly method: PairMethod;
  /** One more than the dataset has: tasks that no trial mentions. */
  readonly segments: number;
  readonly task: Uint32Array;
  readonly weight: Float64Array;
  readonly segment: Uint32Array;
  readonly candidate: Float64Array;
  readonly reference: Float64Array;
  /** Dollars; they count where `priced` is 1 (both known). */
  readonly candidate_cost: Float64Array;
  readonly reference_cost: Float64Array;
  readonly priced: Uint8Array;
}

/** What a missing verdict counts as: the pair is left out, or decided for or against the candidate. */
export type Missing = 'leave_out' | 'against' | 'for';

interface Verdicts {
  readonly candidate: number;
  readonly reference: number;
}

function verdicts(candidate: Column, reference: Column, task: number, missing: Missing): Verdicts | undefined {
  const has = (column: Column) => column.score.mask[task] === 1;
  if (missing === 'leave_out' && !(has(candidate) && has(reference))) return undefined;
  const [forCandidate, forReference] = missing === 'for' ? [1, 0] : [0, 1];
  return {
    candidate: has(candidate) ? candidate.score.values[task]! : forCandidate,
    reference: has(reference) ? reference.score.values[task]! : forReference,
  };
}

function methodOf(weight: Float64Array, ...scores: Float64Array[]): PairMethod {
  if (!scores.every((values) => values.every((score) => score === 0 || score === 1))) return 'bounded_t';
  return allEqual(weight) ? 'tango' : 'tango_effective_n';
}

/** Pairs the two models' columns, tasks in `order`. */
export function pairUp(
  table: Table,
  candidate: Column,
  reference: Column,
  order: Uint32Array,
  missing: Missing = 'leave_out',
): Pairs {
  const kept = order.filter((task) => verdicts(candidate, reference, task, missing) !== undefined);
  const values = (pick: (v: Verdicts) => number) =>
    Float64Array.from(kept, (task) => pick(verdicts(candidate, reference, task, missing)!));
  const weight = Float64Array.from(kept, (task) => table.weight[task]!);
  const [ours, theirs] = [values((v) => v.candidate), values((v) => v.reference)];
  return {
    n: kept.length,
    method: methodOf(weight, ours, theirs),
    segments: table.segments.length + 1,
    task: kept,
    weight,
    segment: kept.map((task) => table.segment[task]!),
    candidate: ours,
    reference: theirs,
    candidate_cost: Float64Array.from(kept, (task) => candidate.cost.values[task]!),
    reference_cost: Float64Array.from(kept, (task) => reference.cost.values[task]!),
    priced: Uint8Array.from(kept, (task) => candidate.cost.mask[task]! & reference.cost.mask[task]!),
  };
}

/** The pairs whose tasks pass the test, in the same order. The method stays that of all pairs. */
export function pairsWhere(pairs: Pairs, keep: (task: number) => boolean): Pairs {
  const wanted = Uint8Array.from(pairs.task, (task) => (keep(task) ? 1 : 0));
  const pick = (_: number, i: number) => wanted[i] === 1;
  const task = pairs.task.filter(pick);
  return {
    ...pairs,
    n: task.length,
    task,
    weight: pairs.weight.filter(pick),
    segment: pairs.segment.filter(pick),
    candidate: pairs.candidate.filter(pick),
    reference: pairs.reference.filter(pick),
    candidate_cost: pairs.candidate_cost.filter(pick),
    reference_cost: pairs.reference_cost.filter(pick),
    priced: pairs.priced.filter(pick),
  };
}

/** A tally over all pairs in which nothing has moved yet. */
export function emptyTally(pairs: Pairs): PairTally {
  let [weight, squared] = [0, 0];
  for (const w of pairs.weight) {
    weight += w;
    squared += w * w;
  }
  return newTally(pairs.n, weight, squared);
}

/** The tally after all pairs have moved. */
export function fullTally(pairs: Pairs): PairTally {
  const tally = emptyTally(pairs);
  for (let i = 0; i < pairs.n; i++) addDifference(tally, pairs.weight[i]!, pairs.candidate[i]! - pairs.reference[i]!);
  return tally;
}
