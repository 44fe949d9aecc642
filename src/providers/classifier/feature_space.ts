import type { Breath } from './breath.ts';

/** One text as the features it has: ascending feature numbers and their weights, of length 1 (or 0 when no feature is known). */
export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** Turns texts into vectors; what was never seen in training is left out. */
export interface FeatureSpace {
  readonly size: number;
  vector(text: string): SparseVector;
}

/** Cuts a text into the grams that may become features. */
export type Grams = (text: string) => readonly string[];

/** The rarest grams beyond this many are left out: models take memory by features x labels, and cross-validation shows no loss. */
const MOST_FEATURES = 20_000;

/**
 * Learns which grams exist and how rare they are. Weights: (1 + ln tf) x (ln((1 + n) / (1 + df)) + 1), scaled to length 1
 * (sublinear, smoothed TF-IDF, as in scikit-learn's TfidfVectorizer).
 */
export async function learnFeatures(texts: readonly string[], grams: Grams, breath: Breath): Promise<FeatureSpace> {
  const frequency = new Map<string, number>();
  for (const text of texts) {
    for (const gram of new Set(grams(text))) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
    if (breath.due()) await breath.take();
  }
  const kept = [...frequency];
  if (kept.length > MOST_FEATURES) kept.sort((a, b) => b[1] - a[1]).length = MOST_FEATURES;
  const numbers = new Map(kept.map(([gram], number) => [gram, number]));
  const idf = Float64Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1);
  return { size: idf.length, vector: (text) => tfIdf(grams(text), numbers, idf) };
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

function tfIdf(grams: readonly string[], numbers: ReadonlyMap<string, number>, idf: Float64Array): SparseVector {
  const counts = new Map<number, number>();
  for (const gram of grams) {
    const feature = numbers.get(gram);
    if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const index = Int32Array.from(counts.keys()).sort();
  const value = new Float64Array(index.length);
  let squares = 0;
  for (let at = 0; at < index.length; at++) {
    value[at] = (1 + Math.log(counts.get(index[at]!)!)) * idf[index[at]!]!;
    squares += value[at]! ** 2;
  }
  for (let at = 0; at < index.length; at++) value[at]! /= Math.sqrt(squares);
  return { index, value };
}
