import { words } from '../../analysis/text/grams.ts';
import type { SparseVector } from '../../analysis/text/tf_idf.ts';
import { learnFeatures, vectorsOf } from './feature_space.ts';
import type { Learn } from './kind.ts';
import { learnMajority } from './majority.ts';
import { largest } from './softmax.ts';

/** How many neighbours vote; chosen by 5-fold cross-validation on the shipped train file. */
const NEIGHBOURS = 40;

/** The labels of the most similar train texts (cosine of TF-IDF vectors), each vote weighted by its similarity. */
export const learnNearest: Learn = async (train, dice, breath) => {
  const space = await learnFeatures(train.inputs, words, breath);
  const postings = invert(await vectorsOf(space, train.inputs, breath), space.size);
  const fallback = (await learnMajority(train, dice, breath))('');
  return (input) => {
    const similar = similarities(space.vector(input), postings, train.inputs.length);
    const votes = new Float64Array(train.labels.length);
    for (const [row, similarity] of closest(similar)) votes[train.targets[row]!]! += similarity;
    const winner = largest(votes);
    return votes[winner]! > 0 ? winner : fallback;
  };
};

interface Posting {
  readonly rows: number[];
  readonly values: number[];
}

/** Inverted index: for each feature the train texts that have it. */
function invert(vectors: readonly SparseVector[], features: number): readonly Posting[] {
  const postings: Posting[] = Array.from({ length: features }, () => ({ rows: [], values: [] }));
  vectors.forEach(({ index, value }, row) => {
    index.forEach((feature, at) => {
      postings[feature]!.rows.push(row);
      postings[feature]!.values.push(value[at]!);
    });
  });
  return postings;
}

function similarities(query: SparseVector, postings: readonly Posting[], rows: number): Float64Array {
  const similar = new Float64Array(rows);
  for (let at = 0; at < query.index.length; at++) {
    const { rows: found, values } = postings[query.index[at]!]!;
    for (let hit = 0; hit < found.length; hit++) similar[found[hit]!]! += query.value[at]! * values[hit]!;
  }
  return similar;
}

/** The most similar rows with their similarity, earlier rows first in a tie. */
function closest(similar: Float64Array): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  similar.forEach((similarity, row) => {
    if (similarity > 0) found.push([row, similarity]);
  });
  return found.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, NEIGHBOURS);
}
