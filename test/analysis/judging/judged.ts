import type { Judged } from '../../../src/domain/judge.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { shuffled, trial } from '../trials.ts';

const judged: Judged = { kind: 'pass_fail', rubric: 'summary', rubric_sha256: 'ff', votes: [], chars: 10 };

/** A trial whose score is a judge's, and a label where there is one. */
export function judgedTrial(
  id: string,
  model: string,
  score: number,
  label: number | undefined,
  extra: Partial<Trial> = {},
): Trial {
  return trial(id, model, score, { judged, ...(label === undefined ? {} : { label }), ...extra });
}

/** How often a judge passes what is good, and fails what is bad. */
export interface Accuracy {
  readonly sensitivity: number;
  readonly specificity: number;
}

/** The judge's verdict on an answer worth 0 or 1. */
export function verdict(truth: number, { sensitivity, specificity }: Accuracy, draw: () => number): number {
  const right = draw() < (truth === 1 ? sensitivity : specificity);
  return right ? truth : 1 - truth;
}

/** Places of n labels among these verdicts: at random, or half of them among the bad ones, as far as there are any. */
export function labelled(
  verdicts: readonly number[],
  n: number,
  design: 'random' | 'stratified',
  draw: () => number,
): Set<number> {
  const order = shuffled(Array.from(verdicts.keys()), draw);
  if (design === 'random') return new Set(order.slice(0, n));
  const [good, bad] = [order.filter((i) => verdicts[i]! > 0.5), order.filter((i) => verdicts[i]! <= 0.5)];
  const rare = Math.min(bad.length, Math.max(n / 2, n - good.length));
  return new Set([...bad.slice(0, rare), ...good.slice(0, n - rare)]);
}
