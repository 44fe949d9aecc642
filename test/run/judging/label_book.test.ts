import { describe, expect, it } from 'vitest';
import type { Judged, Label } from '../../../src/domain/judge.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { LabelBook } from '../../../src/run/judging/label_book.ts';
import { configureJudged, judgedReport, onJudged } from './bench.ts';

const CELL = { task_id: 't1', model: 'm', repeat: 0 };
const ASKED = { kind: 'pass_fail', rubric_sha256: 'aa' } as const;
const label = (value: number, change: Partial<Label> = {}): Label => ({
  ...{ ...CELL, ...ASKED, label: value, rater: '', at: '2026-01-01T00:00:00.000Z' },
  ...change,
});
const judged = (change: Partial<Judged> = {}): Judged => ({ ...ASKED, rubric: 'r', votes: [], chars: 1, ...change });
const trial = (change: Partial<Trial> = {}): Trial => ({
  ...{ ...CELL, segment: '', weight: 1, status: 'ok', score: 1, reused: false, judged: judged() },
  cost: { state: 'unknown', why: 'no_price' },
  ...change,
});

it('J19: the last word of each rater counts, and raters count alike', () => {
  const book = new LabelBook();
  expect(book.of(CELL, ASKED)).toBeUndefined();
  book.add(label(0, { rater: 'a' }));
  book.add(label(1, { rater: 'a' }));
  book.add(label(0.5, { rater: 'b' }));
  expect(book.of(CELL, ASKED)).toBe(0.75);
  expect([book.of({ ...CELL, repeat: 1 }, ASKED), book.of({ ...CELL, model: 'n' }, ASKED)]).toEqual([
    undefined,
    undefined,
  ]);
});

it('a label on one rubric or kind says nothing on another, and is not replaced by one', () => {
  const book = new LabelBook();
  book.add(label(0));
  book.add(label(1, { rubric_sha256: 'bb' }));
  book.add(label(0.5, { kind: 'pairwise' }));
  expect(book.of(CELL, ASKED)).toBe(0);
  expect(book.of(CELL, { kind: 'pass_fail', rubric_sha256: 'bb' })).toBe(1);
  expect(book.of(CELL, { kind: 'pairwise', rubric_sha256: 'aa' })).toBe(0.5);
  expect(book.of(CELL, { kind: 'pairwise', rubric_sha256: 'bb' })).toBeUndefined();
});

describe('what is known of the labels', () => {
  it('nothing without any: trials are not even looked at', () => {
    const never = () => {
      throw new Error('looked');
    };
    expect(new LabelBook().facts(never)).toEqual({ raters: 0, other_labels: 0 });
  });

  it('raters and the last time, whatever the order of the lines, of labels that count', () => {
    const book = new LabelBook();
    book.add(label(1, { rater: 'a', at: '2026-03-01T00:00:00.000Z' }));
    book.add(label(0, { rater: 'b', at: '2026-02-01T00:00:00.000Z' }));
    book.add(label(0, { rater: 'c', at: '2026-04-01T00:00:00.000Z', rubric_sha256: 'bb' }));
    expect(book.facts(() => [trial(), trial({ task_id: 't2' })])).toEqual({
      raters: 2,
      labelled_at: '2026-03-01T00:00:00.000Z',
      other_labels: 1,
    });
    expect(book.facts(() => [trial({ judged: judged({ rubric_sha256: 'cc' }) })])).toEqual({
      raters: 0,
      other_labels: 3,
    });
  });
});

describe('a run that is judged again by another rubric', () => {
  const RUBRIC = 'kind: pass_fail\ncriteria:\n  - { name: right, text: says what is right }\n';
  const LABELS = ['t1', 't2', 't3', 't4'].flatMap((task) => [`${task},big,pass`, `${task},cheap,fail`]);

  it('does not take the old labels for labels of the new verdicts, nor lose them', () =>
    onJudged({ judge: { rubric: './old.yaml' } }, async (bench) => {
      bench.write('old.yaml', RUBRIC);
      bench.write('new.yaml', `${RUBRIC}about: other bytes\n`);
      bench.write('labels.csv', `task_id,model,label\n${LABELS.join('\n')}\n`);
      expect((await bench.run('run')).code).toBe(0);
      expect((await bench.run('judge', 'check', '--labels', 'labels.csv')).code).toBe(0);
      const before = await judgedReport(bench, 'report');
      expect(before.judging).toMatchObject({ other_labels: 0, validation: { labels: 8, raters: 1 } });

      configureJudged(bench, { rubric: './new.yaml' });
      const after = await judgedReport(bench, 'rescore', '--judge');
      expect(after.judging).toMatchObject({ other_labels: 8, validation: null });
      expect(after).toMatchObject({
        headline: { basis: 'not_validated' },
        findings: expect.arrayContaining([expect.objectContaining({ code: 'judge_not_validated', labels: 0 })]),
      });
      expect((await bench.run('report')).out).toContain('8 labels belong to another rubric or kind');
      expect((await bench.run('judge', 'sample', '-o', 'new.csv')).err).toContain('8 answers to label');

      expect((await bench.run('judge', 'check', '--labels', 'labels.csv')).err).toContain('8 labels\n');
      const labelled = await judgedReport(bench, 'report');
      expect(labelled.judging).toMatchObject({ other_labels: 8, validation: { labels: 8 } });

      configureJudged(bench, { rubric: './old.yaml' });
      const back = await judgedReport(bench, 'rescore', '--judge');
      expect({ ...back.judging, other_labels: 0 }).toMatchObject({ validation: before.judging.validation });
    }));
});
