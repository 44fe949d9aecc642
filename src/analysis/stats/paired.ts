import { type Interval, Z_95_TWO_SIDED } from './distributions.ts';
import { wilson } from './rates.ts';

/**
 * Tango's score statistic for H0: gains/n - losses/n = delta, over n pairs of 0/1 scores; counts may be fractional.
 * The nuisance parameter is its maximum likelihood estimate under H0. Source: Tango 1998, Statistics in Medicine 17:891-908.
 */
export function tangoZ(n: number, losses: number, gains: number, delta: number): number {
  const a = 2 * n;
  const b = -gains - losses + (2 * n - gains + losses) * delta;
  const c = -losses * delta * (1 - delta);
  const q = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  const variance = n * (2 * q + delta * (1 - delta));
  const distance = gains - losses - n * delta;
  if (variance > 0) return distance / Math.sqrt(variance);
  return distance === 0 ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}

/** The x in [low, high] where a falling function crosses 0, by bisection to the last bit or so. */
export function fallingRoot(f: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  for (let i = 0; i < 100 && right - left > 1e-15; i++) {
    const middle = (left + right) / 2;
    if (f(middle) > 0) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

/** 95 % Tango score interval of the paired difference (gains - losses) / n. */
export function tangoInterval(n: number, losses: number, gains: number, z = Z_95_TWO_SIDED): Interval {
  const estimate = (gains - losses) / n;
  return {
    low: estimate <= -1 ? -1 : fallingRoot((delta) => tangoZ(n, losses, gains, delta) - z, -1, estimate),
    high: estimate >= 1 ? 1 : fallingRoot((delta) => tangoZ(n, losses, gains, delta) + z, estimate, 1),
  };
}

/** The four cells of a paired 0/1 comparison. */
export interface PairCells {
  readonly both_right: number;
  readonly losses: number;
  readonly gains: number;
  readonly both_wrong: number;
}

/** Correlation of the two scores, with Newcombe's continuity correction where it is positive. */
function newcombePhi({ both_right: a, losses: b, gains: c, both_wrong: d }: PairCells): number {
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  if (margins === 0) return 0;
  const product = a * d - b * c;
  const corrected = product > 0 ? Math.max(product - (a + b + c + d) / 2, 0) : product;
  return corrected / Math.sqrt(margins);
}

/** 95 % interval of the paired difference, method 10 of Newcombe 1998, Statistics in Medicine 17:2635-2650. A check on Tango's. */
export function newcombeInterval(cells: PairCells): Interval {
  const n = cells.both_right + cells.losses + cells.gains + cells.both_wrong;
  const candidate = (cells.both_right + cells.gains) / n;
  const reference = (cells.both_right + cells.losses) / n;
  const phi = newcombePhi(cells);
  const [c, r] = [wilson(candidate, n), wilson(reference, n)];
  const root = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
  return {
    low: candidate - reference - root(candidate - c.low, r.high - reference),
    high: candidate - reference + root(c.high - candidate, reference - r.low),
  };
}

/** ln(n choose k) as a sum, exact to rounding. */
function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}

/** P(X <= k) and P(X = k) of Binomial(n, 1/2), k <= n/2. */
function halfBinomial(n: number, k: number): { readonly upTo: number; readonly at: number } {
  const at = Math.exp(logChoose(n, k) - n * Math.LN2);
  let [term, upTo] = [at, at];
  for (let i = k; i > 0 && term > upTo * 1e-18; i--) {
    term *= i / (n - i + 1);
    upTo += term;
  }
  return { upTo, at };
}

/** Two-sided exact p of "the two differ at all". Source: McNemar 1947, exact binomial form. */
export function mcnemarExact(losses: number, gains: number): number {
  return Math.min(1, 2 * halfBinomial(losses + gains, Math.min(losses, gains)).upTo);
}

/** Two-sided mid-p of the same test: less conservative. Source: Fagerland, Lydersen & Laake 2013. */
export function mcnemarMidP(losses: number, gains: number): number {
  if (losses === gains) return 1;
  const { upTo, at } = halfBinomial(losses + gains, Math.min(losses, gains));
  return Math.min(1, 2 * upTo - at);
}
