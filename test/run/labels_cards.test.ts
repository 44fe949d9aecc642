import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunFolder, readRunFile } from '../../src/results/folder.ts';
import { encodeLine } from '../../src/results/line.ts';
import { type Card, openCards } from '../../src/run/labels_cards.ts';
import { candidateIsA, labelCells } from '../../src/run/labels_cells.ts';
import { problemOf, tempFolder } from '../results/temp.ts';
import { completion } from './journals.ts';
import { GRADES, writeJudgedRun } from './judged_run.ts';

async function cards(folder: RunFolder): Promise<Card[]> {
  const run = readRunFile(folder);
  return openCards(folder, run, (await labelCells(folder, run)).all);
}

describe('a card', () => {
  it('holds what the judge saw, and the whole answer', async () => {
    const folder = writeJudgedRun(tempFolder(), { kind: 'pointwise', tasks: [{ cheap: 1 }] });
    expect((await cards(folder))[0]).toMatchObject({
      input: 'question 1',
      reference_answer: 'right 1',
      criteria: 'faithful: says nothing that the text does not (weight 2)\nshort: is short (weight 1)',
      answers: ['the answer of other to 1'],
    });
  });

  it('has no reference answer where the judge sees none', async () => {
    const folder = writeJudgedRun(tempFolder(), { tasks: [{ cheap: 1 }], rubric: { reference_answer: 'never' } });
    expect((await cards(folder))[0]?.reference_answer).toBe('');
  });

  it("has the task's own points, or its own instruction", async () => {
    const points = writeJudgedRun(tempFolder(), {
      tasks: [{ cheap: 1 }],
      columns: { rubric_points: ['names the date', 'is polite'] },
    });
    expect((await cards(points))[0]?.criteria).toBe('point 1: names the date\npoint 2: is polite');
    const instruction = writeJudgedRun(tempFolder(), {
      tasks: [{ cheap: 1 }],
      rubric: { criteria: GRADES.criteria.slice(1) },
      columns: { rubric_points: 'Be strict.' },
    });
    expect((await cards(instruction))[0]?.criteria).toBe('short: is short\nBe strict.');
  });

  it('shows a chat as it was held', async () => {
    const messages = [
      { role: 'system', content: 'be kind' },
      { role: 'user', content: 'hello' },
    ];
    const folder = writeJudgedRun(tempFolder(), { tasks: [{ cheap: 1 }], columns: { messages } });
    expect((await cards(folder))[0]?.input).toBe('system: be kind\nuser: hello');
  });

  it('of two answers has the one first that the run fixes', async () => {
    const folder = writeJudgedRun(tempFolder(), {
      kind: 'pairwise',
      tasks: Array.from({ length: 12 }, () => ({ big: 0.5, cheap: 1 })),
    });
    const found = await cards(folder);
    expect(found).toHaveLength(12);
    for (const { cell, answers } of found) {
      const words = answers.map((text) => (text.includes('other') ? 'candidate' : 'reference'));
      expect(words[0]).toBe(candidateIsA(readRunFile(folder), cell) ? 'candidate' : 'reference');
      expect(new Set(words).size).toBe(2);
    }
    expect(new Set(found.map(({ answers }) => answers[0].includes('other'))).size).toBe(2);
  });

  it('has the last answer, which no later failure takes away', async () => {
    const folder = writeJudgedRun(tempFolder(), { tasks: [{ cheap: 1 }] });
    appendFileSync(folder.completions, encodeLine(completion({ model: 'cheap', text: 'second' })));
    appendFileSync(folder.completions, encodeLine(completion({ model: 'cheap', status: 'failed', text: '' })));
    expect((await cards(folder))[0]?.answers).toEqual(['second']);
  });
});

it('a changed dataset is refused', async () => {
  const cwd = tempFolder();
  const folder = writeJudgedRun(cwd, { tasks: [{ cheap: 1 }] });
  writeFileSync(join(cwd, 'tasks.jsonl'), '{"id":"t1","input":"another","expected":"x"}\n');
  expect((await problemOf(() => cards(folder))).message).toContain('changed since run r1 began');
});
