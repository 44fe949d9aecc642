import { expect, it } from 'vitest';
import { pairUp } from '../../src/analysis/pairs.ts';
import { isHopeless, segmentShare } from '../../src/analysis/segment_share.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial } from './trials.ts';

/** Segments by size; `lost` tasks of each are right for the reference alone. */
function pairsOf(sizes: Record<string, { readonly n: number; readonly lost: number }>) {
  const trials = Object.entries(sizes).flatMap(([segment, { n, lost }]) =>
    Array.from({ length: n }, (_, i) => [
      trial(`${segment}${i}`, 'strong', 1, { segment }),
      trial(`${segment}${i}`, 'weak', i < lost ? 0 : 1, { segment }),
    ]).flat(),
  );
  const table = tabulate(trials, ['strong', 'weak'], trials.length / 2);
  return pairUp(
    table,
    table.columns[1]!,
    table.columns[0]!,
    Uint32Array.from({ length: table.n }, (_, i) => i),
  );
}

it('a segment passes alone at its smallest size, and not with one task less', () => {
  expect(segmentShare(pairsOf({ a: { n: 70, lost: 0 } }), ['a'], 0.05)).toMatchObject({
    segments: ['a'],
    task_share: 1,
    smallest_n: 70,
  });
  expect(segmentShare(pairsOf({ a: { n: 69, lost: 0 } }), ['a'], 0.05)).toMatchObject({
    segments: [],
    task_share: 0,
    spend_share: 0,
  });
});

it('Holm: the same segment fails beside nine others of its size', () => {
  const ten = Object.fromEntries([...'abcdefghij'].map((name) => [name, { n: 70, lost: 0 }]));
  expect(segmentShare(pairsOf(ten), [...'abcdefghij'], 0.05).segments).toEqual([]);
});

it('good segments carry their weight, bad ones stay', () => {
  const share = segmentShare(pairsOf({ bad: { n: 100, lost: 30 }, good: { n: 300, lost: 0 } }), ['bad', 'good'], 0.05);
  expect(share).toMatchObject({ segments: ['good'], task_share: 0.75, spend_share: expect.closeTo(0.75, 12) });
});

it('hopeless is what no candidate could pass', () => {
  expect(isHopeless(pairsOf({ a: { n: 179, lost: 0 } }), 0.02)).toBe(true);
  expect(isHopeless(pairsOf({ a: { n: 180, lost: 180 } }), 0.02)).toBe(false);
  expect(isHopeless(pairsOf({ a: { n: 5, lost: 0 } }), 0)).toBe(false);
});
