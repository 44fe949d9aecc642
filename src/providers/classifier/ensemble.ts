import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { charGrams, phraseGrams, wordGrams } from '../../analysis/text/grams.ts';
import type { Grams } from '../../analysis/text/tf_idf.ts';
import type { Breath } from './breath.ts';
import { type FeatureSpace, learnFeatures, vectorsOf } from './feature_space.ts';
import type { Learn } from './kind.ts';
import { largest, probabilities, type Softmax, shuffle, type Training, trainSoftmax } from './softmax.ts';
import type { TrainSet } from './train_set.ts';

/** All chosen by 5-fold cross-validation on the shipped train file. */
const TRAINING: Training = { epochs: 12, rate: 2, l2: 3e-4 };
const VIEWS: readonly Grams[] = [wordGrams, charGrams, phraseGrams];
const BAGS = 5;
const BAG_SHARE = 0.9;

/**
 * Softmax models over three views of the text (words, characters, phrases), several of each trained on its own random part of the rows,
 * their probabilities averaged (subbagging: Buhlmann and Yu, "Analyzing Bagging", 2002; bootstrap samples lose accuracy on few rows).
 * The most accurate of the four, and the one that costs the most.
 */
export const learnEnsemble: Learn = async (train, dice, breath) => {
  const views: View[] = [];
  for (const grams of VIEWS) views.push(await learnView(grams, train, dice, breath));
  return (input) => {
    const sum = new Float64Array(train.labels.length);
    for (const { space, models } of views) {
      const vector = space.vector(input);
      for (const model of models) add(sum, probabilities(model, vector));
    }
    return largest(sum);
  };
};

interface View {
  readonly space: FeatureSpace;
  readonly models: readonly Softmax[];
}

async function learnView(grams: Grams, train: TrainSet, dice: RandomGenerator, breath: Breath): Promise<View> {
  const space = await learnFeatures(train.inputs, grams, breath);
  const vectors = await vectorsOf(space, train.inputs, breath);
  const examples = vectors.map((vector, row) => ({ vector, target: train.targets[row]! }));
  const models: Softmax[] = [];
  while (models.length < BAGS) {
    shuffle(examples, dice);
    const bag = examples.slice(0, Math.ceil(BAG_SHARE * examples.length));
    models.push(await trainSoftmax(space.size, train.labels.length, bag, TRAINING, dice, breath));
  }
  return { space, models };
}

function add(sum: Float64Array, shares: Float64Array): void {
  for (let label = 0; label < sum.length; label++) sum[label]! += shares[label]!;
}
