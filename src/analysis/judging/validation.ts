import { type Coefficient, roganGladen } from '../stats/agreement.ts';
import { normalQuantile } from '../stats/distributions.ts';
import { agreementOf, BAD, classOf, estimated, type Labelled } from './agreement_of.ts';
import type { Estimated, JudgingFacts, Validation } from './judging_types.ts';

/** Where a verdict stands. */
export interface Cell {
  readonly task_id: string;
  readonly model: string;
  readonly repeat: number;
  readonly segment: string;
}

type LabelledCell = Omit<Labelled, 'weight'> & Cell;

/** What validation needs to know of judged answers: how many of each class the judge made, by model, and those that people labelled too. */
export interface Verdicts {
  /** By model: answers by the judge's class. */
  readonly classes: Map<string, [number, number, number]>;
  readonly labelled: LabelledCell[];
  /** Some score is neither 0 nor 1. */
  graded: boolean;
}

export function newVerdicts(): Verdicts {
  return { classes: new Map(), labelled: [], graded: false };
}

/** Adds a verdict, and the label if there is one. */
export function addVerdict(into: Verdicts, cell: Cell, pairwise: boolean, score: number, label?: number): void {
  const { task_id, model, repeat, segment } = cell;
  const judge = classOf(score, pairwise);
  const counts = into.classes.get(model) ?? [0, 0, 0];
  counts[judge]!++;
  into.classes.set(model, counts);
  if (score !== 0 && score !== 1) into.graded = true;
  if (label === undefined) return;
  const people = classOf(label, pairwise);
  into.labelled.push({ task_id, model, repeat, segment, judge, people, difference: score - label });
}

/**
 * Standard deviations from a random draw at which labels count for what they stand for: of five random samples, four stay within. A plain interval holds
 * the spread of a random split between the classes, so an offset of this size leaves it its 94 %; one of 2 would leave it 79 % (normal, worst case).
 */
const UNBALANCED_AT = normalQuantile(0.9);

function labelCounts(labelled: readonly LabelledCell[]): Map<string, [number, number, number]> {
  const counts = new Map<string, [number, number, number]>();
  for (const { model, judge } of labelled) {
    const of = counts.get(model) ?? [0, 0, 0];
    of[judge]!++;
    counts.set(model, of);
  }
  return counts;
}

/** Whether a model's labels hold more of one of the judge's classes than a random draw without replacement mostly would (hypergeometric variance). */
function unbalanced(drawn: readonly number[], judged: readonly number[]): boolean {
  const total = (of: readonly number[]): number => of.reduce((sum, count) => sum + count, 0);
  const [n, all] = [total(drawn), total(judged)];
  return judged.some((count, c) => {
    const share = count / all;
    const variance = n * share * (1 - share) * ((all - n) / Math.max(1, all - 1));
    return Math.abs(drawn[c]! - n * share) > UNBALANCED_AT * Math.sqrt(variance);
  });
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Any order in which trials arrive gives the same sums. */
function byCell(a: Cell, b: Cell): number {
  return byText(a.task_id, b.task_id) || byText(a.model, b.model) || a.repeat - b.repeat;
}

/** The labelled answers, each with the number of judged answers of its model and class that it stands for. */
function withWeights({ classes, labelled }: Verdicts): {
  readonly items: readonly Labelled[];
  readonly isWeighted: boolean;
} {
  const drawn = labelCounts(labelled);
  const isWeighted = [...drawn].some(([model, counts]) => unbalanced(counts, classes.get(model)!));
  const weight = ({ model, judge }: LabelledCell): number =>
    isWeighted ? classes.get(model)![judge]! / drawn.get(model)![judge]! : 1;
  const sorted = labelled.toSorted(byCell);
  return { isWeighted, items: sorted.map((cell) => ({ ...cell, weight: weight(cell) })) };
}

function grouped(items: readonly Labelled[], keyOf: (item: Labelled) => string): [string, Labelled[]][] {
  const groups = new Map<string, Labelled[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => byText(a, b));
}

function rateSeen(of: Estimated) {
  return of.value === null ? undefined : { rate: of.value, n: of.n };
}

/** Pooled over models; null with graded scores, where a pass rate is no quality. */
function corrected({ classes, graded }: Verdicts, sensitivity: Estimated, specificity: Estimated): Estimated | null {
  const [se, sp] = [rateSeen(sensitivity), rateSeen(specificity)];
  if (graded || se === undefined || sp === undefined) return null;
  const [bad, all] = [...classes.values()].reduce(
    ([b, n], counts) => [b + counts[BAD]!, n + counts[0] + counts[1] + counts[2]],
    [0, 0],
  );
  const rate: Coefficient | null = roganGladen({ rate: (all - bad) / all, n: all }, se, sp);
  return rate === null ? null : estimated(rate, all);
}

/** The judge against people, by model and by segment in the order of their text; null without labels. */
export function validationOf(
  verdicts: Verdicts,
  facts: Pick<JudgingFacts, 'labelled_at'>,
  raters: number,
): Validation | null {
  if (verdicts.labelled.length === 0) return null;
  const { items, isWeighted } = withWeights(verdicts);
  const all = agreementOf(items, isWeighted);
  const of = (keyOf: (item: Labelled) => string) =>
    grouped(items, keyOf).map(([key, some]) => [key, agreementOf(some, isWeighted)] as const);
  return {
    ...all,
    labelled_at: facts.labelled_at ?? null,
    raters,
    by_model: of(({ model }) => model).map(([model, agreement]) => ({ model, ...agreement })),
    by_segment: of(({ segment }) => segment).map(([segment, agreement]) => ({ segment, ...agreement })),
    rogan_gladen: corrected(verdicts, all.sensitivity, all.specificity),
  };
}
