import { ALPHA, type Interval, normalCdf, tCdf, tQuantile, Z_95_TWO_SIDED } from './distributions.ts';
import { fallingRoot, tangoInterval, tangoZ } from './paired.ts';

/**
 * Which test fits the pairs. `tango`: 0/1 scores, equal weights. `tango_effective_n`: 0/1 scores, unequal weights. `bounded_t`: graded scores in 0..1.
 */
export type PairMethod = 'tango' | 'tango_effective_n' | 'bounded_t';

/** Sums over the tasks under test; a task that stays with the reference has a difference of 0. Grows by `addDifference`. */
export interface PairTally {
  readonly n: number;
  readonly weight: number;
  readonly weight_squared: number;
  losses: number;
  gains: number;
  loss_weight: number;
  gain_weight: number;
  /** Sums of w D, w^2 D and w^2 D^2. */
  sum: number;
  cross: number;
  square: number;
}

/** A tally of `n` tasks of which none differs yet. */
export function newTally(n: number, weight: number, weightSquared: number): PairTally {
  const none = { losses: 0, gains: 0, loss_weight: 0, gain_weight: 0, sum: 0, cross: 0, square: 0 };
  return { n, weight, weight_squared: weightSquared, ...none };
}

/** Counts one task that moves: candidate minus reference, in -1..1. */
export function addDifference(tally: PairTally, weight: number, difference: number): void {
  if (difference === 0) return;
  if (difference < 0) {
    tally.losses++;
    tally.loss_weight += weight;
  } else {
    tally.gains++;
    tally.gain_weight += weight;
  }
  tally.sum += weight * difference;
  tally.cross += weight * weight * difference;
  tally.square += (weight * difference) ** 2;
}

/** The same tasks with the two models' roles exchanged. */
function mirrored(tally: PairTally): PairTally {
  return {
    ...tally,
    losses: tally.gains,
    gains: tally.losses,
    loss_weight: tally.gain_weight,
    gain_weight: tally.loss_weight,
    sum: -tally.sum,
    cross: -tally.cross,
  };
}

/** Kish's effective sample size. */
export function effectiveN(tally: PairTally): number {
  return (tally.weight * tally.weight) / tally.weight_squared;
}

/** Under this many discordant pairs the score test is too lenient: half a loss is added and half a gain removed first. */
const GUARD_BELOW = 25;

interface Counts {
  readonly n: number;
  readonly losses: number;
  readonly gains: number;
}

function counts(tally: PairTally, method: PairMethod): Counts {
  if (method === 'tango') return { n: tally.n, losses: tally.losses, gains: tally.gains };
  const n = effectiveN(tally);
  return { n, losses: (n * tally.loss_weight) / tally.weight, gains: (n * tally.gain_weight) / tally.weight };
}

/**
 * `half_shift` where a promise is made; `none` for estimates: plain score tests, whose type-I error reaches 7 % with few discordant pairs. `always` shifts however
 * many there are: for looks far out in the tail, where skewness still tells.
 */
export type Guard = 'half_shift' | 'always' | 'none';

function isGuarded(guard: Guard, discordant: number): boolean {
  return guard === 'always' || (guard === 'half_shift' && discordant < GUARD_BELOW);
}

/** Tango's z for H0: difference = -floor; p by the normal distribution. */
function tangoP(cells: Counts, floor: number, guard: Guard): number {
  const { n, losses, gains } = cells;
  const z = isGuarded(guard, losses + gains)
    ? tangoZ(n, losses + 0.5, Math.max(0, gains - 0.5), -floor)
    : tangoZ(n, losses, gains, -floor);
  return normalCdf(-z);
}

/** One-sided t test of H0: E[w (D + floor)] <= 0. Blind to losses too rare to have been seen, so never used alone. */
export function linearisedP(tally: PairTally, floor: number, df = tally.n - 1): number {
  if (tally.n < 2) return 1;
  const sum = tally.sum + floor * tally.weight;
  const squares = tally.square + 2 * floor * tally.cross + floor * floor * tally.weight_squared;
  const variance = (squares - (sum * sum) / tally.n) / (tally.n - 1);
  if (variance <= 1e-12 * squares) return sum > 0 ? 0 : 1;
  return tCdf(-sum / Math.sqrt(tally.n * variance), df);
}

/**
 * Score statistic of H0: mean difference = null, for differences in -1..1 of any distribution. The variance under H0 is that of the observed differences
 * mixed with as many full losses (-1) as it takes to bring their mean down to the null: losses that were possible but not seen. Without any difference
 * it is Tango's statistic, to the digit; `shift` counts half-shifted tasks. `unit` is what a full loss counts: more than 1 where one stands for many.
 */
export function boundedZ(tally: PairTally, nullMean: number, shift = 0, unit = 1): number {
  const n = effectiveN(tally);
  const mean = Math.max(-unit, tally.sum / tally.weight - (shift * unit) / n);
  const unseen = Math.max(0, (mean - nullMean) / (unit + mean || 1));
  const seen = (tally.square - 2 * nullMean * tally.cross + nullMean ** 2 * tally.weight_squared) / tally.weight ** 2;
  const variance = (1 - unseen) * seen + (unseen * (unit + nullMean) ** 2) / n;
  if (variance > 0) return (mean - nullMean) / Math.sqrt(variance);
  return mean === nullMean ? 0 : Math.sign(mean - nullMean) * Number.POSITIVE_INFINITY;
}

function boundedP(tally: PairTally, floor: number, guard: Guard): number {
  const { losses, gains } = counts(tally, 'bounded_t');
  const guarded = isGuarded(guard, losses + gains);
  return normalCdf(-boundedZ(tally, -floor, guarded ? 0.5 + Math.min(0.5, gains) : 0));
}

/** One-sided p of H0: the difference is at or below -floor. Small means: not inferior. With unequal weights or graded scores the larger of two tests. */
export function noninferiorityP(
  tally: PairTally,
  method: PairMethod,
  floor: number,
  guard: Guard = 'half_shift',
): number {
  if (tally.n === 0) return 1;
  if (method === 'tango') return tangoP(counts(tally, method), floor, guard);
  const score = method === 'bounded_t' ? boundedP(tally, floor, guard) : tangoP(counts(tally, method), floor, guard);
  return Math.max(score, linearisedP(tally, floor));
}

function boundedInterval(tally: PairTally): Interval {
  const mean = tally.sum / tally.weight;
  const lowerEnd = (t: PairTally, m: number) =>
    m <= -1 ? -1 : fallingRoot((x) => boundedZ(t, x) - Z_95_TWO_SIDED, -1, m);
  return { low: lowerEnd(tally, mean), high: -lowerEnd(mirrored(tally), -mean) };
}

/** 95 % interval of the weighted mean difference, n > 0; with unequal weights or graded scores the hull of two intervals. */
export function differenceInterval(tally: PairTally, method: PairMethod): Interval {
  const { n, losses, gains } = counts(tally, method);
  const score = method === 'bounded_t' ? boundedInterval(tally) : tangoInterval(n, losses, gains);
  if (method === 'tango' || tally.n < 2) return score;
  const mean = tally.sum / tally.weight;
  const spread = tally.square - 2 * mean * tally.cross + mean * mean * tally.weight_squared;
  const standardError = Math.sqrt((Math.max(0, spread) * tally.n) / (tally.n - 1)) / tally.weight;
  const half = tQuantile(0.975, tally.n - 1) * standardError;
  return { low: Math.max(-1, Math.min(score.low, mean - half)), high: Math.min(1, Math.max(score.high, mean + half)) };
}

/** The fewest equally weighted tasks that could pass at this floor without any difference; with the guard, so more than Tango's 52 and 133. Null at floor 0. */
export function smallestPassing(method: PairMethod, floor: number): number | null {
  if (floor <= 0) return null;
  const passes = (n: number) => noninferiorityP(newTally(n, n, n), method, floor) <= ALPHA;
  let high = 1;
  while (!passes(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** (z.95 + z.80)^2: error 5 %, power 80 %. */
export const Z_SUM_SQUARED = 6.182557232019765;

/**
 * Tasks to decide non-inferiority at `floor` with 80 % power at 5 %, if the verdicts differ on a share `psi` of tasks and the candidate is better by
 * `difference`: (z.95 + z.80)^2 (psi - difference^2) / (floor + difference)^2. Infinite where the difference lies on the floor.
 */
export function neededTasks(psi: number, floor: number, difference = 0): number {
  return Math.ceil((Z_SUM_SQUARED * Math.max(0, psi - difference ** 2)) / (floor + difference) ** 2);
}
