import { expect, it } from 'vitest';
import { judgingOf } from '../../../src/analysis/judging/judging.ts';
import { judgingFindings } from '../../../src/analysis/judging/judging_findings.ts';
import type { JudgeCalls } from '../../../src/analysis/judging/judging_types.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { judgedTrial, times } from './judged_trials.ts';

const calls: JudgeCalls = {
  ...{ judge: 'j', model: 'j', served: [], prompt_hash: '', same_family: [], calls: 1, reused: 0, cost_usd: '0' },
  ...{ cost_unknown: 0, input_tokens: 1, output_tokens: 1, probes: 6, probes_passed: [], asked_again: 0, flipped: 0 },
};

function found(trials: readonly Trial[], more: Partial<JudgeCalls> = {}) {
  return judgingFindings(judgingOf(trials, { combine: null, rubrics: [], judges: [{ ...calls, ...more }] }));
}
const labelled = judgedTrial('l', 1, { label: 1 });
const pairs = (n: number, from: string, first: number, second: number) =>
  times(n, from, 0.5, {
    kind: 'pairwise',
    votes: [{ judge: 'j', score: 0.5, shown_first: first, shown_second: second }],
  });

it('nothing without a judge, and nothing of a good one with labels', () => {
  expect(judgingFindings(null)).toEqual([]);
  expect(found([labelled])).toEqual([]);
});
it('no labels', () => {
  expect(found([judgedTrial('a', 1), judgedTrial('b', undefined)])).toEqual([
    { code: 'judge_not_validated', judged: 1, trials: 2 },
  ]);
});
it('same family, probes that passed, instruction-like answers', () => {
  const trials = [labelled, judgedTrial('s', undefined, { more: { suspicious: true } })];
  expect(found(trials, { same_family: ['m'], probes_passed: [':', 'Yes'] })).toEqual([
    { code: 'same_family', judge: 'j', models: ['m'] },
    { code: 'probes_passed', judge: 'j', passed: [':', 'Yes'], probes: 6 },
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
  expect(made).toEqual(said ? [finding] : []);
});
it('a jury of many minds', () => {
  const jury = (n: number, from: string, ...scores: number[]) =>
    times(n, from, 1, { votes: scores.map((score, i) => ({ judge: `j${i}`, score })) });
  const made = found([labelled, ...jury(15, 'a', 1, 1), ...jury(5, 'b', 1, 0)]);
  expect(made).toEqual([{ code: 'jury_disagrees', disagreement: 0.25, judged: 21 }]);
  expect(found([labelled, ...jury(16, 'a', 1, 1), ...jury(4, 'b', 1, 0)])).toEqual([]);
});
