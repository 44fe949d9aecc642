import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { charGrams, fitTfIdf, wordGrams } from './features.ts';
import type { Learn } from './kind.ts';
import { type Example, largest, probabilities, type Softmax, type Training, trainSoftmax } from './softmax.ts';

/** Chosen by 5-fold cross-validation on the shipped train file. */
const TRAINING: Training = { epochs: 12, rate: 4, l2: 1e-4 };
const BAGS = 16;

/**
 * Softmax models over words and characters, each trained on its own bootstrap sample of the rows, their probabilities averaged
 * (Breiman, "Bagging Predictors", 1996): the most accurate of the four, and the one that costs the most.
 */
export const learnEnsemble: Learn = async (train, dice, breath) => {
  const grams: (readonly string[])[] = [];
  for (const input of train.inputs) {
    grams.push(allGrams(input));
    if (breath.due()) await breath.take();
  }
  const vectoriser = fitTfIdf(grams, 2);
  const examples: Example[] = [];
  for (const [row, each] of grams.entries()) {
    examples.push({ vector: vectoriser.vector(each), target: train.targets[row]! });
    if (breath.due()) await breath.take();
  }
  const models: Softmax[] = [];
  while (models.length < BAGS) {
    const bag = examples.map(() => examples[uniformInt(dice, 0, examples.length - 1)]!);
    models.push(await trainSoftmax(vectoriser.size, train.labels.length, bag, TRAINING, dice, breath));
  }
  return (input) => {
    const vector = vectoriser.vector(allGrams(input));
    const sum = new Float64Array(train.labels.length);
    for (const model of models)
      probabilities(model, vector).forEach((share, label) => {
        sum[label]! += share;
      });
    return largest(sum);
  };
};

/** Characters carry a mark of their own, so that "a" the word and "a" the run stay apart. */
function allGrams(input: string): readonly string[] {
  return [...wordGrams(input), ...charGrams(input, 2, 5).map((gram) => `#${gram}`)];
}
