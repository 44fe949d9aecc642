import { describe, expect, it } from 'vitest';
import { readEmbeddings } from '../../../src/providers/embeddings/answer.ts';

const item = (embedding: unknown, index?: unknown) => ({
  object: 'embedding',
  embedding,
  ...(index === undefined ? {} : { index }),
});
const body = (data: unknown, more: object = {}) => JSON.stringify({ object: 'list', data, ...more });

describe('readEmbeddings', () => {
  it('puts vectors in the order in which they were asked, whatever the order in which they come', () => {
    const read = readEmbeddings(
      body([item([0.5, 1], 1), item([2, -3], 0)], { usage: { prompt_tokens: 7 } }),
      2,
      undefined,
    );
    expect(read).toEqual({ vectors: [Float32Array.of(2, -3), Float32Array.of(0.5, 1)], tokens: 7 });
  });

  it.each([
    ['without an index, the order as it is', body([item([1]), item([2])]), undefined],
    ['total_tokens alone', body([item([1]), item([2])], { usage: { total_tokens: 3 } }), 3],
    ['unusable usage', body([item([1]), item([2])], { usage: { prompt_tokens: -1 } }), undefined],
  ])('%s', (_, text, tokens) => {
    expect(readEmbeddings(text, 2, 1)).toEqual({ vectors: [Float32Array.of(1), Float32Array.of(2)], tokens });
  });

  it.each([
    ['no JSON', '<html>', /not a list/],
    ['no list', body('x'), /not a list/],
    ['too few', body([item([1, 2])]), /1 vectors for 2 texts/],
    ['too many', body([item([1, 2]), item([1, 2]), item([1, 2])]), /3 vectors for 2/],
    ['one index twice', body([item([1, 2], 0), item([1, 2], 0)]), /index 0/],
    ['an index outside', body([item([1, 2], 0), item([1, 2], 2)]), /index 2/],
    ['an index that is a name', body([item([1, 2], 'push'), item([1, 2], 1)]), /index "push"/],
    ['a null', body([item([1, null]), item([1, 2])]), /no number/],
    ['NaN as a word', body([item(['NaN', 1]), item([1, 2])]), /no number/],
    ['infinity', `{"data":[{"embedding":[1e999,1]},{"embedding":[1,2]}]}`, /not finite/],
    ['more than single precision holds', `{"data":[{"embedding":[1e300,1]},{"embedding":[1,2]}]}`, /not finite/],
    ['base64 that nobody asked for', body([item('AACAPw=='), item('AACAPw==')]), /no list of numbers/],
    ['nothing', body([item([]), item([])]), /empty/],
    ['two lengths', body([item([1, 2]), item([1])]), /1 numbers among vectors of 2/],
    ['another length than before', body([item([1, 2, 3]), item([1, 2, 3])]), /3 numbers among vectors of 2/],
    ['an item that is none', body([null, item([1, 2])]), /no embedding/],
  ])('refuses %s', (_, text, why) => {
    expect(readEmbeddings(text, 2, why.source.includes('vectors of 2') ? 2 : undefined)).toMatch(why);
  });
});
