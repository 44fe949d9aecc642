import { expect, it } from 'vitest';
import { NEEDS_JUDGE } from '../../src/scorers/judge.ts';
import { openScorer, openTaskScorer } from '../../src/scorers/table.ts';
import { taskOf } from './grading.ts';

it.each([openTaskScorer, (spec: 'judge') => openScorer(spec, '.')])(
  'decides nothing itself, with or without a label',
  async (open) => {
    const scorer = await open('judge');
    expect(scorer.judge).toEqual({ rubric: '' });
    expect(await scorer.grade('text', taskOf('text'))).toEqual({ state: 'unscored', why: 'needs a judge' });
    expect(await scorer.grade('text', taskOf())).toEqual({ state: 'unscored', why: NEEDS_JUDGE });
  },
);

it('names its rubric', async () => {
  expect(await openTaskScorer({ type: 'judge', rubric: 'summary' })).toMatchObject({
    name: expect.stringMatching(/^judge@1#[0-9a-f]{8}$/),
    judge: { rubric: 'summary' },
  });
  await expect(openTaskScorer({ type: 'judge', rubrik: 'summary' })).rejects.toThrow('did you mean rubric?');
});
