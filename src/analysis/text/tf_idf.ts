/** One text as the features it has: feature numbers and their weights, of length 1 (or 0 when no feature is known). */
export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** Cuts a text into the grams that may become features. */
export type Grams = (text: string) => readonly string[];

/** The rarest grams beyond this many are left out: models take memory by their number, and cross-validation shows no loss. */
export const MOST_FEATURES = 20_000;

/** Smoothed rarity of a gram that stands in `count` of `texts` texts: ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfVectorizer. */
export function smoothIdf(texts: number, count: number): number {
  return Math.log((1 + texts) / (1 + count)) + 1;
}

/** The vector of a text in which each feature of `index` occurs so often: (1 + ln tf) x idf, scaled to length 1 (sublinear TF-IDF). */
export function tfIdf(index: Int32Array, counts: ArrayLike<number>, idf: ArrayLike<number>): SparseVector {
  const value = new Float64Array(index.length);
  let squares = 0;
  for (let at = 0; at < index.length; at++) {
    value[at] = (1 + Math.log(counts[at]!)) * idf[index[at]!]!;
    squares += value[at]! ** 2;
  }
  for (let at = 0; at < index.length; at++) value[at]! /= Math.sqrt(squares);
  return { index, value };
}

/** The vector of a text cut into grams, features ascending; grams without a number are left out. */
export function vectorOf(
  grams: readonly string[],
  numbers: ReadonlyMap<string, number>,
  idf: ArrayLike<number>,
): SparseVector {
  const counts = new Map<number, number>();
  for (const gram of grams) {
    const feature = numbers.get(gram);
    if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const index = Int32Array.from(counts.keys()).sort();
  const times = new Float64Array(index.length);
  for (let at = 0; at < index.length; at++) times[at] = counts.get(index[at]!)!;
  return tfIdf(index, times, idf);
}
