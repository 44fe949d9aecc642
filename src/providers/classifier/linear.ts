import { wordGrams } from '../../analysis/text/grams.ts';
import { learnFeatures, vectorsOf } from './feature_space.ts';
import type { Learn } from './kind.ts';
import { largest, probabilities, type Training, trainSoftmax } from './softmax.ts';

/** Chosen by 5-fold cross-validation on the shipped train file. */
const TRAINING: Training = { epochs: 30, rate: 2, l2: 3e-4 };

/** Softmax regression over TF-IDF of words and word pairs. */
export const learnLinear: Learn = async (train, dice, breath) => {
  const space = await learnFeatures(train.inputs, wordGrams, breath);
  const vectors = await vectorsOf(space, train.inputs, breath);
  const examples = vectors.map((vector, row) => ({ vector, target: train.targets[row]! }));
  const model = await trainSoftmax(space.size, train.labels.length, examples, TRAINING, dice, breath);
  return (input) => largest(probabilities(model, space.vector(input)));
};
