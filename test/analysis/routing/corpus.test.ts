import { expect, it } from 'vitest';
import { corpusOf, vocabularyOf } from '../../../src/analysis/routing/corpus.ts';
import { wordGrams } from '../../../src/analysis/text/grams.ts';
import { vectorOf } from '../../../src/analysis/text/tf_idf.ts';

const texts = ['red green', 'green red red', 'green blue', 'yellow'];
const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

it('keeps words and pairs of at least two texts, the most frequent first, ties by text', () => {
  const { words, idf } = vocabularyOf(corpusOf([...texts, 'red green']), all(5));
  // green in 4 texts; red in 3; "red green" in 2, twice in the same order; "green red" in one, blue and yellow too.
  expect(words).toEqual(['green', 'red', 'red green']);
  expect([...idf]).toEqual([4, 3, 2].map((count) => expect.closeTo(Math.log(6 / (1 + count)) + 1, 14)));
});

it('only the texts that teach make the vocabulary, and every text has its vector in it', () => {
  const corpus = corpusOf(texts);
  const { words, idf, vector } = vocabularyOf(corpus, Uint32Array.of(0, 1));
  expect(words).toEqual(['green', 'red']);
  const numbers = new Map(words.map((word, i) => [word, i]));
  for (const [place, text] of texts.entries()) {
    const expected = vectorOf(wordGrams(text), numbers, idf);
    const found = vector(place);
    const weights = (v: typeof found) => Object.fromEntries(Array.from(v.index, (feature, i) => [feature, v.value[i]]));
    expect(weights(found)).toEqual(weights(expected));
  }
});

it('the order of the texts does not matter', () => {
  const [a, b] = [vocabularyOf(corpusOf(texts), all(4)), vocabularyOf(corpusOf(texts.toReversed()), all(4))];
  expect(a.words).toEqual(b.words);
  expect(a.idf).toEqual(b.idf);
});

it('at most 20,000 features, the rarest left out', () => {
  const many = Array.from({ length: 15_000 }, (_, i) => `${String.fromCharCode(0x4e00 + i)}`).join('');
  const { words } = vocabularyOf(corpusOf([many, many, '丁']), all(3));
  expect(words).toHaveLength(20_000);
  expect(words[0]).toBe('丁');
});
