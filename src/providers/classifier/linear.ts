import { fitTfIdf, wordGrams } from './features.ts';
import type { Learn } from './kind.ts';
import { largest, probabilities, type Training, trainSoftmax } from './softmax.ts';

/** Chosen by 5-fold cross-validation on the shipped train file. */
const TRAINING: Training = { epochs: 30, rate: 4, l2: 1e-4 };

/** Softmax regression over TF-IDF of words and word pairs. */
export const learnLinear: Learn = async (train, dice, breath) => {
  const grams: (readonly string[])[] = [];
  for (const input of train.inputs) {
    grams.push(wordGrams(input));
    if (breath.due()) await breath.take();
  }
  const vectoriser = fitTfIdf(grams);
  const examples = grams.map((each, row) => ({ vector: vectoriser.vector(each), target: train.targets[row]! }));
  const model = await trainSoftmax(vectoriser.size, train.labels.length, examples, TRAINING, dice, breath);
  return (input) => largest(probabilities(model, vectoriser.vector(wordGrams(input))));
};
