import { type Grams, MOST_FEATURES, type SparseVector, smoothIdf, vectorOf } from '../../analysis/text/tf_idf.ts';
import type { Breath } from './breath.ts';

/** Turns texts into vectors, feature numbers ascending; what was never seen in training is left out. */
export interface FeatureSpace {
  readonly size: number;
  vector(text: string): SparseVector;
}

/** Learns which grams exist and how rare they are: sublinear, smoothed TF-IDF. */
export async function learnFeatures(texts: readonly string[], grams: Grams, breath: Breath): Promise<FeatureSpace> {
  const frequency = new Map<string, number>();
  for (const text of texts) {
    for (const gram of new Set(grams(text))) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
    if (breath.due()) await breath.take();
  }
  const kept = [...frequency];
  if (kept.length > MOST_FEATURES) kept.sort((a, b) => b[1] - a[1]).length = MOST_FEATURES;
  const numbers = new Map(kept.map(([gram], number) => [gram, number]));
  const idf = Float64Array.from(kept, ([, count]) => smoothIdf(texts.length, count));
  return { size: idf.length, vector: (text) => vectorOf(grams(text), numbers, idf) };
}

/** The vectors of many texts, in their order. */
export async function vectorsOf(
  space: FeatureSpace,
  texts: readonly string[],
  breath: Breath,
): Promise<readonly SparseVector[]> {
  const vectors: SparseVector[] = [];
  for (const text of texts) {
    vectors.push(space.vector(text));
    if (breath.due()) await breath.take();
  }
  return vectors;
}
