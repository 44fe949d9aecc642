import { describe, expect, it } from 'vitest';
import { assertionIn, assertionsIn, gradingOf } from '../../../src/datasets/foreign/assertions.ts';

describe('cells of __expected', () => {
  it.each([
    ['Paris', { expected: 'Paris', scorer: 'exact' }],
    ['Note: this colon is text', { expected: 'Note: this colon is text', scorer: 'exact' }],
    ['equals: Paris', { expected: 'Paris', scorer: 'exact' }],
    ['regex: ^\\d+$', { expected: '^\\d+$', scorer: 'regex' }],
    ['contains-all: a, b', { expected: ['a', 'b'], scorer: { type: 'contains', match: 'all', case_sensitive: true } }],
    ['grade: is polite', { rubric_points: ['is polite'], scorer: { type: 'judge' } }],
  ])('%s', (cell, grading) => {
    expect(gradingOf([assertionIn(cell)])).toEqual(grading);
  });

  it.each(['not-contains: a', 'similar(0.8): a', 'is-json', 'python: x', 'contains: {{name}}', 'equals:'])(
    '%s has no equal here',
    (cell) => {
      expect(gradingOf([assertionIn(cell)])).toBeUndefined();
    },
  );
});

describe('several assertions', () => {
  it('are kept all, or none: a task is never graded more weakly than it was', () => {
    const both = assertionsIn([
      { type: 'contains', value: 'a' },
      { type: 'javascript', value: 'true' },
    ]);
    expect(gradingOf(both)).toBeUndefined();
    expect(gradingOf(assertionsIn([{ type: 'equals', value: 'a', threshold: 0.5 }]))).toBeUndefined();
    const rubrics = assertionsIn([
      { type: 'llm-rubric', value: 'is kind' },
      { type: 'llm-rubric', value: 'is short' },
    ]);
    expect(gradingOf(rubrics)).toMatchObject({ rubric_points: ['is kind', 'is short'] });
    expect(gradingOf([])).toBeUndefined();
  });
});
