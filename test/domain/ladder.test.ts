import { describe, expect, it } from 'vitest';
import { asksJudge, isLadder, ladderFaults, rungsOf } from '../../src/domain/ladder.ts';
import type { ScorerSpec } from '../../src/domain/scorer.ts';

it('reads every way to write a scorer', () => {
  expect(rungsOf('exact')).toEqual([{ type: 'exact' }]);
  expect(rungsOf({ type: 'set' })).toEqual([{ type: 'set' }]);
  expect(rungsOf(['exact', { type: 'judge', rubric: 'summary' }])).toEqual([
    { type: 'exact' },
    { type: 'judge', rubric: 'summary' },
  ]);
  expect([isLadder(['exact']), isLadder('exact'), isLadder({ type: 'exact' })]).toEqual([true, false, false]);
});

it.each<[ScorerSpec, boolean]>([
  ['judge', true],
  [{ type: 'judge' }, true],
  [['exact', 'judge'], true],
  [['exact', 'set'], false],
  ['./judge.js', false],
])('%j asks a judge: %j', (spec, asks) => {
  expect(asksJudge(spec)).toBe(asks);
});

describe('faults of the order', () => {
  it.each<[ScorerSpec, readonly [number | undefined, string][]]>([
    ['judge', []],
    [['exact', 'numeric', 'judge'], []],
    [
      [
        { type: 'regex', pattern: 'a' },
        { type: 'regex', pattern: 'b' },
      ],
      [],
    ],
    [[], [[undefined, 'the list is empty']]],
    [['judge', 'exact'], [[0, 'only the last scorer may be a judge']]],
    [['exact', { type: 'exact' }], [[1, 'exact stands here twice']]],
    [
      ['judge', 'judge'],
      [
        [0, 'only the last scorer may be a judge'],
        [1, 'judge stands here twice'],
      ],
    ],
    [['judge', { type: 'judge', rubric: 'summary' }], [[0, 'only the last scorer may be a judge']]],
  ])('%j', (spec, wanted) => {
    expect(ladderFaults(spec).map(({ rung, message }) => [rung, message])).toEqual(wanted);
  });
});
