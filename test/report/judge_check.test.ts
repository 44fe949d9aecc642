import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Validation } from '../../src/analysis/judging/judging_types.ts';
import { checkSentence, judgeCheck } from '../../src/report/judge_check.ts';
import { displayWidth } from '../../src/report/measure.ts';
import { agreement, at, corrected, estimated, judge, judged, judging, report, standing, validation } from './sample.ts';

const ANSWER =
  'The judge agrees with people on 86 % of 100 answers (77-92 %); kappa 0.70. It is lenient: it passes 30 % of what people fail, and fails 3 % of what people pass.';

test('at 80 columns: against people, the record, corrected beside raw, the answer last', () => {
  expect(
    judgeCheck(corrected(), at(80)),
  ).toBe(`support-desk.csv  412 tasks, 3 segments   reference ensemble   run 20261121-2244

judge against people (graded scores pass above 1/2)
                                 95 %              95 %  sensi-  speci-  kind/
            labels   agree   interval  kappa   interval  tivity  ficity   hard
all            100  86.0 %  77.8-91.5   0.70  0.54-0.85  96.7 %  70.0 %   12/2
by model
  linear        50  86.0 %  77.8-91.5   0.70  0.54-0.85  96.7 %  70.0 %   12/2
  ensemble      50  86.0 %  77.8-91.5   0.70  0.54-0.85  96.7 %  70.0 %   12/2
by segment
  plain          5  86.0 %  77.8-91.5    n/a        n/a  96.7 %  70.0 %   12/2
sensitivity: of what people pass, the judge passes
specificity: of what people fail, the judge fails
kind/hard: passed by the judge alone/by people alone

judge gpt-5.4-mini (rubric summary): 381 of 384 answers judged, 2 abstained, 1
  unparsable
  384 of 1,236 answers can only be graded by a judge
  rubric summary: pointwise
  judge cost $0.0123, in no model's cost
  100 labels of 2 people, 2026-11-22: agreement 86.0 % (77.8-91.5), kappa 0.70
    (0.54-0.85)
  judge not validated for nearest: no labels; each model needs 20 labels, or all
    its judged answers labelled
  sensitivity 96.7 % (88.6-99.1), specificity 70.0 % (54.5-82.0), judge minus
    people 0.10
  cross-check: Rogan-Gladen quality of all judged answers 87.1 % (79.1-94.3)
  score against length of the answer: rank correlation 0.12
  7 answers with instruction-like text; 0 cut for the judge
judge gpt-5.4-mini: model gpt-5.4-mini, served as gpt-5.4-mini-2026-08-01,
  prompts 1a2b3c4d
  384 asked: 381 scored, 2 abstained, 1 unparsable, 0 ambiguous, 0 out of range,
    0 contradictory, 0 refused, 0 cut off, 0 failed
  390 calls, 0 reused, 51,234 tokens in, 824 out: $0.0123
  passed 0 of 6 known-wrong answers
  asked again 50 times, it changed its verdict 2 times (4.0 %)

quality, and corrected by human labels
                                95 %                  95 %
model     judged  quality   interval  corrected   interval   labels
nearest      128   84.0 %  80.1-87.3        n/a        n/a  too few
linear       128   89.1 %  85.6-91.8     85.1 %  79.0-91.2       50
ensemble     128   91.3 %  88.1-93.7     89.9 %  85.0-94.8       50

${ANSWER} Still judge not validated for nearest: no labels; each model needs 20 labels, or all its judged answers labelled.
`);
});

/** The models of which `validation()` has 50 labels each. */
const LABELLED = ['linear', 'ensemble'].map((model) => standing(model, { judged: 128 }));

describe('the answer', () => {
  test('labels that are too few, or of another rubric, are told', () => {
    const few = { labels: 1, by_model: [{ ...agreement({ labels: 1 }), model: 'linear' }] };
    const said = (more: Partial<Validation> | null) =>
      checkSentence(
        judged({
          standings: LABELLED,
          judging: judging({ other_labels: 64, validation: more && validation(more) }),
        }),
      );
    expect(said(few)).toMatch(
      / Still judge not validated: 1 label; each model needs 20 labels, or .* labelled\. 64 labels belong to another rubric or kind\.$/,
    );
    expect(said(null)).toBe(
      'judge not validated: no human labels (bench judge sample). 64 labels belong to another rubric or kind.',
    );
  });

  const checked = (more: Partial<Validation>) =>
    checkSentence(judged({ standings: LABELLED, judging: judging({ validation: validation(more) }) }));

  test('lenient, strict, or neither: both ways to be wrong are told', () => {
    expect(checked({})).toBe(ANSWER);
    const [high, low] = [estimated(0.9667, 0.8864, 0.9908, 60), estimated(0.7, 0.5457, 0.8193, 40)];
    expect(checked({ sensitivity: low, specificity: high })).toMatch(
      / It is strict: it fails 30 % of what people pass, and passes 3 % of what people fail\.$/,
    );
    expect(checked({ sensitivity: high, specificity: estimated(0.9, 0.8, 0.95, 40) })).toMatch(
      /0\.70\. It passes 10 % of what people fail, and fails 3 % of what people pass\.$/,
    );
  });

  test('no better than chance', () => {
    expect(checked({ kappa: estimated(0.12, -0.0801, 0.3201) })).toMatch(
      /; kappa 0\.12 \(-0\.09 to 0\.33\), which may be no better than chance\. It/,
    );
  });

  test('five labels of one class', () => {
    const none = estimated(null, null, null, 0);
    expect(
      checked({
        labels: 5,
        agreement: estimated(0.8, 0.2836, 0.9949, 5),
        kappa: none,
        sensitivity: estimated(0.8, 0.28, 0.99, 5),
        specificity: none,
      }),
    ).toBe('The judge agrees with people on 80 % of 5 answers (28-100 %); kappa n/a (one class only).');
  });

  test('labels, but none on an answer with a verdict', () => {
    const none = estimated(null, null, null, 0);
    expect(checked({ labels: 0, agreement: none, kappa: none, sensitivity: none, specificity: none })).toBe(
      'The judge cannot be compared with people: no labelled answer has its verdict.',
    );
  });

  test('labels that are no random sample: an estimate over all judged answers', () => {
    expect(checked({ weighted: true })).toMatch(
      /^The judge agrees with people on 86 % of answers \(77-92 %, 100 labels\); kappa/,
    );
  });

  test('of two answers the better', () => {
    const rubrics = [{ name: 'r', kind: 'pairwise', sha256: '' }] as const;
    const text = judgeCheck(
      judged({ standings: LABELLED, judging: judging({ rubrics, validation: validation() }) }),
      at(80),
    );
    expect(text).toMatch(/prefers 30 % of what people do not, and does not prefer 3 % of what people do\.\n$/);
    expect(text).toContain('judge against people (to pass is to be better, a tie is none)');
  });

  test('a jury', () => {
    const judges = [judge(), judge({ judge: 'other' })];
    expect(checkSentence(judged({ judging: judging({ judges, validation: validation() }) }))).toMatch(
      /^The jury agrees/,
    );
  });

  test('no labels: the next command; no judge: nothing to check', () => {
    expect(judgeCheck(judged(), at(80)).trimEnd().split('\n').at(-1)).toBe(
      'judge not validated: no human labels (bench judge sample).',
    );
    expect(judgeCheck(report(), at(80)).trimEnd().split('\n').at(-1)).toBe(
      'No answer of this run was left to a judge: there is nothing to check.',
    );
  });
});

const EVIL = '\x1b[2J\u202e::error::日本語';

test('hostile names are inert, without unicode every mark is ASCII', () => {
  const hostile = judged({
    standings: [standing(EVIL, { judged: 3 })],
    judging: judging({
      rubrics: [{ name: EVIL, kind: 'pairwise', sha256: EVIL }],
      judges: [judge({ judge: EVIL, model: EVIL, served: [EVIL], probes_passed: [EVIL], same_family: [EVIL] })],
      validation: validation({
        by_model: [{ ...agreement(), model: EVIL }],
        by_segment: [{ ...agreement(), segment: EVIL }],
        labelled_at: EVIL,
      }),
    }),
  });
  const text = judgeCheck(hostile, at(80, { unicode: false }));
  for (const character of ['\x1b', '\u202e', '…']) expect(text).not.toContain(character);
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).toContain('\\x1b[2J\\u202e:');
});

/** Anything that may be null is, now and then. */
const maybe = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
const anyEstimate = fc.record({ value: maybe, low: maybe, high: maybe, n: fc.nat() });
const anyAgreement = fc.record({
  labels: fc.nat(),
  agreement: anyEstimate,
  kappa: anyEstimate,
  sensitivity: anyEstimate,
  specificity: anyEstimate,
  judge_only: fc.nat(),
  people_only: fc.nat(),
  bias: maybe,
});
const name = fc.string({ unit: 'grapheme', maxLength: 60 });

test('whatever the figures and names: no line but the answer is too wide, and unknown is never NaN, null or undefined there', () => {
  fc.assert(
    fc.property(
      anyAgreement,
      fc.array(name, { maxLength: 5 }),
      maybe,
      fc.constantFrom(20, 40, 80, 200),
      (any, names, x, width) => {
        const models = names.map((model) => ({ ...agreement(any), model }));
        const segments = names.map((segment) => ({ ...agreement(any), segment }));
        const judges = names.map((id) =>
          judge({ judge: id, model: id, served: names, cost_usd: null, input_tokens: null }),
        );
        const one = judged({
          standings: names.map((model) => standing(model, { judged: 2, quality: x })),
          judging: judging({
            judges,
            cost_usd: null,
            disagreement: x,
            length_correlation: x,
            validation: validation({ ...agreement(any), by_model: models, by_segment: segments, labelled_at: null }),
          }),
        });
        const lines = judgeCheck(one, at(width)).split('\n').slice(0, -2);
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
        if (names.length === 0) expect(lines.join('\n')).not.toMatch(/NaN|null|\[object/);
      },
    ),
    { numRuns: 80 },
  );
});
