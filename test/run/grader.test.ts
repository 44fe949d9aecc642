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
    const grader = await openGrader('exact', '/', false);
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
      const grader = await openGrader('exact', '/', false);
      expect(await grader.grade(completion({ status, text: '7' }), task())).toMatchObject({
        verdict: { state: 'scored', score: 0, detail: status },
      });
    },
  );

  it('a cut answer is graded as it stands; a failed one is not graded', async () => {
    const grader = await openGrader('exact', '/', false);
    expect(await grader.grade(completion({ status: 'truncated', text: '7' }), task())).toMatchObject({
      verdict: { score: 1 },
    });
    expect(await grader.grade(completion({ status: 'failed', text: '7' }), task())).toBeUndefined();
  });

  it('a recorded verdict stands as it was recorded', async () => {
    const grader = await openGrader('exact', '/', false);
    const verdict = { state: 'scored', score: 0.4 } as const;
    expect(await grader.grade(completion({ text: '7' }), task(), verdict)).toMatchObject({
      scorer: 'recorded@1',
      verdict,
    });
  });

  it('what only a judge can grade has no verdict, and waits where there is a judge', async () => {
    const needy = task({ scorer: 'judge' });
    const [without, with_] = await Promise.all([false, true].map((hasJudge) => openGrader('exact', '/', hasJudge)));
    for (const grader of [without, with_]) await grader!.prepare(needy);
    expect(await without!.grade(completion(), needy)).toMatchObject({
      verdict: { state: 'unscored', why: 'needs a judge' },
    });
    expect(await with_!.grade(completion(), needy)).toBeUndefined();
    expect(await with_!.grade(completion({ status: 'refused' }), needy)).toMatchObject({ verdict: { score: 0 } });
    expect(await with_!.grade(completion({ status: 'failed' }), needy)).toBeUndefined();
    expect(await with_!.grade(completion(), needy, { state: 'unscored', why: 'blank' })).toMatchObject({
      scorer: 'recorded@1',
      verdict: { why: 'blank' },
    });
  });

  it('of a ladder waits for the judge only with what the others cannot decide', async () => {
    const grader = await openGrader(['exact', { type: 'judge', rubric: 'summary' }], '/', true);
    expect(await grader.grade(completion({ text: '7' }), task())).toMatchObject({ verdict: { score: 1 } });
    expect(await grader.grade(completion({ text: 'seven' }), task())).toBeUndefined();
  });

  it('knows the rubric by which a judge grades a task: its own, the default one (""), or none', async () => {
    const ladder = await openGrader(['exact', 'judge'], '/', true);
    const own = task({ scorer: { type: 'judge', rubric: './mine.yaml' } });
    const plain = task({ scorer: 'numeric' });
    for (const one of [own, plain]) await ladder.prepare(one);
    expect([ladder.rubricOf(task()), ladder.rubricOf(own), ladder.rubricOf(plain)]).toEqual([
      '',
      './mine.yaml',
      undefined,
    ]);
  });
});
