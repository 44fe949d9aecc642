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

/** What pairing needs of a model, or of a policy of several. */
export type Outcomes = Pick<Column, 'score' | 'cost'>;

/** What a missing verdict counts as: the pair is left out, or decided for or against the candidate. */
export type Missing = 'leave_out' | 'against' | 'for';

/** The values at these places, in their order. Plain loops here: callbacks on typed arrays take most of the time of a large report. */
function take<T extends Float64Array | Uint32Array | Uint8Array>(values: T, places: Uint32Array): T {
  const taken = values.slice(0, places.length) as T;
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i]!]!;
  return taken;
}

/** Where a list holds what is wanted. */
function placesOf(list: Uint32Array, wanted: (value: number) => boolean): Uint32Array {
  const places = new Uint32Array(list.length);
  let n = 0;
  for (let i = 0; i < list.length; i++) if (wanted(list[i]!)) places[n++] = i;
  return places.slice(0, n);
}

/** Scores of these tasks; a missing verdict counts as `otherwise`. */
function scores({ score }: Outcomes, tasks: Uint32Array, otherwise: number): Float64Array {
  const values = take(score.values, tasks);
  for (let i = 0; i < tasks.length; i++) if (score.mask[tasks[i]!] !== 1) values[i] = otherwise;
  return values;
}

/** The test that fits these scores and weights. */
export function methodOf(weight: Float64Array, ...scores: Float64Array[]): PairMethod {
  if (!scores.every((values) => values.every((score) => score === 0 || score === 1))) return 'bounded_t';
  return allEqual(weight) ? 'tango' : 'tango_effective_n';
}

/** Pairs the two models' columns, tasks in `order`. */
export function pairUp(
  table: Table,
  candidate: Outcomes,
  reference: Outcomes,
  order: Uint32Array,
  missing: Missing = 'leave_out',
): Pairs {
  const [has, hasReference] = [candidate.score.mask, reference.score.mask];
  const isPair = (task: number) => missing !== 'leave_out' || (has[task] === 1 && hasReference[task] === 1);
  const kept = take(order, placesOf(order, isPair));
  const [forCandidate, forReference] = missing === 'for' ? [1, 0] : [0, 1];
  const [ours, theirs] = [scores(candidate, kept, forCandidate), scores(reference, kept, forReference)];
  const weight = take(table.weight, kept);
  const priced = take(candidate.cost.mask, kept);
  for (let i = 0; i < kept.length; i++) priced[i]! &= reference.cost.mask[kept[i]!]!;
  return {
    n: kept.length,
    method: methodOf(weight, ours, theirs),
    segments: table.segments.length + 1,
    task: kept,
    weight,
    segment: take(table.segment, kept),
    candidate: ours,
    reference: theirs,
    candidate_cost: take(candidate.cost.values, kept),
    reference_cost: take(reference.cost.values, kept),
    priced,
  };
}

/** The pairs whose tasks pass the test, in the same order. The method stays that of all pairs. */
export function pairsWhere(pairs: Pairs, keep: (task: number) => boolean): Pairs {
  const places = placesOf(pairs.task, keep);
  return {
    ...pairs,
    n: places.length,
    task: take(pairs.task, places),
    weight: take(pairs.weight, places),
    segment: take(pairs.segment, places),
    candidate: take(pairs.candidate, places),
    reference: take(pairs.reference, places),
    candidate_cost: take(pairs.candidate_cost, places),
    reference_cost: take(pairs.reference_cost, places),
    priced: take(pairs.priced, places),
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
