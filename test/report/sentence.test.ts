import { describe, expect, test } from 'vitest';
import { sentence } from '../../src/report/sentence.ts';
import {
  corrected,
  finding,
  headline,
  judged,
  judging,
  moved,
  report,
  run,
  share,
  standing,
  validation,
} from './sample.ts';

const bounds = {
  delta_low: -0.03,
  delta_high: 0,
  oracle_low: 0.9,
  oracle_high: 0.97,
  certified_low: 0.35,
  certified_high: 0.44,
};
const nothing = { candidate: 'linear', floor: 0.05, share: 0, needed_tasks: 2226 } as const;
const none = { candidate: null, floor: null, share: null, needed_tasks: null } as const;

describe('certified', () => {
  test('a part', () => {
    expect(sentence(report())).toBe(
      'linear can take 41 % of tasks from ensemble within 2 points of quality (95 % confidence): $0.0210 -> $0.0131 per 1,000 tasks, 38 % less; within 5 points all, 96 % less.',
    );
  });

  test('the whole workload', () => {
    expect(sentence(report({ headline: headline({ verdict: 'whole_workload', floor: 0.05, share: 3 }) }))).toBe(
      'linear can take all tasks from ensemble within 5 points of quality (95 % confidence): $0.02100 -> $0.00080 per 1,000 tasks, 96 % less; within 2 points 41 %, 38 % less.',
    );
  });

  test('99.9 % is not all tasks', () => {
    const shares = [share('linear', { certified: moved({ task_share: 0.999 }) })];
    expect(sentence(report({ shares, headline: headline({ share: 0 }) }))).toContain('can take 99 % of tasks');
  });

  test('weighted tasks are a part of the workload, not of the tasks', () => {
    const findings = [finding({ code: 'unequal_weights', tasks: 412, effective_n: 285.3 })];
    expect(sentence(report({ findings }))).toContain('41 % of the workload from ensemble');
  });

  test('missing verdicts: the worst case and the count', () => {
    const shares = [share('linear', { missing_pairs: 5, bounds })];
    const standings = [standing('linear', { scored: 407, unscored: 3, failed: 2 }), standing('ensemble')];
    expect(sentence(report({ shares, standings, headline: headline({ share: 0 }) }))).toBe(
      'linear can take 41 % of tasks from ensemble within 2 points of quality (95 % confidence): $0.0210 -> $0.0131 per 1,000 tasks, 38 % less. If 5 tasks without a verdict went against it: 35 %. Incomplete: 5 of 824 answers have no verdict.',
    );
  });

  test('missing verdicts that cannot change the claim are only counted', () => {
    const same = { ...bounds, certified_low: 0.41, certified_high: 0.41 };
    const shares = [share('linear', { missing_pairs: 1, bounds: same })];
    const standings = [standing('linear', { scored: 411, failed: 1 }), standing('ensemble')];
    expect(sentence(report({ shares, standings, headline: headline({ share: 0 }) }))).toMatch(
      /38 % less\. Incomplete: 1 of 824 answers has no verdict\.$/,
    );
  });

  test('missing verdicts that could only raise the claim: no worst case that is better than it', () => {
    const above = { ...bounds, certified_low: 0.45, certified_high: 0.5 };
    const shares = [share('linear', { missing_pairs: 1, bounds: above })];
    expect(sentence(report({ shares, headline: headline({ share: 0 }) }))).not.toContain('went against it');
  });

  test('a larger floor leads: what is left at the smaller ones is said of the nearest', () => {
    const at = (floor: number, task_share: number, saving: number) =>
      share('linear', { floor, certified: moved({ task_share, saving }) });
    const shares = [at(0.01, 0.01, 0.01), at(0.02, 0.02, 0.03), at(0.05, 1, 0.56)];
    const lead = headline({ verdict: 'whole_workload', floor: 0.05, share: 2 });
    expect(sentence(report({ shares, headline: lead }))).toBe(
      'linear can take all tasks from ensemble within 5 points of quality (95 % confidence): $0.0210 -> $0.0131 per 1,000 tasks, 56 % less; within 2 points 2 %, 3 % less.',
    );
  });

  test('too cheap to show is not $0', () => {
    const shares = [
      share('linear', { certified: moved({ cost_before_usd: '0.00000000002', cost_after_usd: '0.00000000001' }) }),
    ];
    expect(sentence(report({ shares, headline: headline({ share: 0 }) }))).toContain(
      ': $0.0000000200 -> $0.0000000100 per',
    );
  });
});

describe('nothing certified', () => {
  test('more tasks could decide: how many is an estimate', () => {
    expect(sentence(report({ headline: headline({ verdict: 'nothing_certified', ...nothing }) }))).toBe(
      'Nothing is certified to move from ensemble to a cheaper model within 5 points of quality (95 % confidence); if linear is as good, an estimated 2,226 tasks would show it (here: 412 tasks).',
    );
  });

  test('more tasks would probably not help', () => {
    expect(
      sentence(report({ headline: headline({ verdict: 'nothing_certified', ...nothing, needed_tasks: 357 }) })),
    ).toBe(
      'Nothing is certified to move from ensemble to a cheaper model within 5 points of quality (95 % confidence); 412 tasks would probably have shown it if linear were as good (estimate: 357 are enough).',
    );
  });

  test('a floor of 0 points can need any number', () => {
    expect(
      sentence(report({ headline: headline({ verdict: 'nothing_certified', ...nothing, needed_tasks: null }) })),
    ).toContain('a floor above 0 points is needed to decide.');
  });

  test('too few tasks', () => {
    expect(
      sentence(
        report({
          headline: headline({ verdict: 'too_few_tasks', ...nothing, needed_tasks: 276 }),
          run: run({ tasks: 40 }),
          standings: [],
        }),
      ),
    ).toBe(
      '40 tasks are too few to certify anything within 5 points of quality (95 % confidence), even without a single loss; an estimated 276 would do if the candidate is as good.',
    );
  });

  test('too few tasks of a run that was cut short', () => {
    const short = { ...report().shares[0]!, pairs: 29 };
    const head = headline({ verdict: 'too_few_tasks', ...nothing, share: 0, needed_tasks: 1100 });
    expect(sentence(report({ headline: head, run: run({ tasks: 2000 }), shares: [short] }))).toMatch(
      /^29 of 2,000 tasks with verdicts of both models are too few .*; an estimated 1,100 would do/,
    );
  });

  test('one task', () => {
    expect(
      sentence(
        report({
          headline: headline({ verdict: 'too_few_tasks', ...nothing, needed_tasks: null }),
          run: run({ tasks: 1 }),
          standings: [],
        }),
      ),
    ).toBe('1 task: no conclusion possible.');
  });
});

describe('no saving to speak of', () => {
  test('every candidate is dearer', () => {
    expect(sentence(report({ headline: headline({ verdict: 'no_cheaper_candidate', ...none }) }))).toBe(
      'Nothing to save: none of the 2 candidates is cheaper than ensemble at $0.0210 per 1,000 tasks.',
    );
    expect(sentence(report({ headline: headline({ verdict: 'no_cheaper_candidate', ...none, candidates: 1 }) }))).toBe(
      'Nothing to save: the candidate is not cheaper than ensemble at $0.0210 per 1,000 tasks.',
    );
  });

  test('unknown costs', () => {
    const shares = [
      share('linear', { certified: moved({ saving: null, cost_before_usd: null, cost_after_usd: null }) }),
    ];
    expect(sentence(report({ shares, headline: headline({ verdict: 'cost_unknown', share: 0 }) }))).toBe(
      'linear can take 41 % of tasks from ensemble within 2 points of quality (95 % confidence); what that saves is unknown, because costs are.',
    );
    expect(sentence(report({ headline: headline({ verdict: 'cost_unknown', ...nothing }) }))).toBe(
      'Nothing is certified to move from ensemble within 5 points of quality (95 % confidence), and what it would save is unknown, because costs are.',
    );
  });
});

describe('nothing to compare', () => {
  test('a single model', () => {
    const verdict = headline({ verdict: 'need_two_models', ...none, candidates: 0 });
    expect(sentence(report({ headline: verdict, standings: [standing('ensemble')], shares: [] }))).toBe(
      'ensemble: quality 91.3 % (95 % interval 88.1-93.7 %) at $0.0210 per 1,000 tasks; need two models to compare.',
    );
    const blank = standing('ensemble', {
      quality: null,
      quality_low: null,
      quality_high: null,
      cost_per_task_usd: null,
    });
    expect(sentence(report({ headline: verdict, standings: [blank], shares: [] }))).toBe(
      'ensemble: quality n/a at unknown per 1,000 tasks; need two models to compare.',
    );
  });

  test('nothing was graded: why', () => {
    const standings = [
      standing('linear', { scored: 0, failed: 3, not_run: 409 }),
      standing('ensemble', { scored: 0, unscored: 412 }),
    ];
    for (const verdict of ['no_verdicts', 'need_two_models'] as const)
      expect(sentence(report({ standings, headline: headline({ verdict, ...none }) }))).toBe(
        'No answer has a verdict: 412 not graded, 3 failed, 409 not run.',
      );
  });

  test('no pairs', () => {
    const standings = [standing('linear', { scored: 0, failed: 412 }), standing('ensemble')];
    expect(sentence(report({ standings, headline: headline({ verdict: 'no_verdicts', ...none }) }))).toBe(
      'Nothing can be compared: no task has a verdict of both the reference and a candidate. Incomplete: 412 of 824 answers have no verdict.',
    );
  });
});

describe('a judge', () => {
  const claim =
    'linear can take 41 % of tasks from ensemble within 2 points of quality (95 % confidence): $0.0210 -> $0.0131 per 1,000 tasks, 38 % less; within 5 points all, 96 % less';

  test('that nobody checked', () => {
    expect(sentence(judged())).toBe(`${claim} (judge not validated).`);
  });

  test('with a record, and too few labels to correct', () => {
    const checked = judged({
      headline: headline({ basis: 'validated' }),
      judging: judging({ validation: validation() }),
    });
    expect(sentence(checked)).toBe(`${claim} (judge agrees with people on 86 % of 100 answers).`);
    const weighted = judging({ validation: validation({ weighted: true }) });
    expect(sentence({ ...checked, judging: weighted })).toMatch(/people on 86 % of answers, 100 labels\)\.$/);
  });

  test('corrected: the corrected share and its money', () => {
    expect(sentence(corrected())).toBe(
      'linear can take 30 % of tasks from ensemble within 2 points of quality (95 % confidence): $0.0210 -> $0.0158 per 1,000 tasks, 25 % less (judge corrected by 100 human labels).',
    );
  });

  test('corrected, with missing verdicts: what they could change is said of the uncorrected share', () => {
    const shares = corrected().shares.map((one) => (one.floor === 0.02 ? { ...one, missing_pairs: 5, bounds } : one));
    expect(sentence(corrected({ shares }))).toMatch(
      / \(judge corrected by 100 human labels\)\. If 5 tasks without a verdict went against it, the uncorrected 41 % would be 35 %\.$/,
    );
  });

  test('where nothing is certified or costs are unknown, its words stand before the full stop too', () => {
    const basis = 'not_validated';
    const end = / \(judge not validated\)\.$/;
    for (const verdict of ['nothing_certified', 'cost_unknown'] as const)
      expect(sentence(judged({ headline: headline({ verdict, basis, ...nothing }) }))).toMatch(end);
    const unknown = [share('linear', { certified: moved({ saving: null }) })];
    expect(
      sentence(judged({ shares: unknown, headline: headline({ verdict: 'cost_unknown', basis, share: 0 }) })),
    ).toMatch(end);
  });

  test('corrected, and nothing certified: more tasks alone would not do', () => {
    const said = (tasks: number, more: object = {}) =>
      sentence(
        corrected({
          headline: headline({
            verdict: 'nothing_certified',
            basis: 'corrected',
            ...nothing,
            needed_tasks: tasks,
            ...more,
          }),
        }),
      );
    const part = 'with as large a part labelled as here';
    expect(said(4000)).toContain(`an estimated 4,000 tasks ${part} would show it (here: 412 tasks)`);
    expect(said(400)).toContain(`(estimate: 400 ${part} are enough)`);
    expect(said(4000, { verdict: 'too_few_tasks' })).toContain(`an estimated 4,000 ${part} would do if`);
    expect(said(4000, { basis: 'not_validated' })).not.toContain(part);
  });

  test('a single model', () => {
    const one = { verdict: 'need_two_models', ...none, candidates: 0 } as const;
    const standings = (from: ReturnType<typeof report>) => from.standings.filter(({ model }) => model === 'ensemble');
    const plain = judged({ headline: headline({ ...one, basis: 'not_validated' }), shares: [] });
    expect(sentence({ ...plain, standings: standings(plain) })).toMatch(
      /91\.3 % .* to compare \(judge not validated\)\.$/,
    );
    const better = corrected({ headline: headline({ ...one, basis: 'validated' }), shares: [] });
    expect(sentence({ ...better, standings: standings(better) })).toBe(
      'ensemble: quality 89.9 % (95 % interval 85.0-94.8 %) at $0.0210 per 1,000 tasks; need two models to compare (judge corrected by 50 human labels).',
    );
  });

  test('says nothing where no number is its own', () => {
    const dearer = headline({ verdict: 'no_cheaper_candidate', basis: 'not_validated', ...none });
    expect(sentence(judged({ headline: dearer }))).not.toContain('judge');
  });
});
