import { expect, it } from 'vitest';
import { openScorer, openTaskScorer } from '../../src/scorers/table.ts';
import { taskOf } from './grading.ts';

it('is unscored where a task names it, with or without a label', async () => {
  const needsJudge = { state: 'unscored', why: 'needs a judge' };
  const scorer = await openTaskScorer({ type: 'judge', rubric: 'summary' });
  expect(await scorer.grade('text', taskOf('reference'))).toEqual(needsJudge);
  expect(await (await openTaskScorer('judge')).grade('text', taskOf())).toEqual(needsJudge);
});

it.each(['judge', { type: 'judge', rubric: 'summary' }])('is refused as the scorer of all: %j', async (spec) => {
  await expect(openScorer(spec, '.')).rejects.toMatchObject({
    exitCode: 2,
    message: 'no judge is configured: tasks may name it, and stay without a verdict until one is',
    details: [{ code: 'SCORER', hint: expect.not.stringContaining('judge') }],
  });
});
