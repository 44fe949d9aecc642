import { type Interval, Z_95_TWO_SIDED as Z } from './distributions.ts';

/** Counts of two raters' classes, rows the first rater's, columns the second's; square, the same classes in the same order. May be weighted. */
export type Crosstab = readonly (readonly number[])[];

/** A coefficient with its 95 % interval. */
export interface Coefficient extends Interval {
  readonly value: number;
}

/** How often each pair of classes was given, over all classes that either rater used, in the order of their text. Both lists are of one length. */
export function crosstab(first: readonly (string | number)[], second: readonly (string | number)[]): Crosstab {
  const classes = [...new Set([...first, ...second].map(String))].sort();
  const index = new Map(classes.map((name, i) => [name, i]));
  const table = classes.map(() => classes.map(() => 0));
  for (const [i, one] of first.entries()) table[index.get(String(one))!]![index.get(String(second[i]))!]!++;
  return table;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The table as fractions of its total, with what chance alone would put on the diagonal. */
function fractions(table: Crosstab) {
  const n = sum(table.map(sum));
  const cells = table.map((row) => row.map((count) => count / n));
  const rows = cells.map(sum);
  const columns = rows.map((_, j) => sum(cells.map((row) => row[j]!)));
  const observed = sum(cells.map((row, i) => row[i]!));
  const expected = sum(rows.map((p, i) => p * columns[i]!));
  return { n, cells, rows, columns, observed, expected };
}

/** Cohen's kappa (1960) of a k x k table; null when it is empty or a rater used one class only: then nothing could have been by chance. */
export function cohenKappa(table: Crosstab): number | null {
  const { rows, columns, observed, expected } = fractions(table);
  const used = (side: readonly number[]): number => side.filter((p) => p > 0).length;
  if (used(rows) < 2 || used(columns) < 2) return null;
  return (observed - expected) / (1 - expected);
}

/** Large-sample standard error of kappa. Source: Fleiss, Cohen & Everitt 1969, equation 13. */
function kappaError(table: Crosstab): number {
  const { n, cells, rows, columns, observed, expected } = fractions(table);
  const kappa = (observed - expected) / (1 - expected);
  let variance = -((kappa - expected * (1 - kappa)) ** 2);
  for (const [i, row] of cells.entries()) {
    for (const [j, p] of row.entries()) {
      const pull = (1 - kappa) * (columns[i]! + rows[j]!);
      variance += p * (i === j ? (1 - (1 - kappa) * (rows[i]! + columns[i]!)) ** 2 : pull ** 2);
    }
  }
  return Math.sqrt(Math.max(0, variance) / n) / (1 - expected);
}

/**
 * Kappa with its 95 % interval; null where it is undefined. The interval is the large-sample one of the table with two observations added, spread
 * evenly over its cells: the plain one covers 18-90 % where agreement is near 1 and has no width without a disagreement; this one covers at least
 * 92 % in simulation (20 to 200 answers, kappa .15 to .98).
 */
export function kappaInterval(table: Crosstab): Coefficient | null {
  const value = cohenKappa(table);
  if (value === null) return null;
  const smoothed = table.map((row) => row.map((count) => count + 2 / table.length ** 2));
  const [centre, half] = [cohenKappa(smoothed)!, Z * kappaError(smoothed)];
  return around(value, { low: Math.max(-1, centre - half), high: Math.min(1, centre + half) });
}

/** An interval about a shrunken centre, made to hold the value itself. */
export function around(value: number, { low, high }: Interval): Coefficient {
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

/** A rate and the (effective) number of trials that it was seen over. */
export interface Seen {
  readonly rate: number;
  readonly n: number;
}

/** Below this sum of sensitivity and specificity minus 1, a test says next to nothing about what it tests. */
const LEAST_YOUDEN = 0.1;

/** The rate and its standard error by the delta method, which carries the errors of all three; `rate` may leave 0..1. */
export function roganGladenRaw(positive: Seen, sensitivity: Seen, specificity: Seen) {
  const youden = sensitivity.rate + specificity.rate - 1;
  const rate = (positive.rate + specificity.rate - 1) / youden;
  const variance = ({ rate: p, n }: Seen): number => (p * (1 - p)) / n;
  const spread = variance(positive) + rate ** 2 * variance(sensitivity) + (1 - rate) ** 2 * variance(specificity);
  return { rate, standard_error: Math.sqrt(spread) / youden };
}

/** Adds `extra` trials, half of them successes. */
function shrunk({ rate, n }: Seen, extra: number): Seen {
  return { rate: (rate * n + extra / 2) / (n + extra), n: n + extra };
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/**
 * The true rate behind a rate that an imperfect test sees (Rogan & Gladen 1978), clipped to 0..1, with the 95 % interval of Lang & Reiczigel 2014
 * (section 2.2), which carries the error of sensitivity and specificity. Null when sensitivity + specificity - 1 < 0.1.
 */
export function roganGladen(positive: Seen, sensitivity: Seen, specificity: Seen): Coefficient | null {
  if (sensitivity.rate + specificity.rate - 1 < LEAST_YOUDEN) return null;
  const [p, se, sp] = [shrunk(positive, Z * Z), shrunk(sensitivity, 2), shrunk(specificity, 2)];
  const value = clip(roganGladenRaw(positive, sensitivity, specificity).rate);
  if (se.rate + sp.rate - 1 <= 0) return { value, low: 0, high: 1 };
  const { rate, standard_error } = roganGladenRaw(p, se, sp);
  const pull = (rate * se.rate * (1 - se.rate)) / se.n - ((1 - rate) * sp.rate * (1 - sp.rate)) / sp.n;
  const centre = rate + 2 * Z * Z * pull;
  return around(value, { low: clip(centre - Z * standard_error), high: clip(centre + Z * standard_error) });
}
