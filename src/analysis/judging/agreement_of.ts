import type { Crosstab } from '../stats/agreement.ts';
import { type Coefficient, kappaInterval } from '../stats/agreement.ts';
import { clopperPearson, wilson } from '../stats/rates.ts';
import type { Agreement, Estimated } from './judging_types.ts';
import { type Item, strata, stratifiedAgreement, stratifiedKappa, stratifiedRecall } from './stratified.ts';

/** What a score says: not good, good, or (pairwise only) a tie. Exactly 1/2 is not good: what is no better than its opposite is no success. */
export const BAD = 0;
export const GOOD = 1;
export const TIE = 2;

export function classOf(score: number, pairwise: boolean): number {
  if (score > 0.5) return GOOD;
  return pairwise && score === 0.5 ? TIE : BAD;
}

/** An answer that both a judge and people have a verdict on. */
export interface Labelled extends Item {
  readonly model: string;
  readonly segment: string;
  /** Judge minus people, on the scores. */
  readonly difference: number;
}

/** A coefficient as the report carries it; undefined ones are null. */
export function estimated(of: Coefficient | null, n: number): Estimated {
  return of === null ? { value: null, low: null, high: null, n } : { ...of, n };
}

/** A rate of counts with Wilson's interval; null without trials. */
export function rateOf(successes: number, n: number): Coefficient | null {
  return n === 0 ? null : { value: successes / n, ...wilson(successes / n, n) };
}

/** Both sides' classes by how often they met, each pair as many times as its weight. */
function tableOf(items: readonly Item[], classes: number): Crosstab {
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { judge, people, weight } of items) table[judge]![people]! += weight;
  return table;
}

/** Ties counted with the losses. */
function withoutTies(items: readonly Labelled[]): readonly Labelled[] {
  const merge = (c: number): number => (c === TIE ? BAD : c);
  return items.map((item) => ({ ...item, judge: merge(item.judge), people: merge(item.people) }));
}

interface Rates {
  readonly agreement: Coefficient | null;
  readonly kappa: Coefficient | null;
  readonly sensitivity: Coefficient | null;
  readonly specificity: Coefficient | null;
}

/** From a random sample. Agreement has the exact interval, as small samples of labels are where it must not promise too much; the others Wilson's. */
function plain(items: readonly Labelled[], classes: number, [bad, good]: Crosstab): Rates {
  const same = items.filter(({ judge, people }) => judge === people).length;
  const n = items.length;
  return {
    agreement: n === 0 ? null : { value: same / n, ...clopperPearson(same, n) },
    kappa: kappaInterval(tableOf(items, classes)),
    sensitivity: rateOf(good![GOOD]!, good![GOOD]! + bad![GOOD]!),
    specificity: rateOf(bad![BAD]!, bad![BAD]! + good![BAD]!),
  };
}

/** From a sample that holds more of one of the judge's classes: see `stratified.ts`. */
function weighted(items: readonly Labelled[], two: readonly Labelled[], classes: number): Rates {
  const [all, cut] = [strata(items, classes), strata(two, 2)];
  return {
    agreement: stratifiedAgreement(all),
    kappa: stratifiedKappa(all),
    sensitivity: stratifiedRecall(cut, GOOD),
    specificity: stratifiedRecall(cut, BAD),
  };
}

function meanDifference(items: readonly Labelled[]): number | null {
  if (items.length === 0) return null;
  const [total, sum] = items.reduce(([w, s], item) => [w + item.weight, s + item.weight * item.difference], [0, 0]);
  return sum! / total!;
}

/** Agreement of judge and people over these answers; `isWeighted` when their weights are to be used. */
export function agreementOf(items: readonly Labelled[], isWeighted: boolean): Agreement {
  const two = withoutTies(items);
  const classes = items.some(({ judge, people }) => judge === TIE || people === TIE) ? 3 : 2;
  const counts = tableOf(
    two.map((item) => ({ ...item, weight: 1 })),
    2,
  );
  const [bad, good] = [counts[BAD]!, counts[GOOD]!];
  const rates = isWeighted && items.length > 0 ? weighted(items, two, classes) : plain(items, classes, counts);
  return {
    labels: items.length,
    agreement: estimated(rates.agreement, items.length),
    kappa: estimated(rates.kappa, items.length),
    sensitivity: estimated(rates.sensitivity, good[GOOD]! + bad[GOOD]!),
    specificity: estimated(rates.specificity, bad[BAD]! + good[BAD]!),
    both_good: good[GOOD]!,
    judge_only: good[BAD]!,
    people_only: bad[GOOD]!,
    both_bad: bad[BAD]!,
    bias: meanDifference(items),
    ...(isWeighted ? { weighted: true } : {}),
  };
}
