import { type Pairs, pairsWhere, pairUp } from '../../../src/analysis/pairs.ts';
import type { Look } from '../../../src/analysis/routing/by_router.ts';
import type { Lessons, Visible } from '../../../src/analysis/routing/routing_types.ts';
import { type Split, splitTasks } from '../../../src/analysis/split.ts';
import { type Table, tabulate } from '../../../src/analysis/table.ts';
import { trial } from '../trials.ts';

/** One task with what can be seen of it and how the two models did. */
export interface Outcome extends Visible {
  readonly strong: number;
  readonly weak: number;
  readonly weight?: number;
}

/** Outcomes as the analysis sees them. */
export interface Workload {
  readonly table: Table;
  readonly split: Split;
  readonly pairs: Pairs;
  readonly learn: Pairs;
  readonly test: Pairs;
  readonly look: Look;
}

const idOf = (i: number) => `t${String(i).padStart(6, '0')}`;

/** Trials of `strong` and `weak`, two a task, in the order of the outcomes. */
export function trialsOf(outcomes: readonly Outcome[]) {
  return outcomes.flatMap(({ segment, strong, weak, weight = 1 }, i) => [
    trial(idOf(i), 'strong', strong, { segment, weight }),
    trial(idOf(i), 'weak', weak, { segment, weight }),
  ]);
}

/** The workload that a seed splits. */
export function workloadOf(outcomes: readonly Outcome[], seed: number, trials = trialsOf(outcomes)): Workload {
  const table = tabulate(trials, ['strong', 'weak'], outcomes.length);
  const split = splitTasks(table, seed);
  const pairs = pairUp(table, table.columns[1]!, table.columns[0]!, split.shuffled);
  const half = (wanted: number) => pairsWhere(pairs, (task) => split.half[task] === wanted);
  const byId = new Map(outcomes.map((outcome, i) => [idOf(i), outcome]));
  return { table, split, pairs, learn: half(0), test: half(1), look: (task) => byId.get(table.ids[task]!)! };
}

/** Lessons of inputs with their differences, all in one segment unless told, weights 1 unless told. */
export function lessons(
  rows: readonly (readonly [input: string, difference: number, segment?: string, weight?: number])[],
  embedding?: readonly (readonly number[])[],
): Lessons {
  return {
    visible: rows.map(([input, , segment = ''], i) => ({
      segment,
      input,
      ...(embedding === undefined ? {} : { embedding: embedding[i]! }),
    })),
    difference: rows.map(([, difference]) => difference),
    weight: rows.map(([, , , weight = 1]) => weight),
  };
}
