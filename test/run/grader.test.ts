import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/domain/task.ts';
import { openGrader } from '../../src/run/grader.ts';
import { completion } from './journals.ts';

const task = (change: Partial<Task> = {}): Task => ({
  id: 't1',
  input: '',
  expected: '7',
  segment: '',
  weight: 1,
  columns: {},
  ...change,
});

describe('a grader', () => {
  it("uses the configured scorer, or the task's own", async () => {
    const grader = await openGrader('exact', '/');
    const own = task({ scorer: 'numeric' });
    await grader.prepare(own);
    const answer = completion({ text: 'The answer is 7.' });
    expect(await grader.grade(answer, task())).toMatchObject({
      scorer: expect.stringMatching(/^exact@/),
      verdict: { state: 'scored', score: 0 },
    });
    expect(await grader.grade(answer, own)).toMatchObject({
      scorer: expect.stringMatching(/^numeric@/),
      verdict: { state: 'scored', score: 1 },
    });
    expect(grader.names).toEqual([expect.stringMatching(/^exact@/), expect.stringMatching(/^numeric@/)]);
  });

  it.each(['refused', 'filtered', 'empty'] as const)(
    "%s is the model's own failure: wrong, with its reason",
    async (status) => {
      const grader = await openGrader('exact', '/');
      expect(await grader.grade(completion({ status, text: '7' }), task())).toMatchObject({
        verdict: { state: 'scored', score: 0, detail: status },
      });
    },
  );

  it('a cut answer is graded as it stands; a failed one is not graded', async () => {
    const grader = await openGrader('exact', '/');
    expect(await grader.grade(completion({ status: 'truncated', text: '7' }), task())).toMatchObject({
      verdict: { score: 1 },
    });
    expect(await grader.grade(completion({ status: 'failed', text: '7' }), task())).toBeUndefined();
  });

  it('a recorded verdict stands as it was recorded', async () => {
    const grader = await openGrader('exact', '/');
    const verdict = { state: 'scored', score: 0.4 } as const;
    expect(await grader.grade(completion({ text: '7' }), task(), verdict)).toMatchObject({
      scorer: 'recorded@1',
      verdict,
    });
  });

  it('what only a judge can grade has no verdict', async () => {
    const grader = await openGrader('exact', '/');
    await grader.prepare(task({ scorer: 'judge' }));
    expect(await grader.grade(completion(), task({ scorer: 'judge' }))).toMatchObject({
      verdict: { state: 'unscored', why: 'needs a judge' },
    });
  });
});
