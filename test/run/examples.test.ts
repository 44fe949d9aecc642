import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRunFile } from '../../src/results/folder.ts';
import { htmlInput } from '../../src/run/html_input.ts';
import { tempFolder } from '../results/temp.ts';
import { type JudgedRunOptions, writeJudgedRun } from './judged_run.ts';

async function inputOf(options: JudgedRunOptions, spoil: (cwd: string) => void = () => {}) {
  const cwd = tempFolder();
  const folder = writeJudgedRun(cwd, options);
  spoil(cwd);
  return htmlInput(folder, readRunFile(folder));
}

it('finds the tasks that only the reference gets right, with both answers', async () => {
  const tasks = [
    { big: 1, cheap: 0 },
    { big: 1, cheap: 1 },
    { big: 0, cheap: 1 },
    { big: 1, cheap: null },
    { big: 1, cheap: 0 },
  ];
  const { examples, report } = await inputOf({ tasks });
  expect(examples.shown.map(({ task_id }) => task_id)).toEqual(['t1', 't5']);
  expect(examples.counts).toEqual([{ candidate: 'cheap', losses: report.shares[0]!.losses }]);
  expect(examples.shown[0]).toMatchObject({
    input: 'question 1',
    expected: 'right 1',
    reference: { model: 'big', score: 1, text: 'the answer of one to 1' },
    candidate: { model: 'cheap', score: 0, text: 'the answer of other to 1', status: null },
  });
});

it('puts the largest loss first and cuts long answers, never through a character', async () => {
  const answer = (task: number, model: string) => (model === 'cheap' ? `${'x'.repeat(3999)}😀${task}` : 'short');
  const { examples } = await inputOf({
    tasks: [
      { big: 0.75, cheap: 0.5 },
      { big: 1, cheap: 0 },
    ],
    answer,
  });
  expect(examples.shown.map(({ task_id }) => task_id)).toEqual(['t2', 't1']);
  expect(examples.shown[0]?.candidate).toMatchObject({ text: 'x'.repeat(3999), chars: 4002 });
});

it('shows at most 200', async () => {
  const { examples } = await inputOf({ tasks: Array.from({ length: 230 }, () => ({ big: 1, cheap: 0 })) });
  expect(examples.shown).toHaveLength(200);
  expect(examples.counts).toEqual([{ candidate: 'cheap', losses: 230 }]);
});

it('shows the answers even where the dataset is another one by now, and says so', async () => {
  const { examples } = await inputOf({ tasks: [{ big: 1, cheap: 0 }] }, (cwd) =>
    appendFileSync(join(cwd, 'tasks.jsonl'), '{"id":"new","input":"x","expected":"y"}\n'),
  );
  expect(examples.without_tasks).toMatch(/^tasks\.jsonl changed since run r1 began/);
  expect(examples.shown[0]).toMatchObject({ input: null, candidate: { text: 'the answer of other to 1' } });
});
