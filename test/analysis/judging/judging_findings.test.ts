import { expect, it } from 'vitest';
import { judgingOf } from '../../../src/analysis/judging/judging.ts';
import { judgingFindings } from '../../../src/analysis/judging/judging_findings.ts';
import type { JudgeCalls } from '../../../src/analysis/judging/judging_types.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { judgedTrial, times } from './judged_trials.ts';

const calls: JudgeCalls = {
  ...{ judge: 'j', model: 'j', served: [], prompt_hash: '', same_family: [], calls: 1, reused: 0, cost_usd: '0' },
  ...{
    cost_unknown: 0,
    input_tokens: 1,
    output_tokens: 1,
    probes: 6,
    probes_unread: 1,
    probes_passed: [],
    asked_again: 0,
    flipped: 0,
  },
};

function found(trials: readonly Trial[], more: Partial<JudgeCalls> = {}) {
  const judging = judgingOf(trials, { combine: null, rubrics: [], judges: [{ ...calls, ...more }] });
  const models = [...new Set(trials.map(({ model }) => model))];
  return judgingFindings(
    judging,
    models.map((model) => ({
      model,
      judged: trials.filter((one) => one.model === model && one.judged && one.score !== undefined).length,
    })),
  );
}
const labelled = judgedTrial('l', 1, { label: 1 });
/** What stands there as long as there are too few labels, before everything else. */
const unchecked = { code: 'judge_not_validated' };
const pairs = (n: number, from: string, first: number, second: number) =>
  times(n, from, 0.5, {
    kind: 'pairwise',
    votes: [{ judge: 'j', score: 0.5, shown_first: first, shown_second: second }],
  });

it('nothing without a judge, and nothing of a good one with labels', () => {
  expect(judgingFindings(null, [])).toEqual([]);
  expect(found([labelled])).toEqual([]);
});
it('no labels', () => {
  expect(found([judgedTrial('a', 1), judgedTrial('b', undefined)])).toEqual([
    { code: 'judge_not_validated', models: ['m'], judged: 1, trials: 2, labels: 0 },
  ]);
});
it('too few labels, model by model', () => {
  const of = (model: string, labels: number, n: number) => [
    ...times(labels, `${model}l`, 1, { model, label: 1 }),
    ...times(n - labels, model, 1, { model }),
  ];
  expect(found([...of('a', 20, 30), ...of('b', 19, 30), ...of('c', 3, 3)])).toEqual([
    { code: 'judge_not_validated', models: ['b'], judged: 30, trials: 63, labels: 19 },
  ]);
  expect(found([...of('a', 20, 30), ...of('b', 20, 30)])).toEqual([]);
});
it('same family, probes that passed, instruction-like answers', () => {
  const trials = [labelled, judgedTrial('s', undefined, { more: { suspicious: true } })];
  expect(found(trials, { same_family: ['m'], probes_passed: [':', 'Yes'] })).toEqual([
    { code: 'same_family', judge: 'j', models: ['m'] },
    { code: 'probes_passed', judge: 'j', passed: [':', 'Yes'], probes: 6, probes_unread: 1 },
    { code: 'suspicious_answers', answers: 1, judged: 2 },
  ]);
});
it.each([
  [15, 5, true],
  [79, 21, true],
  [80, 20, false],
  [10, 9, false],
])('%i pairs with one winner, %i with two: %s', (same, other, said) => {
  const made = found([labelled, ...pairs(same, 'a', 1, 1), ...pairs(other, 'b', 1, 0)]);
  const finding = {
    code: 'judge_position',
    judge: 'j',
    consistency: same / (same + other),
    first_preference: (same + 2 * other) / (2 * (same + other)),
    pairs: same + other,
  };
  expect(made).toEqual([expect.objectContaining(unchecked), ...(said ? [finding] : [])]);
});
it('a jury of many minds', () => {
  const jury = (n: number, from: string, ...scores: number[]) =>
    times(n, from, 1, { votes: scores.map((score, i) => ({ judge: `j${i}`, score })) });
  const made = found([labelled, ...jury(15, 'a', 1, 1), ...jury(5, 'b', 1, 0)]);
  expect(made[1]).toEqual({ code: 'jury_disagrees', disagreement: 0.25, judged: 21 });
  expect(found([labelled, ...jury(16, 'a', 1, 1), ...jury(4, 'b', 1, 0)])).toEqual([
    expect.objectContaining(unchecked),
  ]);
});
