import { expect, test } from 'vitest';
import type { ReportFinding } from '../../src/analysis/finding_types.ts';
import { findingWords, judgeWarnings, warnings } from '../../src/report/words.ts';
import { corrected, judged, moved, report, run, share, standing } from './sample.ts';

test.each<[ReportFinding, string]>([
  [{ code: 'need_two_models', models: 1 }, 'need two models: with 1 model there is nothing to compare'],
  [
    { code: 'too_few_tasks', tested: 20, floor: 0.05, smallest_n: 52 },
    'too few tasks for 5 points: 20 tasks in the half that tests, and without a single loss it takes 52',
  ],
  [
    { code: 'too_few_tasks', tested: 449, effective_n: 120.7, floor: 0.02, smallest_n: 180 },
    'too few tasks for 2 points: 449 tasks in the half that tests, which say as much as 120 of equal weight, and without a single loss it takes 180',
  ],
  [
    { code: 'too_few_tasks', tested: 20, floor: 0, smallest_n: null },
    'too few tasks for 0 points: 20 tasks in the half that tests',
  ],
  [
    { code: 'cost_unknown', model: 'linear', known: 400, trials: 412, on_frontier: true },
    'linear: the cost of 12 of 412 answers is unknown',
  ],
  [
    { code: 'cost_unknown', model: 'linear', known: 0, trials: 412, on_frontier: false },
    'linear: the cost of 412 of 412 answers is unknown; no place on the frontier',
  ],
  [
    { code: 'verdicts_missing', model: 'other', scored: 808, trials: 809, on_frontier: true, quality_bounds: null },
    'other: 1 of 809 answers has no verdict',
  ],
  [
    { code: 'reported_cost_differs', model: 'linear', calls: 412, reported_usd: '0.88', list_usd: '1' },
    'linear: provider-reported cost $0.88, list price $1.00 for 412 answers: 12 % less',
  ],
  [
    { code: 'reported_cost_differs', model: 'linear', calls: 1, reported_usd: '0.03', list_usd: '0.02' },
    'linear: provider-reported cost $0.0300, list price $0.0200 for 1 answer: 50 % more',
  ],
  [
    { code: 'reported_cost_differs', model: 'linear', calls: 3, reported_usd: '0.03', list_usd: '0' },
    'linear: provider-reported cost $0.0300, list price $0 for 3 answers',
  ],
  [
    {
      ...{ code: 'verdicts_missing', model: 'nearest', scored: 400, trials: 412, on_frontier: true },
      quality_bounds: [0.8155, 0.8447],
    },
    'nearest: 12 of 412 answers have no verdict (3 not graded, 9 failed); quality 81.5-84.5 % as they were all wrong or all right',
  ],
  [
    { code: 'verdicts_missing', model: 'nearest', scored: 0, trials: 412, on_frontier: false, quality_bounds: null },
    'nearest: 412 of 412 answers have no verdict (3 not graded, 9 failed); no place on the frontier',
  ],
  [
    {
      ...{ code: 'segment_out_of_line', model: 'linear', segment: 'plain', tasks: 40 },
      ...{ quality: 0.05, expected: 0.61, p: 0.0000123 },
    },
    'linear on segment plain: 5 % of 40 tasks, where its other segments and the other models let expect 61 % (p < 0.001): look for a broken harness before a weak model',
  ],
  [
    {
      ...{ code: 'price_order_differs', cheaper_list: 'small', cheaper_task: 'large', pairs: 3 },
      ...{ list_input_usd: [0.25, 1], list_output_usd: [2, 8], cost_per_task_usd: ['0.0131', '0.0105'] },
    },
    'small has lower list prices than large ($0.25 in, $2 out; $1 in, $8 out per million tokens), but costs more: $13.10 against $10.50 per 1,000 tasks; the widest apart of 3 such pairs',
  ],
  [
    { code: 'selected_of_many', candidates: 9, floor: 0.02, selected: 'linear' },
    'linear was selected of 9 candidates on one half of the tasks; its certified figures are of the other half',
  ],
  [
    { code: 'unequal_weights', tasks: 412, effective_n: 285.9 },
    'weights differ: 412 tasks say as much as 285 of equal weight; shares and $ are of the weighted workload',
  ],
  [
    { code: 'judge_not_validated', models: ['linear'], judged: 381, trials: 1236, labels: 0 },
    'judge not validated: 381 of 1,236 answers rest on verdicts that nobody checked (bench judge sample)',
  ],
  [
    { code: 'judge_not_validated', models: ['linear'], judged: 381, trials: 1236, labels: 3 },
    'judge not validated: 381 of 1,236 answers rest on verdicts that too few labels check (3) (bench judge sample)',
  ],
  [
    { code: 'same_family', judge: 'gpt-5.4-mini', models: ['linear', 'nearest'] },
    'judge gpt-5.4-mini is of the same family as linear, nearest: judges favour their own',
  ],
  [
    { code: 'probes_passed', judge: 'gpt-5.4-mini', passed: ['colon', 'yes'], probes: 6, probes_unread: 0 },
    'judge gpt-5.4-mini passed 2 of 6 known-wrong answers: colon, yes',
  ],
  [{ code: 'suspicious_answers', answers: 7, judged: 384 }, '7 of 384 judged answers contain instruction-like text'],
  [{ code: 'suspicious_answers', answers: 1, judged: 384 }, '1 of 384 judged answers contains instruction-like text'],
  [
    { code: 'judge_position', judge: 'j', consistency: 0.652, first_preference: 0.71, pairs: 384 },
    'judge j names the same winner in both orders of 65 % of 384 pairs; of its winners 71 % were shown first',
  ],
  [
    { code: 'judge_position', judge: 'j', consistency: 0.652, first_preference: null, pairs: 384 },
    'judge j names the same winner in both orders of 65 % of 384 pairs',
  ],
  [
    { code: 'jury_disagrees', disagreement: 0.31, judged: 384 },
    'the jury is not of one mind on 31 % of 384 judged answers',
  ],
])('%j', (finding, words) => {
  const standings = [standing('nearest', { scored: 400, unscored: 3, failed: 9 })];
  expect(findingWords(finding, report({ standings }))).toBe(words);
});

test('one task: no conclusion possible', () => {
  const one = report({ run: run({ tasks: 1 }) });
  expect(findingWords({ code: 'too_few_tasks', tested: 1, floor: 0.02, smallest_n: 133 }, one)).toBe(
    '1 task: no conclusion possible at 2 points',
  );
});

test('beside the findings: what missing verdicts could change, and answers that were cut or withheld', () => {
  const bounds = {
    delta_low: -0.03,
    delta_high: 0,
    oracle_low: 0.9,
    oracle_high: 0.97,
    certified_low: 0.35,
    certified_high: 0.44,
  };
  const agreeing = { ...bounds, certified_low: 0.41, certified_high: 0.41 };
  const shares = [
    share('linear', { missing_pairs: 5, bounds }),
    share('linear', { certified: null, bounds }),
    share('nearest', { missing_pairs: 1, bounds: agreeing }),
  ];
  const standings = [
    standing('a', { refused: 2, empty: 1, truncated: 4 }),
    standing('b', { truncated: 1 }),
    standing('c'),
  ];
  expect(warnings(report({ findings: [], shares, standings }))).toEqual([
    'linear within 2 points: certified 35 % to 44 %, as 5 missing verdicts went all against or all for it',
    'a: 3 answers refused, filtered or empty: graded wrong',
    '2 models: 5 answers truncated: graded as they stand',
  ]);
});

const UNCHECKED = { code: 'judge_not_validated', models: [], judged: 381, trials: 1236, labels: 0 } as const;

test('where the answer is not the largest saving of its floor, why not', () => {
  const finding = { code: 'selected_of_many', candidates: 2, floor: 0.02, selected: 'linear' } as const;
  const shares = (saving: number) => [
    share('linear', { certified: moved({ saving: 0.38 }) }),
    share('nearest', { certified: moved({ saving }) }),
    share('nearest', { floor: 0.05, certified: moved({ saving: 0.99 }) }),
  ];
  const said = (saving: number) => findingWords(finding, report({ shares: shares(saving) }));
  expect(said(0.9)).toMatch(/ of the other half; nearest saves 90 % there, but was not chosen beforehand$/);
  expect(said(0.381)).toMatch(/ of the other half$/);
  expect(said(0.2)).toMatch(/ of the other half$/);
});

test('what the answer rests on comes first, what is missing of others after it', () => {
  const cost = (model: string) => ({ code: 'cost_unknown', model, known: 1, trials: 2, on_frontier: true }) as const;
  const weights = { code: 'unequal_weights', tasks: 4, effective_n: 3 } as const;
  const bounds = {
    ...{ delta_low: 0, delta_high: 0, oracle_low: 1, oracle_high: 1 },
    certified_low: 0,
    certified_high: 1,
  };
  const shares = [share('nearest', { missing_pairs: 1, bounds }), share('linear', { missing_pairs: 1, bounds })];
  const made = report({ findings: [cost('nearest'), cost('linear'), cost('ensemble'), weights], shares });
  expect(warnings(made).map((text) => text.split(/[ :]/)[0])).toEqual([
    'linear',
    'ensemble',
    'weights',
    'linear',
    'nearest',
    'nearest',
  ]);
});

test('that nobody checked the judge stands in its own lines, not among the warnings', () => {
  expect(warnings(judged({ findings: [UNCHECKED] }))).toEqual([]);
  expect(judgeWarnings(judged({ findings: [UNCHECKED] }))).toEqual([]);
});

test('what missing verdicts could change is said of the uncorrected share', () => {
  const bounds = {
    delta_low: -0.03,
    delta_high: 0,
    oracle_low: 0.9,
    oracle_high: 0.97,
    certified_low: 0.35,
    certified_high: 0.44,
  };
  const shares = corrected().shares.map((one) => (one.floor === 0.02 ? { ...one, missing_pairs: 5, bounds } : one));
  expect(warnings(corrected({ findings: [], shares }))[0]).toBe(
    'linear within 2 points: uncorrected 35 % to 44 %, as 5 missing verdicts went all against or all for it',
  );
});
