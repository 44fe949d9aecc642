/** One text as the features it has: ascending feature numbers and their weights, of length 1 (or 0 when no feature is known). */
export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** The form in which two texts count as the same: NFC, lower case, single spaces. */
export function normalise(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

// Scripts that put no spaces between words are cut into single signs, so that pairs of them serve as words.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+|[?!]/gu;

/** Words, numbers, question and exclamation marks, in order. */
export function words(text: string): readonly string[] {
  return normalise(text).match(WORD) ?? [];
}

/** Single words and pairs of neighbours. */
export function wordGrams(text: string): readonly string[] {
  const single = words(text);
  const grams = [...single];
  for (let at = 1; at < single.length; at++) grams.push(`${single[at - 1]} ${single[at]}`);
  return grams;
}

/** Runs of `shortest` to `longest` characters inside each word, its edges included: what survives misspelling and inflection. */
export function charGrams(text: string, shortest: number, longest: number): readonly string[] {
  const grams: string[] = [];
  for (const word of words(text)) {
    const signs = [...` ${word} `];
    for (let size = shortest; size <= longest; size++) {
      for (let at = 0; at + size <= signs.length; at++) grams.push(signs.slice(at, at + size).join(''));
    }
  }
  return grams;
}

/** Turns the grams of a text into a vector; grams never seen in training are left out. */
export interface Vectoriser {
  readonly size: number;
  vector(grams: readonly string[]): SparseVector;
}

/**
 * Learns which grams exist and how rare they are. Weights: (1 + ln tf) x (ln((1 + n) / (1 + df)) + 1), scaled to length 1
 * (sublinear, smoothed TF-IDF, as in scikit-learn's TfidfVectorizer). Grams in fewer than `minDocuments` texts are left out.
 */
export function fitTfIdf(documents: readonly (readonly string[])[], minDocuments = 1): Vectoriser {
  const frequency = new Map<string, number>();
  for (const grams of documents) {
    for (const gram of new Set(grams)) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  }
  const numbers = new Map<string, number>();
  const idf: number[] = [];
  for (const [gram, count] of frequency) {
    if (count < minDocuments) continue;
    numbers.set(gram, idf.length);
    idf.push(Math.log((1 + documents.length) / (1 + count)) + 1);
  }
  return { size: idf.length, vector: (grams) => tfIdf(grams, numbers, idf) };
}

function tfIdf(grams: readonly string[], numbers: ReadonlyMap<string, number>, idf: readonly number[]): SparseVector {
  const counts = new Map<number, number>();
  for (const gram of grams) {
    const feature = numbers.get(gram);
    if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const index = Int32Array.from(counts.keys()).sort();
  const value = Float64Array.from(index, (feature) => (1 + Math.log(counts.get(feature)!)) * idf[feature]!);
  const length = Math.hypot(...value) || 1;
  return { index, value: value.map((weight) => weight / length) };
}
