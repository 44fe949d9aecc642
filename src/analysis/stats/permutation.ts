import { normalCdf } from './distributions.ts';
import { dice } from './random.ts';

/** What one task was worth on the two sides, one score a trial; at least one each. */
export interface TaskTrials {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly weight: number;
}

/**
 * How the p was made: `mcnemar_exact` (0/1 scores, one trial each side), `permutation_exact` (every way), `permutation` (seeded draws), `permutation_normal`
 * (the permutation distribution's mean and variance, for very many tasks).
 */
export type WorseMethod = 'mcnemar_exact' | 'permutation_exact' | 'permutation' | 'permutation_normal';

export interface WorseTest {
  /** One-sided p of "after is no worse than before". */
  readonly p: number;
  readonly method: WorseMethod;
}

const DRAWS = 9999;
/** Of the seed: other draws of the same gate are independent of these. */
const STREAM = 7;
/** Tasks whose sign-flips are all enumerated: up to 2^16 of them. */
const ENUMERATED = 16;
/** Work (task x trial x successes) up to which the distribution of successes is convolved. */
const CONVOLVED = 50_000_000;
/** From here on draws would take seconds and change nothing. */
const NORMAL_FROM = 5_000;

/**
 * Did it get worse? Under "nothing changed" the trials of a task can change sides freely, so the weighted sum of differences is compared with what all
 * such exchanges give (Pitman 1937; with one 0/1 trial each side this is McNemar's exact test, one-sided, with one graded trial the sign-flip test).
 */
export function worse(tasks: readonly TaskTrials[], seed: number): WorseTest {
  const varying = tasks.filter(varies);
  const kind = countsAlike(tasks);
  if (kind?.binary && kind.work * varying.length <= CONVOLVED) return bySuccesses(varying, kind);
  if (varying.length > NORMAL_FROM) return byNormal(varying);
  if (varying.length === 0) return { p: 1, method: 'permutation_exact' };
  if (!varying.every((task) => task.before.length === 1 && task.after.length === 1)) return byDraws(varying, seed);
  return varying.length <= ENUMERATED ? byEnumeration(varying) : bySigns(varying, seed);
}

function varies({ before, after }: TaskTrials): boolean {
  const first = before[0];
  return before.some((score) => score !== first) || after.some((score) => score !== first);
}

interface Alike {
  readonly before: number;
  readonly after: number;
  readonly binary: boolean;
  /** Steps of the convolution, for each varying task. */
  readonly work: number;
}

/** The numbers of trials, where all tasks have the same and weigh the same. */
function countsAlike(tasks: readonly TaskTrials[]): Alike | undefined {
  const first = tasks[0];
  if (!first) return { before: 1, after: 1, binary: true, work: 0 };
  const [before, after] = [first.before.length, first.after.length];
  const alike = tasks.every(
    (task) => task.before.length === before && task.after.length === after && task.weight === first.weight,
  );
  if (!alike) return undefined;
  const binary = tasks.every((task) => [...task.before, ...task.after].every((score) => score === 0 || score === 1));
  return { before, after, binary, work: after * (after + 1) * tasks.length };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** 0/1 scores: the successes that fall to `after` are a sum of hypergeometric draws, one a task, convolved exactly. */
function bySuccesses(tasks: readonly TaskTrials[], { before, after }: Alike): WorseTest {
  const method = before === 1 && after === 1 ? 'mcnemar_exact' : 'permutation_exact';
  const seen = tasks.reduce((total, task) => total + sum(task.after), 0);
  let distribution = new Float64Array([1]);
  for (const task of tasks) {
    const share = hypergeometric(sum(task.before) + sum(task.after), before, after);
    distribution = convolved(distribution, share);
  }
  return { p: Math.min(1, sum(Array.from(distribution.subarray(0, seen + 1)))), method };
}

function convolved(a: Float64Array, b: readonly number[]): Float64Array<ArrayBuffer> {
  const result = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) result[i + j]! += a[i]! * b[j]!;
  return result;
}

/** P(x of the successes are among `after`), x = 0..after. */
function hypergeometric(successes: number, before: number, after: number): number[] {
  const ways = Array.from({ length: after + 1 }, (_, x) => choose(after, x) * choose(before, successes - x));
  const all = sum(ways);
  return ways.map((way) => way / all);
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function difference({ before, after, weight }: TaskTrials): number {
  return weight * (mean(after) - mean(before));
}

/** Equal sums must count as equal although they were added up in another order. */
function slack(tasks: readonly TaskTrials[]): number {
  return 1e-12 * tasks.reduce((total, task) => total + Math.abs(difference(task)), 1e-300);
}

/** Every way to flip the signs, by Gray code. */
function byEnumeration(tasks: readonly TaskTrials[]): WorseTest {
  const differences = tasks.map(difference);
  const limit = sum(differences) + slack(tasks);
  let total = -sum(differences.map(Math.abs));
  const signs = differences.map(() => -1);
  let atMost = total <= limit ? 1 : 0;
  const all = 2 ** tasks.length;
  for (let i = 1; i < all; i++) {
    const flipped = 31 - Math.clz32(i & -i);
    signs[flipped]! *= -1;
    total += 2 * signs[flipped]! * Math.abs(differences[flipped]!);
    if (total <= limit) atMost++;
  }
  return { p: atMost / all, method: 'permutation_exact' };
}

const SIGNS_A_DRAW = 30;

/** One trial each side: random signs, many from one throw. */
function bySigns(tasks: readonly TaskTrials[], seed: number): WorseTest {
  const draw = dice(seed, STREAM);
  const differences = tasks.map(difference);
  const limit = sum(differences) + slack(tasks);
  let atMost = 1;
  for (let i = 0; i < DRAWS; i++) {
    let [total, signs] = [0, 0];
    for (let j = 0; j < differences.length; j++) {
      if (j % SIGNS_A_DRAW === 0) signs = draw(2 ** SIGNS_A_DRAW);
      total += signs & 1 ? differences[j]! : -differences[j]!;
      signs >>= 1;
    }
    if (total <= limit) atMost++;
  }
  return { p: atMost / (DRAWS + 1), method: 'permutation' };
}

/** Seeded draws; the outcome that was seen counts as one of them (Phipson & Smyth 2010): p is never 0. */
function byDraws(tasks: readonly TaskTrials[], seed: number): WorseTest {
  const draw = dice(seed, STREAM);
  const limit = sum(tasks.map(difference)) + slack(tasks);
  const pools = tasks.map(({ before, after, weight }) => ({
    pool: [...before, ...after],
    before: before.length,
    after: after.length,
    weight,
  }));
  let atMost = 1;
  for (let i = 0; i < DRAWS; i++) {
    let total = 0;
    for (const { pool, before, after, weight } of pools) {
      let chosen = 0;
      for (let j = 0; j < after; j++) {
        const k = j + draw(pool.length - j);
        const held = pool[k]!;
        pool[k] = pool[j]!;
        pool[j] = held;
        chosen += held;
      }
      let rest = 0;
      for (let j = after; j < pool.length; j++) rest += pool[j]!;
      total += weight * (chosen / after - rest / before);
    }
    if (total <= limit) atMost++;
  }
  return { p: atMost / (DRAWS + 1), method: 'permutation' };
}

/** The sum's mean under exchange is 0, its variance that of drawing without replacement in each task. */
function byNormal(tasks: readonly TaskTrials[]): WorseTest {
  const variance = sum(tasks.map(exchangeVariance));
  return { p: normalCdf(sum(tasks.map(difference)) / Math.sqrt(variance)), method: 'permutation_normal' };
}

function exchangeVariance({ before, after, weight }: TaskTrials): number {
  const pool = [...before, ...after];
  const centre = mean(pool);
  const spread = sum(pool.map((score) => (score - centre) ** 2)) / (pool.length - 1);
  return weight ** 2 * spread * (1 / before.length + 1 / after.length);
}
