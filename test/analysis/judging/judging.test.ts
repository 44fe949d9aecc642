import { describe, expect, it } from 'vitest';
import { judgingOf } from '../../../src/analysis/judging/judging.ts';
import type { JudgeCalls, JudgingFacts } from '../../../src/analysis/judging/judging_types.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { trial } from '../trials.ts';
import { report } from '../workload.ts';
import { judgedTrial, times } from './judged_trials.ts';

const calls = (judge: string, cost_usd: string | null): JudgeCalls => ({
  ...{ judge, model: `${judge}-model`, served: [], prompt_hash: 'abcd1234', same_family: [], calls: 3, reused: 0 },
  ...{ cost_usd, cost_unknown: cost_usd === null ? 3 : 0, input_tokens: 10, output_tokens: 5, probes: 6 },
  ...{ probes_unread: 0, probes_passed: [], asked_again: 0, flipped: 0 },
});

const facts = (...judges: JudgeCalls[]): JudgingFacts => ({
  combine: 'majority',
  rubrics: [{ name: 'summary', kind: 'pass_fail', sha256: 'ff' }],
  judges,
});

describe('what stands beside judged numbers', () => {
  it('nothing where nothing was left to a judge and none was asked', () => {
    expect(judgingOf([trial('a', 'm', 1), trial('b', 'm', undefined)], undefined)).toBeNull();
    expect(judgingOf([trial('a', 'm', 1)], facts({ ...calls('j', '0'), calls: 0 }))).toBeNull();
  });
  it('a judge that was probed for nothing still costs', () => {
    expect(judgingOf([trial('a', 'm', 1)], facts(calls('j', '0.02')))).toMatchObject({
      judged: 0,
      trials: 1,
      cost_usd: '0.02',
    });
  });
  it('votes of each judge add up to the judged answers, missing ones included', () => {
    const trials: Trial[] = [
      trial('exact', 'm', 1),
      judgedTrial('a', 1, {
        votes: [
          { judge: 'j', score: 1 },
          { judge: 'k', score: 1 },
        ],
      }),
      judgedTrial('b', undefined, {
        votes: [
          { judge: 'j', why: 'abstained' },
          { judge: 'k', score: 0 },
        ],
      }),
      judgedTrial('c', undefined, { votes: [{ judge: 'j', why: 'out_of_range' }, { judge: 'k' }] }),
      judgedTrial('d', undefined, { votes: [] }),
      judgedTrial('e', 0, { votes: [{ judge: 'j', score: 0 }] }),
    ];
    const made = judgingOf(trials, facts(calls('k', '0.1')))!;
    expect(made).toMatchObject({ judged: 5, scored: 2, trials: 6, disagreement: 0, validation: null });
    expect(made.judges.map(({ judge }) => judge)).toEqual(['k', 'j']);
    expect(made.judges[0]).toMatchObject({ scored: 2, not_asked: 3, model: 'k-model', calls: 3 });
    expect(made.judges[1]).toMatchObject({ scored: 2, not_asked: 1, model: 'j', calls: 0, cost_usd: null });
    expect(made.judges[1]!.no_verdict).toMatchObject({ abstained: 1, out_of_range: 1, unparsable: 0, failed: 0 });
  });
  it('money is summed exactly; unknown is null, not 0', () => {
    const of = (...judges: JudgeCalls[]) => judgingOf([judgedTrial('a', 1)], facts(...judges));
    expect(of(calls('j', '0.1'), calls('k', '0.2'))).toMatchObject({ cost_usd: '0.3', cost_unknown: 0 });
    expect(of(calls('j', '0.1'), calls('k', null))).toMatchObject({ cost_usd: '0.1', cost_unknown: 3 });
    expect(of(calls('j', null))).toMatchObject({ cost_usd: null, cost_unknown: 3 });
  });
  it('suspicious and cut answers are counted, with a verdict or without', () => {
    const trials = [
      judgedTrial('a', undefined, { more: { suspicious: true, cut: true } }),
      judgedTrial('b', 1, { more: { cut: true } }),
    ];
    expect(judgingOf(trials, undefined)).toMatchObject({ suspicious: 1, cut: 2 });
  });
  it('a jury is divided when its members stand on different sides; one verdict is no jury', () => {
    const jury = (...scores: number[]) => scores.map((score, i) => ({ judge: `j${i}`, score }));
    const of = (kind: 'pointwise' | 'pairwise', ...juries: number[][]) =>
      judgingOf(
        juries.map((scores, i) => judgedTrial(i, scores[0], { kind, votes: jury(...scores) })),
        undefined,
      )!.disagreement;
    expect(of('pointwise', [1, 0.75], [0.25, 0.5], [1, 0.5], [0.2])).toBeCloseTo(1 / 3);
    expect(of('pairwise', [1, 0.5], [0.5, 0.5])).toBe(0.5);
    expect(of('pointwise', [1])).toBeNull();
  });
});

describe('score against length', () => {
  const long = (n: number, segment = '') =>
    Array.from({ length: n }, (_, i) =>
      judgedTrial(`${segment}${i}`, i % 2, { chars: 100 + i + (i % 2) * 100, segment }),
    );
  it('longer answers score higher', () => {
    expect(judgingOf(long(40), undefined)!.length_correlation).toBeGreaterThan(0.8);
  });
  it('null with fewer than 10 verdicts, or where either does not vary', () => {
    expect(judgingOf(long(9), undefined)!.length_correlation).toBeNull();
    expect(judgingOf(times(40, 't', 1), undefined)!.length_correlation).toBeNull();
  });
  it('segments with longer and better answers are no bias of the judge', () => {
    const flat = (segment: string, chars: number, good: number) =>
      Array.from({ length: 40 }, (_, i) =>
        judgedTrial(`${segment}${i}`, i < good ? 1 : 0, { chars: chars + (i % 2), segment }),
      );
    expect(judgingOf([...flat('short', 10, 10), ...flat('long', 900, 30)], undefined)!.length_correlation).toBeCloseTo(
      0,
    );
  });
});

it('any order of trials gives the same bytes', () => {
  const trials = [
    ...times(30, 'a', 0.7, { label: 0.3, segment: 'x' }),
    ...times(25, 'b', 0.1, { label: 0.45, segment: 'y', chars: 50, model: 'n' }),
    ...times(9, 'c', 0.6, { label: 0.9, segment: 'y', chars: 5 }),
  ];
  const shuffled = trials.map((_, i) => trials[(i * 37) % trials.length]!);
  expect(JSON.stringify(judgingOf(shuffled, undefined))).toBe(JSON.stringify(judgingOf(trials, undefined)));
});

describe('in the report', () => {
  const pair = (i: number, more: Partial<Trial>) => [
    trial(`t${i}`, 'strong', 1),
    { ...judgedTrial(`t${i}`, 1, { model: 'weak' }), ...more },
  ];
  const trials = Array.from({ length: 100 }, (_, i) =>
    i < 60 ? pair(i, {}) : [trial(`t${i}`, 'strong', 1), trial(`t${i}`, 'weak', 1)],
  ).flat();
  it('judging, the standing of judged scores, and the words that nobody checked', () => {
    const made = report([...trials, judgedTrial('t0', 1, { model: 'stranger' })], 100);
    expect(made.judging).toMatchObject({ judged: 60, scored: 60, trials: 200 });
    expect(made.standings.map(({ judged }) => judged)).toEqual([0, 60]);
    expect(made.findings).toContainEqual({
      ...{ code: 'judge_not_validated', judged: 60, trials: 200, labels: 0 },
      models: expect.any(Array),
    });
  });
  it('without a judge there is nothing', () => {
    const made = report(
      trials.filter((one) => one.judged === undefined),
      100,
    );
    expect(made.judging).toBeNull();
    expect(made.findings.filter(({ code }) => code.startsWith('judge'))).toEqual([]);
  });
});
