import type { Trial } from '../domain/trial.ts';
import { type Gathering, gather, type JudgedTrial, newGathering, newPlane, type Plane, type Totals } from './gather.ts';

/** One model's results: per task with repeats averaged, and in total. */
export interface Column {
  readonly score: Plane;
  /** Scores repeat by repeat; empty where there is but one. */
  readonly repeats: readonly Plane[];
  readonly cost: Plane;
  readonly totals: Totals;
  /** Sum of scores over trials whose cost is known. */
  readonly paid_successes: number;
  /** Milliseconds of every timed trial, ascending. */
  readonly ms: Float64Array;
  /** Trials with a judge's verdict, by task and repeat. */
  readonly judged: readonly JudgedTrial[];
}

/**
 * Trials by task and model, in an order that depends on nothing but task ids. Tasks of the dataset that no trial mentions stand at the end,
 * in a segment of their own, with the mean weight.
 */
export interface Table {
  readonly n: number;
  /** Shorter than `n` by the tasks that no trial mentions. */
  readonly ids: readonly string[];
  readonly weight: Float64Array;
  /** Index into `segments`; tasks that no trial mentions carry `segments.length`. */
  readonly segment: Uint32Array;
  readonly segments: readonly string[];
  readonly columns: readonly Column[];
  readonly repeats: number;
}

interface Seen {
  readonly id: string;
  readonly weight: number;
  readonly segment: string;
}

/** Order by code unit: the same on every machine. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Moves every plane to the final order of tasks and averages the repeats of each, in the order of the repeats. */
function averaged(planes: readonly Plane[], order: readonly number[], n: number): Plane {
  const out = newPlane(n);
  for (let to = 0; to < order.length; to++) {
    const from = order[to]!;
    let [sum, count] = [0, 0];
    for (const plane of planes) {
      if (plane.mask[from] !== 1) continue;
      sum += plane.values[from]!;
      count++;
    }
    if (count === 0) continue;
    out.values[to] = sum / count;
    out.mask[to] = 1;
  }
  return out;
}

function paidSuccesses({ score, cost }: Gathering, order: readonly number[]): number {
  let sum = 0;
  for (const [repeat, scores] of score.entries()) {
    const costs = cost[repeat];
    if (costs === undefined) continue;
    for (const task of order) if (scores.mask[task] === 1 && costs.mask[task] === 1) sum += scores.values[task]!;
  }
  return sum;
}

/** The judge's verdicts with their places in the final order, and the part of the task's mean that each makes up. */
function judgedTrials({ judged, score }: Gathering, order: readonly number[]): JudgedTrial[] {
  if (judged.length === 0) return [];
  const places = new Uint32Array(order.length);
  for (let to = 0; to < order.length; to++) places[order[to]!] = to;
  const part = (task: number) => 1 / score.reduce((count, plane) => count + (plane.mask[task] ?? 0), 0);
  return judged
    .map((trial) => ({ ...trial, task: places[trial.task]!, part: part(trial.task) }))
    .sort((a, b) => a.task - b.task || a.repeat - b.repeat);
}

function toColumn(gathering: Gathering, order: readonly number[], n: number): Column {
  return {
    score: averaged(gathering.score, order, n),
    repeats: gathering.score.length < 2 ? [] : gathering.score.map((plane) => averaged([plane], order, n)),
    cost: averaged(gathering.cost, order, n),
    totals: gathering.totals,
    paid_successes: paidSuccesses(gathering, order),
    ms: Float64Array.from(gathering.ms).sort(),
    judged: judgedTrials(gathering, order),
  };
}

function weights(seen: readonly Seen[], n: number): Float64Array {
  const known = Float64Array.from(seen, (task) => task.weight);
  const first = known[0] ?? 1;
  const mean = known.every((weight) => weight === first)
    ? first
    : known.reduce((sum, weight) => sum + weight, 0) / known.length;
  const all = new Float64Array(n).fill(mean);
  all.set(known);
  return all;
}

function segmentIndex(seen: readonly Seen[], segments: readonly string[], n: number): Uint32Array {
  const index = new Map(segments.map((name, i) => [name, i]));
  const all = new Uint32Array(n).fill(segments.length);
  for (const [i, task] of seen.entries()) all[i] = index.get(task.segment)!;
  return all;
}

/** Reads all trials of the named models once; memory is a few numbers a trial. `tasks` is the size of the dataset. */
export function tabulate(trials: Iterable<Trial>, models: readonly string[], tasks: number, repeats = 1): Table {
  const gatherings = new Map(models.map((model) => [model, newGathering()]));
  const index = new Map<string, number>();
  const seen: Seen[] = [];
  let mostRepeats = repeats;
  for (const trial of trials) {
    const gathering = gatherings.get(trial.model);
    if (gathering === undefined) continue;
    let task = index.get(trial.task_id);
    if (task === undefined) {
      task = seen.push({ id: trial.task_id, weight: trial.weight, segment: trial.segment }) - 1;
      index.set(trial.task_id, task);
    }
    mostRepeats = Math.max(mostRepeats, trial.repeat + 1);
    gather(gathering, trial, task);
  }
  const order = seen.map((_, i) => i).sort((a, b) => byText(seen[a]!.id, seen[b]!.id));
  const sorted = order.map((i) => seen[i]!);
  const n = Math.max(tasks, seen.length);
  const segments = [...new Set(sorted.map((task) => task.segment))].sort(byText);
  return {
    n,
    ids: sorted.map(({ id }) => id),
    weight: weights(sorted, n),
    segment: segmentIndex(sorted, segments, n),
    segments,
    columns: models.map((model) => toColumn(gatherings.get(model)!, order, n)),
    repeats: mostRepeats,
  };
}
