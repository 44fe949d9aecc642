import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Completion, Score } from '../../src/domain/completion.ts';
import type { Vote } from '../../src/domain/judge.ts';
import { Ledger } from '../../src/run/ledger.ts';
import { completion, score } from './journals.ts';

const cell = { task_id: fc.constantFrom('a', 'b'), model: fc.constantFrom('m', 'n'), repeat: fc.constantFrom(0, 1) };
const completions = fc.record({ ...cell, ms: fc.nat(9), status: fc.constantFrom('ok', 'empty', 'failed') });
const scores = fc.record({ ...cell, value: fc.option(fc.constantFrom(0, 0.5, 1)) });

function scoreOf({ value, ...change }: { readonly value: number | null }): Score {
  return score(value ?? 0, value === null ? { ...change, verdict: { state: 'unscored', why: 'w' } } : change);
}

function trialsOf(told: readonly (Completion | Score)[]) {
  const ledger = new Ledger();
  for (const record of told) {
    if ('verdict' in record) ledger.score(record);
    else ledger.answer(record);
  }
  return [...ledger.trials()];
}

/** One list that keeps the order within each of the two. */
function merged<T>(a: readonly T[], b: readonly T[], takeFirst: readonly boolean[]): readonly T[] {
  const [left, right] = [[...a], [...b]];
  const both: T[] = [];
  for (const first of takeFirst) both.push(...(first ? left : right).splice(0, 1));
  return [...both, ...left, ...right];
}

it('comes to the same whether it is told as things happen or journal by journal', () => {
  fc.assert(
    fc.property(
      fc.array(completions, { maxLength: 20 }),
      fc.array(scores, { maxLength: 20 }),
      fc.array(fc.boolean(), { maxLength: 40 }),
      (answered, graded, order) => {
        const [all, verdicts] = [answered.map((one) => completion(one)), graded.map(scoreOf)];
        const inTurn = trialsOf([...all, ...verdicts]);
        expect(trialsOf(merged<Completion | Score>(all, verdicts, order))).toEqual(inTurn);
        expect(inTurn).toHaveLength(new Set(all.map((one) => `${one.task_id} ${one.model} ${one.repeat}`)).size);
      },
    ),
  );
});

it('knows cell by cell what is answered and what is graded', () => {
  const ledger = new Ledger();
  ledger.answer(completion({ task_id: 'a', status: 'failed' }));
  ledger.answer(completion({ task_id: 'b' }));
  ledger.score(score(0, { task_id: 'b' }));
  const known = (id: string, repeat = 0) => [ledger.isAnswered(id, 'm', repeat), ledger.isGraded(id, 'm', repeat)];
  expect([known('a'), known('b'), known('b', 1), known('c')]).toEqual([
    [false, false],
    [true, true],
    [false, false],
    [false, false],
  ]);
});

it('knows which answers wait for a judge: those without a verdict, but not those of which it cannot tell', () => {
  const ledger = new Ledger();
  const judged = (votes: readonly Vote[]) =>
    ({ kind: 'pass_fail', rubric: 'r', rubric_sha256: 'ab', votes, chars: 1 }) as const;
  const unscored = { state: 'unscored', why: 'judge: w' } as const;
  const told: readonly (readonly [string, Partial<Score>, boolean])[] = [
    ['scored', { judged: judged([{ judge: 'j', score: 1 }]) }, false],
    ['unparsable', { verdict: unscored, judged: judged([{ judge: 'j', why: 'unparsable' }]) }, true],
    ['failed', { verdict: unscored, judged: judged([{ judge: 'j', why: 'failed' }]) }, true],
    ['abstained', { verdict: unscored, judged: judged([{ judge: 'j', why: 'abstained' }]) }, false],
    [
      'one of two',
      {
        verdict: unscored,
        judged: judged([
          { judge: 'j', score: 1 },
          { judge: 'k', why: 'cut' },
        ]),
      },
      true,
    ],
    [
      'hung',
      {
        verdict: unscored,
        judged: judged([
          { judge: 'j', score: 1 },
          { judge: 'k', score: 0 },
        ]),
      },
      false,
    ],
    ['not asked', { verdict: unscored, judged: judged([]) }, true],
    ['of another scorer', { verdict: unscored }, false],
  ];
  for (const [task_id, change] of told) ledger.score(score(1, { task_id, ...change }));
  for (const [task_id, , waits] of told)
    expect([task_id, ledger.waitsForJudge(task_id, 'm', 0)]).toEqual([task_id, waits]);
  expect(ledger.waitsForJudge('never graded', 'm', 0)).toBe(true);
});

it('gives trials what judges said and the mean of what people said, and forgets the judge when another scorer follows', () => {
  const ledger = new Ledger();
  const judged = {
    kind: 'pass_fail',
    rubric: 'r',
    rubric_sha256: 'ab',
    votes: [{ judge: 'j', score: 1 }],
    chars: 1,
  } as const;
  ledger.answer(completion());
  ledger.score(score(1, { judged }));
  expect([...ledger.trials()][0]).toMatchObject({ score: 1, judged });
  const label = {
    task_id: 't1',
    model: 'm',
    repeat: 0,
    kind: 'pass_fail',
    rubric_sha256: 'ab',
    at: '2026-01-01T00:00:00.000Z',
  } as const;
  ledger.label({ ...label, label: 1, rater: 'a' });
  ledger.label({ ...label, label: 1, rater: 'b' });
  ledger.label({ ...label, label: 0, rater: 'b' });
  expect([...ledger.trials()][0]).toMatchObject({ judged, label: 0.5 });
  ledger.score(score(0));
  expect([...ledger.trials()][0]).not.toHaveProperty('judged');
});
