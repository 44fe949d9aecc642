import { wordGrams } from '../text/grams.ts';
import { MOST_FEATURES, type SparseVector, smoothIdf, tfIdf } from '../text/tf_idf.ts';

/** Grams that stand in fewer texts than this say nothing about others. */
const LEAST_TEXTS = 2;

/** The distinct grams of one text, by number, and how often each occurs. */
interface CountedText {
  readonly grams: Int32Array;
  readonly counts: Int32Array;
}

/** Texts cut into words and pairs of words once. */
export interface Corpus {
  readonly names: readonly string[];
  readonly texts: readonly CountedText[];
}

/** Which grams became features, in the order of their numbers, and how rare they are. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly idf: Float64Array;
  /** Of the text at this place of the corpus, whether it made the vocabulary or not. */
  readonly vector: (place: number) => SparseVector;
}

function countUp(numbers: Int32Array): CountedText {
  const sorted = numbers.sort();
  const [grams, counts] = [new Int32Array(sorted.length), new Int32Array(sorted.length)];
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) grams[distinct++] = sorted[i]!;
    counts[distinct - 1]!++;
  }
  return { grams: grams.slice(0, distinct), counts: counts.slice(0, distinct) };
}

/** Cuts and counts the texts. */
export function corpusOf(texts: readonly string[]): Corpus {
  const numbers = new Map<string, number>();
  const numberOf = (gram: string) => {
    const known = numbers.get(gram);
    if (known !== undefined) return known;
    numbers.set(gram, numbers.size);
    return numbers.size - 1;
  };
  const counted = texts.map((text) => countUp(Int32Array.from(wordGrams(text), numberOf)));
  return { names: [...numbers.keys()], texts: counted };
}

/** The grams that enough of these texts have, the most frequent first, ties by text: the order of the texts does not matter. */
function kept({ names, texts }: Corpus, places: Uint32Array): { readonly grams: number[]; readonly found: Int32Array } {
  const found = new Int32Array(names.length);
  for (const place of places) for (const gram of texts[place]!.grams) found[gram]!++;
  const grams: number[] = [];
  for (let gram = 0; gram < found.length; gram++) if (found[gram]! >= LEAST_TEXTS) grams.push(gram);
  grams.sort((a, b) => found[b]! - found[a]! || (names[a]! < names[b]! ? -1 : 1));
  return { grams: grams.slice(0, MOST_FEATURES), found };
}

/** The vocabulary of the texts at these places. */
export function vocabularyOf(corpus: Corpus, places: Uint32Array): Vocabulary {
  const { grams, found } = kept(corpus, places);
  const idf = Float64Array.from(grams, (gram) => smoothIdf(places.length, found[gram]!));
  const feature = new Int32Array(corpus.names.length).fill(-1);
  for (const [number, gram] of grams.entries()) feature[gram] = number;
  const vector = (place: number) => {
    const { grams: all, counts } = corpus.texts[place]!;
    const [index, times] = [new Int32Array(all.length), new Int32Array(all.length)];
    let known = 0;
    for (let i = 0; i < all.length; i++) {
      const number = feature[all[i]!]!;
      if (number < 0) continue;
      index[known] = number;
      times[known++] = counts[i]!;
    }
    return tfIdf(index.subarray(0, known), times, idf);
  };
  return { words: grams.map((gram) => corpus.names[gram]!), idf, vector };
}
