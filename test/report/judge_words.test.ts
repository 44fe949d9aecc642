import { describe, expect, test } from 'vitest';
import type { JudgeRecord, Judging } from '../../src/analysis/judging/judging_types.ts';
import { doubtWords, judgeCost, judgingBlocks, judgingNotes, kappaWords, rate } from '../../src/report/judge_words.ts';
import { agreement, estimated, judge, judging, standing, validation } from './sample.ts';

/** The models of which `validation()` has 50 labels each. */
const CHECKED = { standings: ['linear', 'ensemble'].map((model) => standing(model, { judged: 128 })) };

const items = (more: Partial<Judging>) => judgingBlocks(judging(more), CHECKED).flatMap((block) => block.items);
const itemsOf = (more: Partial<JudgeRecord>) => judgingBlocks(judging({ judges: [judge(more)] }), CHECKED)[1]!.items;

describe('in a few words', () => {
  test('one judge', () => {
    expect(judgingNotes(judging(), CHECKED)).toEqual([
      'judge gpt-5.4-mini (rubric summary)',
      '381 of 384 answers judged, 2 abstained, 1 unparsable',
      'judge cost $0.0123',
      'judge not validated: no human labels (bench judge sample)',
    ]);
  });

  test('a jury: whose reasons it was stands with each judge', () => {
    const rubrics = ['a', 'b', 'c'].map((name) => ({ name, kind: 'pass_fail', sha256: '' }) as const);
    const two = { judges: [judge(), judge({ judge: 'other' })], rubrics };
    expect(judgingNotes(judging(two), CHECKED).slice(0, 2)).toEqual([
      'jury of 2 judges (3 rubrics)',
      '381 of 384 answers judged, 3 without a verdict',
    ]);
    expect(judgingNotes(judging({ ...two, scored: 384 }), CHECKED)[1]).toBe('384 of 384 answers judged');
  });

  test('an interrupted run: what is still to be judged', () => {
    const judges = [judge({ scored: 300, not_asked: 81 })];
    expect(judgingNotes(judging({ scored: 300, judges }), CHECKED)[1]).toBe(
      '300 of 384 answers judged, 2 abstained, 1 unparsable, 81 not asked yet',
    );
  });

  test('nobody is known to have judged', () => {
    const nobody = judging({ judges: [], rubrics: [], judged: 1, scored: 0, cost_usd: null });
    expect(judgingNotes(nobody, { standings: [] })).toEqual([
      'judge',
      '0 of 1 answer judged, 1 without a verdict',
      'judge cost n/a',
      'judge not validated: no human labels (bench judge sample)',
    ]);
  });
});

test('cost: exact, a lower bound, unknown, or nothing known', () => {
  expect(judgeCost('0.0123', 0)).toBe('$0.0123');
  expect(judgeCost('0', 0)).toBe('$0');
  expect(judgeCost('0.0123', 3)).toBe('$0.0123 and 3 calls of unknown cost');
  expect(judgeCost(null, 3)).toBe('unknown');
  expect(judgeCost(null, 0)).toBe('n/a');
});

test('five labels say how little they say; one class has no kappa', () => {
  const five = validation({
    labels: 5,
    agreement: estimated(0.8, 0.2836, 0.9949, 5),
    kappa: estimated(null, null, null, 5),
    by_model: [{ ...agreement({ labels: 5 }), model: 'linear' }],
  });
  const words = (judged: number) =>
    judgingNotes(judging({ validation: five }), { standings: [standing('linear', { judged })] })[3];
  expect(words(5), 'all there are').toBe('agreement 80.0 % (28.3-99.5), kappa n/a (one class only), 5 labels');
  expect(words(6)).toBe('agreement 80.0 % (28.3-99.5), kappa n/a (one class only), judge not validated: 5 labels');
  expect(rate(estimated(null, null, null, 0))).toBe('n/a');
  expect(kappaWords(estimated(-0.1, -0.3, 0.1), true)).toBe('kappa -0.10 (-0.30 to 0.10)');
});

describe('too few labels', () => {
  const { standings } = CHECKED;
  const labelled = (linear: number, ensemble: number) =>
    judging({
      validation: validation({
        labels: linear + ensemble,
        by_model: [
          { ...agreement({ labels: linear }), model: 'linear' },
          { ...agreement({ labels: ensemble }), model: 'ensemble' },
        ].filter(({ labels }) => labels > 0),
      }),
    });

  test.each([
    [20, 20, ''],
    [1, 0, 'judge not validated: 1 label'],
    [19, 19, 'judge not validated: 38 labels'],
    [20, 19, 'judge not validated for ensemble: 19 labels'],
    [40, 0, 'judge not validated for ensemble: no labels'],
  ])('%i and %i: %s', (linear, ensemble, words) => {
    expect(doubtWords(labelled(linear, ensemble), standings)).toBe(words);
  });

  test('the answers of a model that no judge saw need none', () => {
    expect(doubtWords(labelled(20, 0), [standings[0]!, standing('exact')])).toBe('');
  });

  test('beside everything else, with what it takes', () => {
    const [whole] = judgingBlocks(labelled(40, 0), CHECKED);
    expect(whole?.items).toContain(
      'judge not validated for ensemble: no labels; each model needs 20 labels, or all its judged answers labelled',
    );
    expect(judgingNotes(labelled(40, 0), CHECKED)[3]).toMatch(
      /, 40 labels, judge not validated for ensemble: no labels$/,
    );
  });
});

test('labels of another rubric or kind are not passed over in silence', () => {
  expect(judgingNotes(judging({ other_labels: 64 }), CHECKED)[4]).toBe('64 labels belong to another rubric or kind');
  expect(items({ other_labels: 1 })).toContain('1 label belongs to another rubric or kind');
});

describe('all of it', () => {
  test('the record of a judge: every reason counted, served names, prompts, calls, probes, flips', () => {
    expect(judgingBlocks(judging(), CHECKED)[1]).toEqual({
      head: 'judge gpt-5.4-mini: model gpt-5.4-mini, served as gpt-5.4-mini-2026-08-01, prompts 1a2b3c4d',
      items: [
        '384 asked: 381 scored, 2 abstained, 1 unparsable, 0 ambiguous, 0 out of range, 0 contradictory, 0 refused, 0 cut off, 0 failed',
        '390 calls, 0 reused, 51,234 tokens in, 824 out: $0.0123',
        'passed 0 of 6 known-wrong answers',
        'asked again 50 times, it changed its verdict 2 times (4.0 %)',
      ],
    });
  });

  test('what was not tried is said', () => {
    const found = itemsOf({ probes: 0, asked_again: 0, flipped: 0 });
    expect(found).toContain('known-wrong answers: none were put to it');
    expect(itemsOf({ probes: 0, probes_unread: 3 })).toContain('passed 0 of 3 known-wrong answers, 3 gave no verdict');
    expect(itemsOf({ probes: 1, probes_unread: 2, probes_passed: ['yes'] })).toContain(
      'passed 1 of 3 known-wrong answers, 2 gave no verdict: yes',
    );
    expect(found).toContain('flip rate unknown: nothing was put to it again (bench judge check --again 50)');
  });

  test('probes that it passed by name, its family, its taste for the first answer', () => {
    const found = itemsOf({
      probes_passed: ['colon', 'yes'],
      same_family: ['linear'],
      order_consistency: estimated(0.65, 0.6, 0.6975, 384),
      first_preference: estimated(0.6, 0.5, 0.7, 200),
    });
    expect(found).toContain('passed 2 of 6 known-wrong answers: colon, yes');
    expect(found).toContain('same family as linear');
    expect(found).toContain('same winner in both orders: 65.0 % (60.0-69.8) of 384 pairs');
    expect(found).toContain('the answer shown first wins: 60.0 % (50.0-70.0) of 200 verdicts without ties');
  });

  test('a judge that only votes name', () => {
    const nothing = { served: [], prompt_hash: '', cost_usd: null, input_tokens: null, output_tokens: null, calls: 0 };
    const [, block] = judgingBlocks(judging({ judges: [judge(nothing)] }), CHECKED);
    expect(block?.head).toBe('judge gpt-5.4-mini: model gpt-5.4-mini, served name unknown');
    expect(block?.items[1]).toBe('0 calls, 0 reused, n/a tokens in, n/a out: n/a');
  });

  test('the record against people', () => {
    expect(items({ validation: validation() })).toEqual(
      expect.arrayContaining([
        '100 labels of 2 people, 2026-11-22: agreement 86.0 % (77.8-91.5), kappa 0.70 (0.54-0.85)',
        'sensitivity 96.7 % (88.6-99.1), specificity 70.0 % (54.5-82.0), judge minus people 0.10',
        'cross-check: Rogan-Gladen quality of all judged answers 87.1 % (79.1-94.3)',
      ]),
    );
    const bare = items({ validation: validation({ rogan_gladen: null, labelled_at: null, raters: 1 }) });
    expect(bare.join('\n')).toMatch(/\n100 labels of 1 person: agreement/);
    expect(bare.join('\n')).not.toContain('cross-check');
  });

  test('weighted rates say so', () => {
    const words = 'rates are of all judged answers: labels count for as many as they stand for';
    expect(items({ validation: validation({ weighted: true }) })).toContain(words);
    expect(items({ validation: validation() })).not.toContain(words);
  });

  test('a jury says how its votes become one, and how often it differs', () => {
    const judges = [judge(), judge({ judge: 'other' })];
    expect(items({ judges, combine: 'majority', disagreement: 0.123 })).toContain(
      'jury: majority; not of one mind on 12.3 % of answers',
    );
    expect(items({}).join()).not.toContain('jury');
  });

  test('no length to compare, one suspicious answer', () => {
    const found = items({ length_correlation: null, suspicious: 1, cut: 2 });
    expect(found).toContain('score against length of the answer: rank correlation n/a');
    expect(found).toContain('1 answer with instruction-like text; 2 cut for the judge');
  });
});
