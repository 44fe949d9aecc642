import { dice, permutation } from './stats/random.ts';
import type { Table } from './table.ts';

/** Everything that chance decides, fixed before any result is looked at. One entry per task of the table. */
export interface Split {
  /** All tasks in a random order. */
  readonly shuffled: Uint32Array;
  /** 0: the half that teaches; 1: the half that tests. Stratified by segment. */
  readonly half: Uint8Array;
  /** 0..FOLDS-1, stratified by segment; independent of the halves. */
  readonly fold: Uint8Array;
}

export const FOLDS = 5;

/** Deals tasks to `parts` parts in turn, segment by segment, in random order within a segment. */
function deal(table: Table, seed: number, stream: number, parts: number): Uint8Array {
  const draw = dice(seed, stream);
  const bySegment: number[][] = Array.from({ length: table.segments.length + 1 }, () => []);
  for (const task of permutation(table.n, draw)) bySegment[table.segment[task]!]!.push(task);
  const part = new Uint8Array(table.n);
  let next = draw(parts);
  for (const tasks of bySegment) for (const task of tasks) part[task] = next++ % parts;
  return part;
}

/** The halves, the folds and the random order that this seed gives. */
export function splitTasks(table: Table, seed: number): Split {
  const shuffled = permutation(table.n, dice(seed, 0));
  return { shuffled, half: deal(table, seed, 1, 2), fold: deal(table, seed, 2, FOLDS) };
}
