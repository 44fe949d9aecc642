import { wordGrams } from '../text/grams.ts';
import { vectorOf } from '../text/tf_idf.ts';
import { corpusOf, vocabularyOf } from './corpus.ts';
import { at, type Fitter } from './fitter.ts';
import { ridge } from './ridge.ts';
import type { Lessons, Router } from './routing_types.ts';
import { sparseDot, sparseRows } from './rows.ts';

type TfidfRouter = Extract<Router, { kind: 'tfidf' }>;

/** Ridge regression on sublinear, smoothed TF-IDF of words and pairs of words. */
export function tfidfFitter({ visible, difference, weight }: Lessons): Fitter {
  const corpus = corpusOf(visible.map(({ input }) => input));
  return (places) => {
    const { words, idf, vector } = vocabularyOf(corpus, places);
    const rows = sparseRows(words.length, Array.from(places, vector));
    const { weights, intercept, l2 } = ridge(rows, at(difference, places), at(weight, places));
    return {
      router: { kind: 'tfidf', vocabulary: words, idf: [...idf], weights: [...weights], intercept, l2 },
      score: (place) => intercept + sparseDot(vector(place), weights),
    };
  };
}

/** A router is asked task by task, and its vocabulary is looked up word by word. */
const lookups = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

function lookup(vocabulary: readonly string[]): ReadonlyMap<string, number> {
  const known = lookups.get(vocabulary);
  if (known !== undefined) return known;
  const numbers = new Map(vocabulary.map((word, number) => [word, number]));
  lookups.set(vocabulary, numbers);
  return numbers;
}

/** What this router makes of a text; words that it does not know say nothing. */
export function tfidfScore({ vocabulary, idf, weights, intercept }: TfidfRouter, input: string): number {
  return intercept + sparseDot(vectorOf(wordGrams(input), lookup(vocabulary), idf), weights);
}
