import { describe, expect, it } from 'vitest';
import type { RunFolder } from '../../src/results/folder.ts';
import { joinJournals } from '../../src/run/join.ts';
import { completion, openJournals, score } from './journals.ts';

const runOf = openJournals();

async function joinTrials(folder: RunFolder) {
  const { ledger, torn } = await joinJournals(folder);
  return { trials: [...ledger.trials()], torn };
}

const failed = completion({
  status: 'failed',
  text: '',
  reason: 'http 500',
  cost: { state: 'unknown', why: 'no usage' },
});

describe('joining the two journals', () => {
  it('makes one trial a cell, sorted by code unit whatever the order of arrival', async () => {
    const cells = ['b', 'Z', 'a', 'ä'].flatMap((task_id) => [
      completion({ task_id, model: 'y', repeat: 1 }),
      completion({ task_id, model: 'y' }),
      completion({ task_id, model: 'x' }),
    ]);
    const one = await joinTrials(runOf(cells, []));
    const two = await joinTrials(runOf(cells.toReversed(), []));
    expect(one.trials).toEqual(two.trials);
    expect(one.trials.slice(0, 4).map((t) => `${t.task_id}${t.model}${t.repeat}`)).toEqual([
      'Zx0',
      'Zy0',
      'Zy1',
      'ax0',
    ]);
    expect(one.trials.at(-1)?.task_id).toBe('ä');
  });

  it('an answer outranks later and earlier failures; of two answers the last wins', async () => {
    const lines = [failed, completion({ text: 'one', ms: 1 }), failed, completion({ ms: 2 }), failed];
    expect((await joinTrials(runOf(lines, [score(1)]))).trials).toMatchObject([{ status: 'ok', ms: 2, score: 1 }]);
  });

  it('N15: a failure has no score, and says why', async () => {
    const [trial] = (await joinTrials(runOf([failed], [score(1)]))).trials;
    expect(trial).toMatchObject({ status: 'failed', why: 'http 500', cost: { state: 'unknown' } });
    expect(trial).not.toHaveProperty('score');
  });

  it('the last verdict wins, also when it is none', async () => {
    const unscored = score(0, { verdict: { state: 'unscored', why: 'needs a judge' } });
    expect((await joinTrials(runOf([completion()], [score(0.25), score(0.5)]))).trials).toMatchObject([{ score: 0.5 }]);
    const [trial] = (await joinTrials(runOf([completion()], [score(1), unscored]))).trials;
    expect(trial).toMatchObject({ why: 'needs a judge' });
    expect(trial).not.toHaveProperty('score');
    const [scored] = (await joinTrials(runOf([completion()], [unscored, score(1)]))).trials;
    expect(scored).not.toHaveProperty('why');
  });

  it('an answer without a score line is not graded; a score without an answer is nothing', async () => {
    expect((await joinTrials(runOf([completion()], [score(1, { task_id: 'other' })]))).trials).toMatchObject([
      { task_id: 't1', why: 'not graded' },
    ]);
  });

  it('ids that look like one another stay apart', async () => {
    const lines = [
      completion({ model: '0 m', task_id: 'a' }),
      completion({ model: 'm', task_id: '0 a' }),
      completion({ task_id: '__proto__' }),
    ];
    expect((await joinTrials(runOf(lines, [score(1, { task_id: '__proto__' })]))).trials).toHaveLength(3);
  });

  it('P23: counts the bytes of a torn tail', async () => {
    expect(await joinTrials(runOf([completion()], [], '{"tor'))).toMatchObject({
      torn: 5,
      trials: [{ task_id: 't1' }],
    });
  });

  it('K8: says which answers an earlier run paid for', async () => {
    expect((await joinTrials(runOf([completion({ reused_from: 'r' })], []))).trials[0]?.reused).toBe(true);
    expect((await joinTrials(runOf([completion()], []))).trials[0]?.reused).toBe(false);
  });
});
