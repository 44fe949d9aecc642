import { ALPHA, normalCdf, normalQuantile } from './distributions.ts';

/** How surely a stated drop is found. */
export const POWER = 0.8;
/** Part of all verdicts that differ between two runs of the same model, where nobody has measured it. */
export const USUAL_FLIP_RATE = 0.05;
/** Discordant pairs beyond which the normal approximation is as good and much quicker. */
const EXACT_UP_TO = 1500;

/** What a drop has to pass to be found. */
export interface DropRule {
  readonly alpha?: number;
  /** Only a drop that is seen to be larger than this counts, however sure it is; a fraction. */
  readonly allowed?: number;
  readonly power?: number;
}

/**
 * The smallest true drop of quality, as a fraction, that is found with probability `power` in `n` pairs of 0/1 verdicts. Found is what McNemar's exact
 * one-sided test rejects at `alpha` and what is seen to exceed `allowed`, both:
 * so many tasks get worse for good, while the verdicts of all tasks flip by chance, so that two runs differ on a fraction `flip` of what is unchanged.
 * Null where no drop is found.
 */
export function detectableDrop(n: number, flip: number, rule: DropRule = {}): number | null {
  const { alpha = ALPHA, allowed = 0, power = POWER } = rule;
  const found = (k: number) => chance(n, k, flip, alpha, allowed) >= power;
  if (n < 1 || flip >= 0.5 || !found(n)) return null;
  let [low, high] = [0, n];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (found(middle)) high = middle;
    else low = middle;
  }
  // A task that got worse still flips: with q a run, 2 q (1 - q) = flip, its expected verdict falls by 1 - 2 q.
  return (high * Math.sqrt(1 - 2 * flip)) / n;
}

/** The same for scores that are graded or averaged over repeats: `variance` is that of one task's difference. Normal approximation. */
export function detectableShift(n: number, variance: number, rule: DropRule = {}): number | null {
  if (n < 2) return null;
  const { alpha = ALPHA, allowed = 0, power = POWER } = rule;
  const error = Math.sqrt(variance / n);
  const shift = Math.max(normalQuantile(1 - alpha) * error, allowed) + normalQuantile(power) * error;
  return shift > 1 ? null : shift;
}

/** How many tasks it takes to find a drop of `drop`; null for a drop of 0, which nobody can. */
export function tasksNeeded(drop: number, flip: number, alpha = ALPHA, power = POWER): number | null {
  if (!(drop > 0)) return null;
  const enough = (n: number) => (detectableDrop(n, flip, { alpha, power }) ?? 1) <= drop;
  let high = 8;
  while (!enough(high)) {
    if (high > 1e7) return null;
    high *= 2;
  }
  let low = high / 2;
  while (high - low > Math.max(1, high / 200)) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** P(the test rejects, and more than `allowed` of n is seen to be lost) when k tasks got worse, which show as losses unless they flip, and of the other n - k a fraction `flip` flips. */
function chance(n: number, k: number, flip: number, alpha: number, allowed: number): number {
  const others = n - k;
  if (others * flip + k > EXACT_UP_TO) return normalChance(others * flip, k, flip, alpha, allowed * n);
  const lost = likely(k, 1 - flip);
  let found = 0;
  for (const [flips, chanceOfFlips] of likely(others, flip)) {
    const tails = upperTails(flips);
    for (const [losses, chanceOfLosses] of lost) {
      // Of the flips x are losses: 2 x - flips + losses is the net loss that is seen.
      const beyond = Math.floor((allowed * n + flips - losses) / 2 + 1e-9) + 1;
      const needed = Math.max(0, criticalLosses(flips + losses, alpha) - losses, beyond);
      found += chanceOfFlips * chanceOfLosses * (tails[needed] ?? 0);
    }
  }
  return found;
}

function normalChance(flips: number, k: number, flip: number, alpha: number, allowed: number): number {
  const lost = k * (1 - flip);
  const limit = Math.max(normalQuantile(1 - alpha) * Math.sqrt(flips + lost), allowed);
  return normalCdf((lost - limit) / Math.sqrt(Math.max(flips + lost * flip, 1e-12)));
}

/** The values that a binomial count takes but once in a billion times, with their chances. */
function likely(n: number, p: number): (readonly [value: number, chance: number])[] {
  const centre = n * p;
  const reach = 6 * Math.sqrt(n * p * (1 - p)) + 6;
  const from = Math.max(0, Math.floor(centre - reach));
  const to = Math.min(n, Math.ceil(centre + reach));
  return Array.from({ length: to - from + 1 }, (_, i) => [from + i, Math.exp(logBinomial(n, from + i, p))] as const);
}

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials.push(logFactorials[i - 1]! + Math.log(i));
  return logFactorials[n]!;
}

function logBinomial(n: number, k: number, p: number): number {
  if (p <= 0 || p >= 1) return (p <= 0 ? k === 0 : k === n) ? 0 : Number.NEGATIVE_INFINITY;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

const tailsOf = new Map<number, Float64Array>();

/** P(X >= i) of Binomial(n, 1/2), i = 0..n. */
function upperTails(n: number): Float64Array {
  const known = tailsOf.get(n);
  if (known) return known;
  const tails = new Float64Array(n + 1);
  let total = 0;
  for (let k = n; k >= 0; k--) {
    total += Math.exp(logBinomial(n, k, 0.5));
    tails[k] = Math.min(1, total);
  }
  tailsOf.set(n, tails);
  return tails;
}

/** The fewest losses among `discordant` pairs that the test rejects with; one more than there are where none is enough. */
function criticalLosses(discordant: number, alpha: number): number {
  const known = critical.get(alpha)?.get(discordant);
  if (known !== undefined) return known;
  let tail = 0;
  let losses = discordant + 1;
  while (losses > 0) {
    tail += Math.exp(logBinomial(discordant, losses - 1, 0.5));
    if (tail > alpha) break;
    losses--;
  }
  const table = critical.get(alpha) ?? new Map<number, number>();
  critical.set(alpha, table.set(discordant, losses));
  return losses;
}

const critical = new Map<number, Map<number, number>>();
