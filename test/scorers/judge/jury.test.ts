import { describe, expect, it } from 'vitest';
import type { Vote } from '../../../src/domain/judge.ts';
import { combineOrders, combineVotes, disagree, voteOf } from '../../../src/scorers/judge/jury.ts';
import type { Reading } from '../../../src/scorers/judge/question.ts';

const says = (score: number): Reading => ({ state: 'verdict', score, detail: 'd' });
const silent: Reading = { state: 'none', why: 'refused', detail: 'no' };
const cut: Reading = { state: 'none', why: 'cut', detail: 'length' };

describe('both orders', () => {
  // [what the judge says with the candidate first, with it second] -> the candidate's score
  it.each([
    [1, 0, 1, 'better'],
    [0, 1, 0, 'worse'],
    [0.5, 0.5, 0.5, 'tie'],
    [1, 1, 0.5, 'the orders disagree'],
    [0, 0, 0.5, 'the orders disagree'],
    [1, 0.5, 0.5, 'the orders disagree'],
    [0.5, 1, 0.5, 'the orders disagree'],
  ])('%d then %d is %d: %s', (first, second, score, detail) => {
    expect(combineOrders('j', says(first), says(second))).toEqual({
      judge: 'j',
      score,
      detail,
      shown_first: first,
      shown_second: 1 - second,
    });
  });

  it('an order without a verdict leaves none, and keeps the other', () => {
    expect(combineOrders('j', says(1), silent)).toEqual({ judge: 'j', why: 'refused', detail: 'no', shown_first: 1 });
    expect(combineOrders('j', silent, says(1))).toEqual({ judge: 'j', why: 'refused', detail: 'no', shown_second: 0 });
    expect(combineOrders('j', cut, silent)).toEqual({ judge: 'j', why: 'cut', detail: 'length' });
  });
});

it('a vote is what one judge said', () => {
  expect(voteOf('j', says(0.25))).toEqual({ judge: 'j', score: 0.25, detail: 'd' });
  expect(voteOf('j', silent)).toEqual({ judge: 'j', why: 'refused', detail: 'no' });
});

/** Votes as scores, or why there is none. */
const votes = (...all: readonly (number | NonNullable<Vote['why']>)[]): readonly Vote[] =>
  all.map((one, i) => (typeof one === 'number' ? { judge: `j${i}`, score: one } : { judge: `j${i}`, why: one }));

describe('one judge', () => {
  it.each(['majority', 'mean'] as const)('%s: its own verdict', (combine) => {
    expect(combineVotes([{ judge: 'j', score: 0.75, detail: 'faithful 4' }], combine)).toEqual({
      state: 'scored',
      score: 0.75,
      detail: 'faithful 4',
    });
    expect(combineVotes(votes('unparsable'), combine)).toEqual({ state: 'unscored', why: 'judge: unparsable' });
    expect(combineVotes(votes('out_of_range'), combine)).toEqual({ state: 'unscored', why: 'judge: out of range' });
  });
});

describe('a jury', () => {
  it.each([
    [votes(1, 1, 0), 1],
    [votes(0, 1, 0), 0],
    [votes(1, 1, 'failed'), 1],
    [votes(0.5, 0.5, 1), 0.5],
    [votes(1, 0), 'judge: jury undecided'],
    [votes(1, 'abstained'), 'judge: jury undecided'],
    [votes(1, 'refused', 'cut'), 'judge: jury undecided'],
    [votes(0, 0.5, 1), 'judge: jury undecided'],
    [votes('cut', 'cut', 'cut'), 'judge: cut'],
    [votes('cut', 'refused', 'cut'), 'judge: jury undecided'],
    [votes(), 'judge: jury undecided'],
  ])('majority, more than half of all: %j is %s', (all, wanted) => {
    const verdict = combineVotes(all, 'majority');
    expect(verdict.state === 'scored' ? verdict.score : verdict.why).toBe(wanted);
  });

  it.each([
    [votes(1, 0, 0.5), 0.5],
    [votes(1, 0.25), 0.625],
    [votes(1, 'unparsable', 1), 'judge: unparsable'],
    [votes('refused', 'failed'), 'judge: failed'],
    [votes(), 'judge: jury undecided'],
  ])('mean, when all have voted: %j is %s', (all, wanted) => {
    const verdict = combineVotes(all, 'mean');
    expect(verdict.state === 'scored' ? verdict.score : verdict.why).toBe(wanted);
  });

  it('says how each voted', () => {
    expect(combineVotes(votes(1, 'failed', 1), 'majority')).toMatchObject({ detail: '1, failed, 1' });
    expect(combineVotes(votes(2 / 3, 1), 'mean')).toMatchObject({ detail: '0.667, 1' });
  });

  it('disagrees when two verdicts differ; silence is no disagreement', () => {
    expect(disagree(votes(1, 1, 0))).toBe(true);
    expect(disagree(votes(1, 1, 'failed'))).toBe(false);
    expect(disagree(votes(1))).toBe(false);
    expect(disagree([])).toBe(false);
  });
});
