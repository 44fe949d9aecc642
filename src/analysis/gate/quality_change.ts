import { ALPHA, type Interval } from '../stats/distributions.ts';
import { tInterval, weightedMean } from '../stats/means.ts';
import { tangoInterval } from '../stats/paired.ts';
import { type TaskTrials, type WorseTest, worse } from '../stats/permutation.ts';
import { type DropRule, detectableDrop, detectableShift, USUAL_FLIP_RATE } from '../stats/power.ts';
import { allEqual } from '../stats/quality.ts';
import type { QualityChange } from './compare_types.ts';
import type { GateMethod } from './gate_types.ts';
import { exactVerdicts, flipRate, type SideModel, type SideTask } from './side.ts';

/** What a missing verdict counts as. */
export type MissingAs = 'leave_out' | 'against' | 'for';

export interface QualityOptions {
  readonly seed: number;
  readonly alpha: number;
}

/** Verdicts of one model on the common tasks, side by side. Null without a pair. */
export function qualityChange(
  before: SideModel,
  after: SideModel,
  tasks: readonly string[],
  facts: ReadonlyMap<string, SideTask>,
  missing: MissingAs,
  { seed, alpha }: QualityOptions,
): QualityChange | null {
  const pairs = trialsOf(before, after, tasks, facts, missing);
  if (pairs.length === 0) return null;
  const differences = pairs.map(({ before: a, after: b }) => mean(b) - mean(a));
  const weights = pairs.map(({ weight }) => weight);
  const test = worse(pairs, seed);
  const fixed = exactVerdicts(before, after);
  const change = weightedMean(differences, weights);
  const { flip, variance } = sight(before, pairs, differences, test.p);
  const losses = differences.filter((difference) => difference < -1e-12).length;
  const gains = differences.filter((difference) => difference > 1e-12).length;
  return {
    before: weightedMean(
      pairs.map((pair) => mean(pair.before)),
      weights,
    ).mean,
    after: weightedMean(
      pairs.map((pair) => mean(pair.after)),
      weights,
    ).mean,
    change: change.mean,
    ...intervalOf(pairs, differences, weights, losses, gains),
    p: fixed ? null : test.p,
    method: fixed ? 'recorded' : methodOf(test),
    pairs: pairs.length,
    losses,
    gains,
    ties: pairs.length - losses - gains,
    detectable: fixed ? null : detectableBy({ pairs: pairs.length, flip_rate: flip, variance }, { alpha }),
    flip_rate: flip,
    variance,
  };
}

export function methodOf({ method }: WorseTest): GateMethod {
  return method === 'permutation_normal' ? 'permutation' : method;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function trialsOf(
  before: SideModel,
  after: SideModel,
  tasks: readonly string[],
  facts: ReadonlyMap<string, SideTask>,
  missing: MissingAs,
): TaskTrials[] {
  const [earlier, later] = missing === 'for' ? [0, 1] : [1, 0];
  return tasks.flatMap((id) => {
    const a = scoresOf(before, id, missing, earlier);
    const b = scoresOf(after, id, missing, later);
    return a.length === 0 || b.length === 0 ? [] : [{ before: a, after: b, weight: facts.get(id)?.weight ?? 1 }];
  });
}

/** Trials with a verdict; where missing ones are decided, they stand beside them. A task that was never run has one missing trial. */
function scoresOf({ cells }: SideModel, id: string, missing: MissingAs, otherwise: number): readonly number[] {
  const { scores, missing: lacking } = cells.get(id) ?? { scores: [], missing: 1 };
  if (missing === 'leave_out' || lacking === 0) return scores;
  return [...scores, ...new Array<number>(lacking).fill(otherwise)];
}

function isSingleBinary(pairs: readonly TaskTrials[]): boolean {
  const binary = (score: number | undefined) => score === 0 || score === 1;
  return pairs.every(
    ({ before, after }) => before.length === 1 && after.length === 1 && binary(before[0]) && binary(after[0]),
  );
}

/** Tango's for one 0/1 verdict each side and equal weights; else t of the differences; with no spread at all, what n pairs without a difference allow. */
function intervalOf(
  pairs: readonly TaskTrials[],
  differences: readonly number[],
  weights: readonly number[],
  losses: number,
  gains: number,
): Interval {
  if (isSingleBinary(pairs) && allEqual(weights)) return tangoInterval(pairs.length, losses, gains);
  const stats = weightedMean(differences, weights);
  if (stats.n > 2 && stats.standard_error > 0) {
    const { low, high } = tInterval(stats);
    return { low: Math.max(-1, low), high: Math.min(1, high) };
  }
  const none = tangoInterval(stats.effective_n, 0, 0);
  return { low: Math.max(-1, stats.mean + none.low), high: Math.min(1, stats.mean + none.high) };
}

/** How much flips by chance: by the baseline's own repeats where it has some, else by these pairs. */
function sight(
  before: SideModel,
  pairs: readonly TaskTrials[],
  differences: readonly number[],
  p: number,
): { readonly flip: number; readonly variance: number | null } {
  const n = pairs.length;
  if (isSingleBinary(pairs)) {
    const losses = differences.filter((difference) => difference < 0).length;
    const flip = flipsByChance(losses, differences.filter((difference) => difference > 0).length, n, p);
    return { flip, variance: null };
  }
  const variance = differences.reduce((sum, difference) => sum + difference ** 2, 0) / n;
  return { flip: flipRate(before) ?? variance, variance };
}

/** The smallest true drop that pairs like these find by the rule. */
export function detectableBy(
  { pairs, flip_rate, variance }: Pick<QualityChange, 'pairs' | 'flip_rate' | 'variance'>,
  rule: DropRule,
): number | null {
  return variance === null ? detectableDrop(pairs, flip_rate, rule) : detectableShift(pairs, variance, rule);
}

/** The part of the pairs that differ by chance: all that differ, or, where one side is surely better, as many as go against it, twice. */
export function flipsByChance(losses: number, gains: number, pairs: number, p: number): number {
  const sure = p < ALPHA || p > 1 - ALPHA;
  return (sure && losses + gains > 0 ? 2 * Math.min(losses, gains) : losses + gains) / pairs;
}

/** What could be seen before anything is asked: a fraction `flip` of verdicts differ between two runs by chance. */
export function forecast(n: number, repeats: number, flip = USUAL_FLIP_RATE, rule?: DropRule): number | null {
  return repeats <= 1 ? detectableDrop(n, flip, rule) : detectableShift(n, flip / repeats, rule);
}
