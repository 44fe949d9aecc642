import type { Interval } from './distributions.ts';
import { meanInterval, weightedMean } from './means.ts';
import { clopperPearson, wilson } from './rates.ts';

/**
 * How an interval of quality was made. `wilson`: 0/1 scores, equal weights. `wilson_effective_n`: 0/1 scores, unequal weights, Kish's n.
 * `clopper_pearson`: one or two 0/1 scores. `t_linearised`: graded scores; `t_skewed`: the same with Hall's correction for skewness. `wilson_bound`: graded scores that do not vary, or just one or two of them.
 */
export type QualityMethod =
  | 'wilson'
  | 'wilson_effective_n'
  | 'clopper_pearson'
  | 't_linearised'
  | 't_skewed'
  | 'wilson_bound';

export interface Quality extends Interval {
  readonly mean: number;
  readonly effective_n: number;
  readonly method: QualityMethod;
}

export function allEqual(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

function allBinary(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0 && values[i] !== 1) return false;
  return true;
}

/**
 * Weighted mean of scores in 0..1 (at least one) with the 95 % interval that fits them. Graded scores that do not vary get Wilson's interval of their
 * mean, because no distribution on 0..1 with that mean spreads more than 0/1 scores.
 */
export function qualityOf(scores: ArrayLike<number>, weights: ArrayLike<number>): Quality {
  const stats = weightedMean(scores, weights);
  const { mean, effective_n, n } = stats;
  if (allBinary(scores)) {
    if (n <= 2) return { mean, effective_n, method: 'clopper_pearson', ...clopperPearson(mean * n, n) };
    const method = allEqual(weights) ? 'wilson' : 'wilson_effective_n';
    return { mean, effective_n, method, ...wilson(mean, method === 'wilson' ? n : effective_n) };
  }
  if (n <= 2 || stats.standard_error === 0)
    return { mean, effective_n, method: 'wilson_bound', ...wilson(mean, effective_n) };
  const { low, high, method } = meanInterval(scores, weights);
  const name = method === 't' ? 't_linearised' : 't_skewed';
  return { mean, effective_n, method: name, low: Math.max(0, low), high: Math.min(1, high) };
}
