import { segmentScores } from '../order.ts';
import { emptyTally, type Pairs, pairsWhere, pairUp } from '../pairs.ts';
import { FOLDS, type Split } from '../split.ts';
import { addDifference, newTally, type PairTally } from '../stats/noninferiority.ts';
import type { Column, Table } from '../table.ts';

/** What one model would change on a task of one segment, beside the reference: shrunk towards the model's own mean. */
export interface Estimate {
  readonly quality: number;
  readonly dollars: number;
}

/** What was counted of one model on the tasks of one segment: differences of all pairs, and dollars of those whose costs are known. */
export interface Counted {
  readonly tally: PairTally;
  readonly cost: number;
  readonly cost_reference: number;
}

/** One model that a portfolio may use, on the half that chooses. Lists are by segment of the table. */
export interface PortfolioModel {
  /** Place among the table's columns. */
  readonly column: number;
  /** Dollars per task. */
  readonly cost: number;
  readonly graded: boolean;
  readonly estimates: readonly Estimate[];
  /** Of each fold, what the others make one expect and what it holds. */
  readonly folds: readonly { readonly estimates: readonly Estimate[]; readonly counted: readonly Counted[] }[];
}

/** The differences of each segment. */
function tallies(pairs: Pairs): PairTally[] {
  const [n, weight, squared] = [0, 0, 0].map(() => new Float64Array(pairs.segments)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < pairs.n; i++) {
    const [segment, w] = [pairs.segment[i]!, pairs.weight[i]!];
    n[segment]! += 1;
    weight[segment]! += w;
    squared[segment]! += w * w;
  }
  const all = Array.from(n, (count, segment) => newTally(count, weight[segment]!, squared[segment]!));
  for (let i = 0; i < pairs.n; i++)
    addDifference(all[pairs.segment[i]!]!, pairs.weight[i]!, pairs.candidate[i]! - pairs.reference[i]!);
  return all;
}

/** Weighted dollars of each segment, over the pairs whose costs are known. */
function spent(pairs: Pairs, dollars: Float64Array): Float64Array {
  const sums = new Float64Array(pairs.segments);
  for (let i = 0; i < pairs.n; i++)
    if (pairs.priced[i] === 1) sums[pairs.segment[i]!]! += pairs.weight[i]! * dollars[i]!;
  return sums;
}

function counted(pairs: Pairs): Counted[] {
  const [cost, reference] = [spent(pairs, pairs.candidate_cost), spent(pairs, pairs.reference_cost)];
  return tallies(pairs).map((tally, i) => ({ tally, cost: cost[i]!, cost_reference: reference[i]! }));
}

/** The pairs whose costs are known, with dollars in the place of scores: their differences are shrunk like those of quality. */
function inDollars(pairs: Pairs): Pairs {
  const known = new Set<number>();
  for (let i = 0; i < pairs.n; i++) if (pairs.priced[i] === 1) known.add(pairs.task[i]!);
  const priced = pairsWhere(pairs, (task) => known.has(task));
  return { ...priced, candidate: priced.candidate_cost, reference: priced.reference_cost };
}

/** By segment of the table; the last of the pairs' segments is that of tasks which no trial mentions. */
function estimates(learn: Pairs, dollars: Pairs, teaches: (task: number) => boolean): Estimate[] {
  const usd = segmentScores(dollars, (i) => teaches(dollars.task[i]!));
  const quality = segmentScores(learn, (i) => teaches(learn.task[i]!));
  const named = quality.subarray(0, learn.segments - 1);
  return Array.from(named, (one, segment) => ({ quality: one, dollars: usd[segment]! }));
}

/** A model beside the reference on half 0; undefined without a pair whose costs are known: nobody knows what it would save. */
export function portfolioModel(
  table: Table,
  column: number,
  reference: Column,
  split: Split,
): PortfolioModel | undefined {
  const all = pairUp(table, table.columns[column]!, reference, split.shuffled);
  const learn = pairsWhere(all, (task) => split.half[task] === 0);
  const dollars = inDollars(learn);
  if (dollars.n === 0) return undefined;
  return {
    column,
    cost: spent(learn, learn.candidate_cost).reduce((sum, usd) => sum + usd, 0) / emptyTally(dollars).weight,
    graded: all.method === 'bounded_t',
    estimates: estimates(learn, dollars, () => true),
    folds: Array.from({ length: FOLDS }, (_, fold) => ({
      estimates: estimates(learn, dollars, (task) => split.fold[task] !== fold),
      counted: counted(pairsWhere(learn, (task) => split.fold[task] === fold)),
    })),
  };
}
