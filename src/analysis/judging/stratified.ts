import { around, type Coefficient } from '../stats/agreement.ts';
import { Z_95_TWO_SIDED as Z } from '../stats/distributions.ts';
import { wilson } from '../stats/rates.ts';

/** A labelled answer: the class that the judge put it in, the class that people put it in, and how many judged answers it stands for. */
export interface Item {
  readonly judge: number;
  readonly people: number;
  readonly weight: number;
}

/**
 * What labels say of one of the judge's classes. `share` of all judged answers is known, no matter how many of them were labelled; `people` is what people
 * made of those that were, `smooth` the same with one observation added, spread evenly; `n` is how many equally weighted labels it is worth (Kish).
 */
interface Stratum {
  readonly share: number;
  readonly people: readonly number[];
  readonly smooth: readonly number[];
  readonly n: number;
}

function stratum(items: readonly Item[], total: number, classes: number): Stratum {
  const weight = items.reduce((sum, item) => sum + item.weight, 0);
  const n = weight === 0 ? 0 : weight ** 2 / items.reduce((sum, item) => sum + item.weight ** 2, 0);
  const weights = new Array<number>(classes).fill(0);
  for (const item of items) weights[item.people]! += item.weight;
  const people = weights.map((part) => (weight === 0 ? 0 : part / weight));
  return { share: weight / total, people, smooth: people.map((p) => (p * n + 1 / classes) / (n + 1)), n: n + 1 };
}

/** One stratum for each of the judge's classes 0..classes-1. */
export function strata(items: readonly Item[], classes: number): readonly Stratum[] {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  return Array.from({ length: classes }, (_, c) =>
    stratum(
      items.filter(({ judge }) => judge === c),
      total,
      classes,
    ),
  );
}

/** Rate of equal classes with Wilson's interval at the n that fits the stratified variance. */
export function stratifiedAgreement(of: readonly Stratum[]): Coefficient {
  const at = (pick: (one: Stratum) => readonly number[]): number =>
    of.reduce((sum, one, c) => sum + one.share * pick(one)[c]!, 0);
  const variance = of.reduce(
    (sum, { share, smooth, n }, c) => sum + (share ** 2 * smooth[c]! * (1 - smooth[c]!)) / n,
    0,
  );
  const [value, smooth] = [at(({ people }) => people), at((one) => one.smooth)];
  return around(value, wilson(value, (smooth * (1 - smooth)) / variance));
}

/**
 * The share of class c by the judge among class c by people (c = 1: sensitivity, c = 0: specificity), from labels that were drawn by the judge's class;
 * null where people put nothing into c. Source: Begg & Greenes 1983, with a delta-method interval of the logit. Two classes.
 */
export function stratifiedRecall(of: readonly Stratum[], c: 0 | 1): Coefficient | null {
  const [hit, miss] = [of[c]!, of[1 - c]!];
  const rate = (inHit: number, inMiss: number): number =>
    (hit.share * inHit) / (hit.share * inHit + miss.share * inMiss);
  const value = rate(hit.people[c]!, miss.people[c]!);
  if (Number.isNaN(value)) return null;
  if (miss.share === 0 || hit.share === 0) return { value, low: 0, high: 1 };
  const [inHit, inMiss] = [hit.smooth[c]!, miss.smooth[c]!];
  const centre = rate(inHit, inMiss);
  const half = Z * Math.sqrt((1 - inHit) / (hit.n * inHit) + (1 - inMiss) / (miss.n * inMiss));
  const at = (shift: number): number => 1 / (1 + Math.exp(-Math.log(centre / (1 - centre)) - shift));
  return around(value, { low: at(-half), high: at(half) });
}

/** Kappa and the two sums that it is made of, were `people` what people make of each of the judge's classes. */
function chanceCorrected(of: readonly Stratum[], people: (one: Stratum) => readonly number[]) {
  const marginal = of.map((_, j) => of.reduce((sum, one) => sum + one.share * people(one)[j]!, 0));
  const observed = of.reduce((sum, one, c) => sum + one.share * people(one)[c]!, 0);
  const expected = of.reduce((sum, { share }, c) => sum + share * marginal[c]!, 0);
  return { marginal, observed, expected, kappa: Math.min(1, (observed - expected) / (1 - expected)) };
}

/** Cohen's kappa from labels that were drawn by the judge's class, with its delta-method interval; null when either side used one class only. */
export function stratifiedKappa(of: readonly Stratum[]): Coefficient | null {
  const { marginal, kappa: value } = chanceCorrected(of, ({ people }) => people);
  const used = (shares: readonly number[]): number => shares.filter((share) => share > 0).length;
  if (used(marginal) < 2 || used(of.map(({ share }) => share)) < 2) return null;
  const { observed, expected, kappa } = chanceCorrected(of, ({ smooth }) => smooth);
  let variance = 0;
  for (const [c, { share, smooth, n }] of of.entries()) {
    const slopes = of.map((other, j) => {
      const [byObserved, byExpected] = [j === c ? share : 0, share * other.share];
      return (byObserved * (1 - expected) - byExpected * (1 - observed)) / (1 - expected) ** 2;
    });
    const mean = slopes.reduce((sum, slope, j) => sum + slope * smooth[j]!, 0);
    variance += slopes.reduce((sum, slope, j) => sum + smooth[j]! * (slope - mean) ** 2, 0) / n;
  }
  const half = Z * Math.sqrt(variance);
  return around(value, { low: Math.max(-1, kappa - half), high: Math.min(1, kappa + half) });
}
