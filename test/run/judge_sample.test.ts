import { describe, expect, it } from 'vitest';
import { chooseCells, drawSample } from '../../src/run/judge_sample.ts';
import type { LabelCell } from '../../src/run/labels_cells.ts';
import { problemOf, tempFolder } from '../results/temp.ts';
import { ASKED, writeJudgedRun } from './judged_run.ts';

function cells(model: string, good: number, bad: number, ties = 0): LabelCell[] {
  const scores = [...Array(good).fill(1), ...Array(bad).fill(0), ...Array(ties).fill(0.5)] as number[];
  return scores.map((score, i) => ({
    task_id: `t${String(i).padStart(4, '0')}`,
    model,
    repeat: 0,
    item: `${model}${i}`,
    kind: ties > 0 ? 'pairwise' : 'pass_fail',
    rubric: 'summary',
    rubric_sha256: '',
    score,
  }));
}

const count = (chosen: readonly LabelCell[], model: string, score: number): number =>
  chosen.filter((cell) => cell.model === model && cell.score === score).length;

describe('the choice', () => {
  it('takes ten answers a model of the rarer class, but no more than a third, and models evenly within each', () => {
    const chosen = chooseCells([...cells('a', 900, 100), ...cells('b', 950, 50)], 100, 1);
    expect(chosen).toHaveLength(100);
    expect(['a', 'b'].map((model) => [count(chosen, model, 1), count(chosen, model, 0)])).toEqual([
      [40, 10],
      [40, 10],
    ]);
    expect(count(chooseCells(cells('a', 900, 100), 24, 1), 'a', 0)).toBe(8);
  });

  it('gives every model as many where one has most of the rarer class', () => {
    const chosen = chooseCells([...cells('a', 500, 100), ...cells('b', 600, 0)], 60, 1);
    expect(['a', 'b'].map((model) => [count(chosen, model, 1), count(chosen, model, 0)])).toEqual([
      [10, 20],
      [30, 0],
    ]);
  });

  it('takes what there is where a class or a model has less', () => {
    const chosen = chooseCells([...cells('a', 900, 2), ...cells('b', 10, 3)], 60, 1);
    expect(chosen).toHaveLength(60);
    expect(['a', 'b'].map((model) => [count(chosen, model, 1), count(chosen, model, 0)])).toEqual([
      [45, 2],
      [10, 3],
    ]);
  });

  it('keeps to the proportion where the rarer class has more than a third', () => {
    const chosen = chooseCells(cells('a', 60, 40), 50, 1);
    expect([count(chosen, 'a', 1), count(chosen, 'a', 0)]).toEqual([30, 20]);
  });

  it('gives ties the chance of a loss', () => {
    const taken = [...Array(40).keys()].map((seed) => chooseCells(cells('a', 500, 80, 20), 60, seed));
    const sum = (score: number): number => taken.reduce((all, chosen) => all + count(chosen, 'a', score), 0);
    expect(sum(0) + sum(0.5)).toBe(40 * 10);
    // Of 400 draws a fifth: 80, give or take three standard deviations.
    expect(Math.abs(sum(0.5) - 80)).toBeLessThan(24);
  });

  it('takes all when asked for more, each once', () => {
    const all = [...cells('a', 5, 5), ...cells('b', 3, 0)];
    expect(new Set(chooseCells(all, 1000, 1))).toEqual(new Set(all));
    expect(chooseCells(cells('a', 5, 0), 3, 1)).toHaveLength(3);
  });

  it('is the same for the same seed and mixes models', () => {
    const all = [...cells('a', 50, 50), ...cells('b', 50, 50)];
    const items = (seed: number): string =>
      chooseCells(all, 40, seed)
        .map(({ item }) => item)
        .join();
    expect(items(1)).toBe(items(1));
    expect(items(1)).not.toBe(items(2));
    expect(
      chooseCells(all, 40, 1)
        .map(({ model }) => model)
        .join(''),
    ).toMatch(/ab.*ba|ba.*ab/);
  });
});

describe('the sample', () => {
  it('leaves out what is labelled or has no verdict', async () => {
    const label = { task_id: 't1', model: 'big', repeat: 0, ...ASKED, label: 1, rater: 'ann', at: '' };
    const folder = writeJudgedRun(tempFolder(), {
      tasks: [
        { big: 1, cheap: null },
        { big: 0, cheap: 1 },
      ],
      labels: [label],
    });
    const { cards, unlabelled, labelled, by_model, by_class } = await drawSample(folder, { n: 100 });
    expect(cards.map(({ cell }) => `${cell.task_id} ${cell.model}`).sort()).toEqual(['t2 big', 't2 cheap']);
    expect({ unlabelled, labelled, by_model, by_class }).toEqual({
      unlabelled: 2,
      labelled: 1,
      by_model: [
        { model: 'big', count: 1 },
        { model: 'cheap', count: 1 },
      ],
      by_class: { good: 1, bad: 1, tie: 0 },
    });
  });

  it('says so when all is labelled, or nothing has a verdict', async () => {
    const label = { task_id: 't1', model: 'big', repeat: 0, ...ASKED, label: 1, rater: '', at: '' };
    const done = writeJudgedRun(tempFolder(), { tasks: [{ big: 1 }], labels: [label] });
    expect((await problemOf(() => drawSample(done, { n: 1 }))).message).toContain('all 1 judged answers');
    const down = writeJudgedRun(tempFolder(), { tasks: [{ big: null }] });
    expect((await problemOf(() => drawSample(down, { n: 1 }))).message).toContain('gave no verdict yet');
  });
});
