import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { SparseVector } from '../../analysis/text/tf_idf.ts';
import type { Breath } from './breath.ts';

/** Multinomial logistic regression: `weights[feature * labels + label]`, one bias a label. */
export interface Softmax {
  readonly labels: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/** One text in training. */
export interface Example {
  readonly vector: SparseVector;
  readonly target: number;
}

/** How hard to train. `l2` is the penalty l2/2 x |weights|^2 beside the mean cross-entropy. */
export interface Training {
  readonly epochs: number;
  readonly rate: number;
  readonly l2: number;
}

/** All weights 0: every label equally likely. */
export function emptySoftmax(features: number, labels: number): Softmax {
  return { labels, weights: new Float64Array(features * labels), bias: new Float64Array(labels) };
}

/** Probability of each label; they sum to 1. `scale` is what the weights are to be multiplied with. */
export function probabilities(model: Softmax, { index, value }: SparseVector, scale = 1): Float64Array {
  const { labels, weights } = model;
  const scores = new Float64Array(labels);
  for (let at = 0; at < index.length; at++) {
    const row = index[at]! * labels;
    for (let label = 0; label < labels; label++) scores[label]! += value[at]! * weights[row + label]!;
  }
  let top = -Infinity;
  for (let label = 0; label < labels; label++) {
    scores[label] = scores[label]! * scale + model.bias[label]!;
    top = Math.max(top, scores[label]!);
  }
  let sum = 0;
  for (let label = 0; label < labels; label++) sum += scores[label] = Math.exp(scores[label]! - top);
  for (let label = 0; label < labels; label++) scores[label]! /= sum;
  return scores;
}

/**
 * One step of stochastic gradient descent on one example, changing the model in place; returns the new scale. The true weights are
 * weights x scale: shrinking a number instead of the whole matrix makes L2 cheap (Bottou, "Stochastic Gradient Descent Tricks", 5.1).
 */
export function step(model: Softmax, example: Example, rate: number, l2: number, scale: number): number {
  const { labels, weights, bias } = model;
  const { index, value } = example.vector;
  const error = probabilities(model, example.vector, scale);
  error[example.target]! -= 1;
  const shrunk = scale * (1 - rate * l2);
  for (let label = 0; label < labels; label++) bias[label]! -= rate * error[label]!;
  for (let at = 0; at < index.length; at++) {
    const row = index[at]! * labels;
    const change = (rate * value[at]!) / shrunk;
    for (let label = 0; label < labels; label++) weights[row + label]! -= change * error[label]!;
  }
  return shrunk;
}

/** Trains by stochastic gradient descent over shuffled examples, the rate falling linearly to 0. Same dice, same model. */
export async function trainSoftmax(
  features: number,
  labels: number,
  examples: readonly Example[],
  { epochs, rate, l2 }: Training,
  dice: RandomGenerator,
  breath: Breath,
): Promise<Softmax> {
  const model = emptySoftmax(features, labels);
  const order = [...examples];
  const steps = epochs * order.length;
  let done = 0;
  let scale = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, dice);
    for (const example of order) {
      scale = step(model, example, rate * (1 - done++ / steps), l2, scale);
      if (scale < SMALLEST_SCALE) scale = applyScale(model, scale);
      if (breath.due()) await breath.take();
    }
  }
  applyScale(model, scale);
  return model;
}

/** Long before the scale underflows to 0 and the weights overflow. */
const SMALLEST_SCALE = 1e-9;

function applyScale({ weights }: Softmax, scale: number): 1 {
  for (let at = 0; at < weights.length; at++) weights[at]! *= scale;
  return 1;
}

/** Number of the largest entry, the first one in a tie. */
export function largest(scores: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < scores.length; at++) if (scores[at]! > scores[best]!) best = at;
  return best;
}

/** Puts items in random order, in place (Fisher-Yates). */
export function shuffle<T>(items: T[], dice: RandomGenerator): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = uniformInt(dice, 0, last);
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
}
