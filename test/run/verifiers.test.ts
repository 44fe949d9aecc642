import { describe, expect, it } from 'vitest';
import type { VerifierReading } from '../../src/analysis/cascade/cascade_types.ts';
import type { Completion, Score } from '../../src/domain/completion.ts';
import type { Judged, Judgement, Rubric } from '../../src/domain/judge.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import { verifiersOf } from '../../src/run/verifiers.ts';
import { writeJournal } from '../results/temp.ts';
import { completion, judgement, openJournals, score } from './journals.ts';
import { GRADES } from './judged_run.ts';

const folderOf = openJournals();

const BLIND: Rubric = { ...GRADES, name: 'blind', reference_answer: 'never', sha256: 'b'.repeat(64) };

interface Options {
  readonly repeats?: number;
  readonly judgements?: readonly Judgement[];
  readonly rubrics?: readonly Rubric[];
  readonly models?: readonly string[];
}

/** Verifier -> task -> reading, of model `m`. */
async function read(completions: readonly Completion[], scores: readonly Score[], options: Options = {}) {
  const { repeats = 1, judgements = [], rubrics = [BLIND, GRADES], models = ['m'] } = options;
  const folder = folderOf(completions, scores);
  if (judgements.length > 0) writeJournal(folder.judgements, judgements);
  const run = { models: models.map((id) => ({ id })), repeats, judge: { rubrics } } as unknown as RunFile;
  const columns = await verifiersOf(folder, run);
  return Object.fromEntries(
    columns
      .filter(({ candidate }) => candidate === 'm')
      .map(({ verifier, readings }) => [verifier, Object.fromEntries(readings)]),
  ) as Record<string, Record<string, VerifierReading>>;
}

const answers = (...texts: readonly string[]) =>
  texts.map((text, repeat) =>
    completion({ text, repeat, cost: { state: 'known', usd: `0.0${repeat + 1}`, source: 'config' } }),
  );

describe('self-consistency', () => {
  it('is the share of the modal answer; its score counts, and all repeats are paid', async () => {
    const scores = [0, 1, 1].map((value, repeat) => score(value, { repeat }));
    const { 'self-consistency': readings } = await read(answers('No', 'Yes  it is', ' yes it\nIS '), scores, {
      repeats: 3,
    });
    expect(readings).toEqual({ t1: { trust: 2 / 3, score: 1, cost_usd: expect.closeTo(0.06 - 0.02, 12) } });
  });
  it('of equals the answer that came first counts', async () => {
    const scores = [0, 1].map((value, repeat) => score(value, { repeat }));
    const { 'self-consistency': readings } = await read(answers('a', 'b'), scores, { repeats: 2 });
    expect(readings!.t1).toMatchObject({ trust: 0.5, score: 0 });
  });
  it('goes by the number or letter that the scorer read, and by no other detail', async () => {
    const texts = answers('It is 7.', 'So: 7', 'eight');
    const by = (scorer: string) =>
      [7, 7, 8].map((detail, repeat) =>
        score(0, { repeat, scorer, verdict: { state: 'scored', score: detail === 7 ? 1 : 0, detail: String(detail) } }),
      );
    for (const [scorer, trust] of [
      ['numeric@1', 2 / 3],
      ['choice@1#0123abcd', 2 / 3],
      ['contains@1', 1 / 3],
      ['exact@1>numeric@1', 1 / 3],
    ] as const) {
      const { 'self-consistency': readings } = await read(texts, by(scorer), { repeats: 3 });
      expect(readings!.t1!.trust, scorer).toBeCloseTo(trust, 12);
    }
  });
  it('no answer is never the one agreed on, but counts as an answer given; what failed does not', async () => {
    const repeats = [
      completion({ status: 'refused', text: 'no', repeat: 0 }),
      completion({ status: 'refused', text: 'no', repeat: 1 }),
      completion({ text: 'yes', repeat: 2 }),
      completion({ status: 'failed', text: '', repeat: 3 }),
    ];
    const some = await read(repeats, [score(1, { repeat: 2 })], { repeats: 4 });
    expect(some['self-consistency']!.t1).toEqual({ trust: 1 / 3, score: 1, cost_usd: expect.closeTo(0.02, 12) });
    const none = await read(repeats.slice(0, 2), [], { repeats: 2 });
    expect(none['self-consistency']!.t1).toEqual({
      trust: Number.NEGATIVE_INFINITY,
      cost_usd: expect.closeTo(0.01, 12),
    });
  });
  it('is not known of one answer, or of outcomes without texts', async () => {
    expect(await read(answers('a'), [score(1)])).toEqual({});
    expect(
      await read(
        answers('', ''),
        [0, 1].map((repeat) => score(1, { repeat })),
        { repeats: 2 },
      ),
    ).toEqual({});
  });
  it('an unknown cost of any repeat makes the verifier’s unknown', async () => {
    const [first, second] = answers('a', 'a');
    const unpriced = { ...second!, cost: { state: 'unknown', why: 'no price' } } as const;
    const { 'self-consistency': readings } = await read([first!, unpriced], [], { repeats: 2 });
    expect(readings!.t1).toEqual({ trust: 1, cost_usd: null });
  });
});

describe('log-probabilities and recorded columns', () => {
  it('belong to the first answer, and so does the score that counts', async () => {
    const repeats = [0, 1].map((repeat) => completion({ repeat, text: `a${repeat}`, logprob: -0.5 - repeat }));
    const { logprob } = await read(repeats, [score(0), score(1, { repeat: 1 })], { repeats: 2 });
    expect(logprob).toEqual({ t1: { trust: -0.5, cost_usd: 0, score: 0 } });
  });
  it('the last answer of a cell counts; a refusal is not read', async () => {
    const again = [
      completion({ logprob: -2 }),
      completion({ logprob: -1 }),
      completion({ status: 'failed', text: '' }),
      completion({ task_id: 't2', status: 'refused', logprob: -0.1 }),
    ];
    expect(await read(again, [])).toEqual({ logprob: { t1: { trust: -1, cost_usd: 0 } } });
  });
  it('each column is a verifier; a cost that nobody recorded is unknown, not 0', async () => {
    const rows = [
      completion({ signals: { b: 0.25, a: 3 }, signals_usd: { a: '0.5' } }),
      completion({ task_id: 't2', signals: { a: 4 }, signals_usd: { a: '0' } }),
    ];
    const found = await read(rows, []);
    expect(Object.keys(found)).toEqual(['a', 'b']);
    expect(found).toEqual({
      a: { t1: { trust: 3, cost_usd: 0.5 }, t2: { trust: 4, cost_usd: 0 } },
      b: { t1: { trust: 0.25, cost_usd: null } },
    });
  });
});

/** A judge's score that stands before the one that counts. */
function judged(value: number | null, change: Partial<Score> = {}, how: Partial<Judged> = {}): Score {
  const vote = value === null ? { judge: 'jane', why: 'unparsable' as const } : { judge: 'jane', score: value };
  return score(0, {
    scorer: 'judge@1#aa',
    verdict: value === null ? { state: 'unscored', why: 'judge: unparsable' } : { state: 'scored', score: value },
    judged: { kind: 'pass_fail', rubric: 'blind', rubric_sha256: BLIND.sha256, votes: [vote], chars: 6, ...how },
    ...change,
  });
}

describe('other scorers', () => {
  it('a judge that does not see the label is a verifier, with what it cost', async () => {
    const completions = ['t1', 't2', 't3'].map((task_id) => completion({ task_id }));
    const scores = [
      judged(1),
      judged(null, { task_id: 't2' }),
      score(0),
      score(1, { task_id: 't2' }),
      score(1, { task_id: 't3' }),
    ];
    const failed = { state: 'unknown', why: 'failed' } as const;
    const judgements = [
      judgement(),
      judgement({ purpose: 'probe', cost: { state: 'known', usd: '9', source: 'config' } }),
      judgement({ task_id: 't2' }),
      judgement({ task_id: 't2', cost: { state: 'known', usd: '0.002', source: 'config' } }),
      judgement({ task_id: 't2', cost: failed, attempts: [{ outcome: 'http 429', ms: 1, billed: 'no' }] }),
    ];
    expect(await read(completions, scores, { judgements })).toEqual({
      'judge@1#aa': {
        t1: { trust: 1, cost_usd: 0.001 },
        t2: { trust: Number.NEGATIVE_INFINITY, cost_usd: expect.closeTo(0.003, 12) },
      },
    });
  });
  it('is not one where its verdict counts, where it may see the label, compares with the reference, or its rubric is gone', async () => {
    const after = [score(1)];
    expect(await read([completion()], [judged(1)])).toEqual({});
    const seeing = { rubric: 'summary', rubric_sha256: GRADES.sha256 };
    expect(await read([completion()], [judged(1, {}, seeing), ...after])).toEqual({});
    expect(await read([completion()], [judged(1, {}, { kind: 'pairwise' }), ...after])).toEqual({});
    expect(await read([completion()], [judged(1), ...after], { rubrics: [GRADES] })).toEqual({});
  });
  it('a verdict that was taken back is none', async () => {
    const back = judged(null, {}, { votes: [] });
    expect(await read([completion()], [judged(1), back, score(1)])).toEqual({});
  });
  it('an equal answer that was asked about once costs the same; another judge of that name makes the cost unknown', async () => {
    const completions = [completion({ text: 'Same' }), completion({ model: 'other', text: 'same ' })];
    const scores = [judged(1), judged(1, { model: 'other' }), score(1), score(1, { model: 'other' })];
    const once = [judgement({ model: 'other' })];
    const shared = await read(completions, scores, { judgements: once, models: ['m', 'other'] });
    expect(shared['judge@1#aa']!.t1).toEqual({ trust: 1, cost_usd: 0.001 });
    const twice = [judgement(), judgement({ identity: 'deadbeef' })];
    expect((await read(completions, scores, { judgements: twice }))['judge@1#aa']!.t1!.cost_usd).toBeNull();
    expect((await read(completions, scores))['judge@1#aa']!.t1!.cost_usd, 'no bill').toBeNull();
  });
  it('a scorer file is one where its name says so; whatever else compares with the label is not', async () => {
    const scores = [
      score(0.7, { scorer: 'length.verifier.js@0123456789ab' }),
      score(1, { scorer: 'check.js@0123456789ab' }),
      score(1, { scorer: 'contains@1' }),
      score(1, { scorer: 'no_answer@1' }),
      score(0),
    ];
    expect(await read([completion()], scores)).toEqual({
      'length.verifier.js@0123456789ab': { t1: { trust: 0.7, cost_usd: 0 } },
    });
  });
});
