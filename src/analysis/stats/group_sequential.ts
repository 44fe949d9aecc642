import { normalCdf } from './distributions.ts';
import { fallingRoot } from './paired.ts';

/** How much of the error rate `alpha` may be used up when the fraction `t` (0..1) of the information is in. Rises to `alpha` at 1. */
export type Spending = (t: number, alpha: number) => number;

/** A test that may stop early: `looks` are the fractions of the information at which it is tried, ascending, the last one 1. */
export interface SequentialDesign {
  readonly alpha: number;
  readonly looks: readonly number[];
}

/** From here on 1 - cdf would lose digits to rounding. */
const FAR = 3;
const FRACTION_TERMS = 80;
/** No bound lies beyond: the tail holds less than a double can tell from 0. */
const FARTHEST = 37;

/** P(Z > z) of the standard normal distribution, to full relative precision in the far tail (Laplace's continued fraction). */
export function upperTail(z: number): number {
  if (z < FAR) return 1 - normalCdf(z);
  let below = z;
  for (let k = FRACTION_TERMS; k > 0; k--) below = z + k / below;
  return density(z) / below;
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** Spends like O'Brien and Fleming: next to nothing early, so that the last look is nearly the ordinary test. Source: Lan & DeMets 1983, Biometrika 70:659-663. */
export const obrienFleming: Spending = (t, alpha) =>
  t <= 0 ? 0 : 2 * upperTail(rootOf(upperTail, alpha / 2) / Math.sqrt(Math.min(1, t)));

/** The z at which a falling function of z takes this value. */
function rootOf(f: (z: number) => number, value: number): number {
  return fallingRoot((z) => f(z) - value, -FARTHEST, FARTHEST);
}

/** One-sided upper bounds for z at each look, so that by look k no more than `spending` of it is used up in all. */
export function boundsOf({ alpha, looks }: SequentialDesign, spending: Spending): number[] {
  const walk = new Walk();
  let spent = 0;
  return looks.map((t) => {
    const bound = walk.boundFor(t, spending(t, alpha) - spent);
    spent = spending(t, alpha);
    walk.stopAbove(t, bound);
    return bound;
  });
}

/** Of Haybittle and Peto: nothing short of this z ends it early. */
const INTERIM_BOUND = 3;

/** The same bound at every look but the last, which gets what they leave of `alpha`. Source: Haybittle 1971; Peto et al. 1976, British Journal of Cancer 34:585-612. */
export function haybittlePeto({ alpha, looks }: SequentialDesign): number[] {
  const walk = new Walk();
  let left = alpha;
  return looks.map((t, i) => {
    const bound = i < looks.length - 1 ? INTERIM_BOUND : walk.boundFor(t, left);
    left -= walk.crossing(t, bound);
    walk.stopAbove(t, bound);
    return bound;
  });
}

/** P(some look's z reaches its bound) where nothing is different; the error rate that these bounds have. */
export function crossingProbability(looks: readonly number[], bounds: readonly number[]): number {
  const walk = new Walk();
  return looks.reduce((sum, t, i) => {
    const crossed = walk.crossing(t, bounds[i]!);
    walk.stopAbove(t, bounds[i]!);
    return sum + crossed;
  }, 0);
}

/** Steps of Simpson's rule, even. */
const STEPS = 600;
/** Standard deviations within which the walk is followed. */
const REACH = 8.5;

/** Where a walk that has not been stopped yet may be: points with their share of the probability. */
interface Cloud {
  readonly t: number;
  readonly points: Float64Array;
  readonly mass: Float64Array;
}

/**
 * A Brownian motion without drift, looked at now and then; z at fraction t is its place over the root of t. The density of what has not been stopped
 * is carried from look to look by Simpson's rule. Source: Armitage, McPherson & Rowe 1969, JRSS A 132:235-244.
 */
class Walk {
  #cloud: Cloud = { t: 0, points: Float64Array.of(0), mass: Float64Array.of(1) };

  /** P(not stopped before, and z at t above the bound). */
  crossing(t: number, bound: number): number {
    const { points, mass, t: before } = this.#cloud;
    const [edge, step] = [bound * Math.sqrt(t), Math.sqrt(t - before)];
    let sum = 0;
    for (let i = 0; i < points.length; i++) sum += mass[i]! * upperTail((edge - points[i]!) / step);
    return sum;
  }

  boundFor(t: number, spend: number): number {
    return rootOf((z) => this.crossing(t, z), spend);
  }

  /** Leaves only what is below the bound at t. */
  stopAbove(t: number, bound: number): void {
    const { points: from, mass: weight, t: before } = this.#cloud;
    const [low, high, step] = [-REACH * Math.sqrt(t), Math.min(bound, REACH) * Math.sqrt(t), Math.sqrt(t - before)];
    const width = (high - low) / STEPS;
    const [points, mass] = [new Float64Array(STEPS + 1), new Float64Array(STEPS + 1)];
    for (let i = 0; i <= STEPS; i++) {
      const point = low + i * width;
      let here = 0;
      for (let j = 0; j < from.length; j++) here += weight[j]! * density((point - from[j]!) / step);
      const simpson = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
      points[i] = point;
      mass[i] = (here / step) * simpson * (width / 3);
    }
    this.#cloud = { t, points, mass };
  }
}
