import type { JudgedTrial } from '../gather.ts';
import { fitted, type Graded, guardOf, type Stratum, strataOf } from './rectified_strata.ts';

/** Fewer labelled answers of a model than this correct nothing, unless all of its judged answers are labelled. */
export const FEWEST_LABELS = 20;

/** True where so many labels say something of so many judged answers of a model. */
export function enoughLabels(labels: number, judged: number): boolean {
  return labels >= FEWEST_LABELS || labels === judged;
}

/** One model's judged answers on some tasks, corrected by labels: pseudo-outcomes whose weighted mean is the estimate, and whose spread is its error. */
export interface Rectified {
  /** Judged answers on these tasks; 0: nothing to correct. */
  readonly judged: number;
  readonly labels: number;
  /** True when every judged answer is labelled: the labels take the judge's place, and nothing is estimated. */
  readonly complete: boolean;
  /** Per task of the list: what is added to its mean score. */
  readonly shift: Float64Array;
  /** The most that one label moves a task's pseudo-outcome by, per unit of disagreement; at least 1. */
  readonly unit: number;
  /** Variance of the weighted sum of pseudo-outcomes for disagreements that may not have been seen. */
  readonly guard: number;
  /** Weight of the judge's verdicts; null where strata differ, or nothing is estimated. */
  readonly lambda: number | null;
}

/** The judged answers on these tasks. A plain loop: there may be a million. */
function gradedOn(judged: readonly JudgedTrial[], place: Int32Array, weight: Float64Array): Graded[] {
  const graded: Graded[] = [];
  for (const { task, part, score, label } of judged) {
    const at = place[task]!;
    if (at < 0) continue;
    const answer = { at, part, weight: weight[at]! * part, score };
    graded.push(label === undefined ? answer : { ...answer, label });
  }
  return graded;
}

/** Adds to each task what its answers are worth above their judged scores: (slope - 1) f + mean r + L / pi (r - mean r). Returns the largest unit. */
function addShifts(shift: Float64Array, stratum: Stratum): number {
  const { slope, residual, labelled_part: pi, stretch } = fitted(stratum);
  let unit = 1;
  for (const { at, part, score, label } of stratum.answers) {
    let moved = (slope - 1) * score + residual;
    if (label !== undefined) {
      moved += ((label - slope * score - residual) * stretch) / pi;
      if (pi < 1) unit = Math.max(unit, part / pi);
    }
    shift[at] = shift[at]! + part * moved;
  }
  return unit;
}

/**
 * Corrects the judged answers on these tasks; undefined when they have too few labels. `place` gives a task's position in `weight`, -1 for tasks that are
 * left out. Labels are a random sample, or one stratified by what the judge said: strata are the judge's good and bad answers, where both have labels.
 * Per answer psi = s f + mean(r) + L / pi (r - mean(r)), r = Y - s f, with s = lambda (1 + n/N): the mean of psi is the PPI++ estimate over all answers
 * (for 0/1 verdicts in strata the post-stratified one), and the variance of psi over n that of the estimate, so that answers of one task add up, two
 * models pair up, and any part of the tasks can be tested. Source: Angelopoulos, Duchi & Zrnic 2023; difference estimators: Sarndal et al. 1992, ch. 6.
 */
export function rectify(
  judged: readonly JudgedTrial[],
  place: Int32Array,
  weight: Float64Array,
): Rectified | undefined {
  const graded = gradedOn(judged, place, weight);
  const labels = graded.filter(({ label }) => label !== undefined).length;
  const complete = labels === graded.length;
  if (!enoughLabels(labels, graded.length)) return undefined;
  const strata = strataOf(graded);
  const shift = new Float64Array(weight.length);
  const unit = strata.reduce((most, stratum) => Math.max(most, addShifts(shift, stratum)), 1);
  const guard = strata.reduce((sum, stratum) => sum + guardOf(stratum), 0);
  const lambda = complete || strata.length > 1 ? null : strata[0]!.lambda;
  return { judged: graded.length, labels, complete, shift, unit, guard, lambda };
}
