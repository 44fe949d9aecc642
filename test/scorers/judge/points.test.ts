import { describe, expect, it } from 'vitest';
import { rubricOf, whyNotGradable } from '../../../src/scorers/judge/points.ts';
import { question, RUBRIC, shownBy, taskWith } from './asking.ts';

const withColumn = (cell: string) => taskWith({ columns: { rubric_points: cell } });
const own = (cell: string) => rubricOf(withColumn(cell), RUBRIC, 'rubric_points');

describe("a task's own rubric", () => {
  it('a list of points: each met or not, of equal weight, in place of the criteria', () => {
    expect(own('["Names the cause", "Gives the date"]')).toEqual({
      ...RUBRIC,
      criteria: [
        { name: 'point 1', text: 'Names the cause', weight: 1 },
        { name: 'point 2', text: 'Gives the date', weight: 1 },
      ],
      scale: { min: 0, max: 1, labels: { 0: 'not met', 1: 'met' } },
    });
  });

  it.each(['pass_fail', 'pairwise'] as const)('%s: points are what to look at', (kind) => {
    const asked = question({ kind, task: withColumn('["Names the cause"]') });
    expect(shownBy(asked)).toContain('point 1: Names the cause');
    expect(JSON.stringify(asked.params)).not.toContain('score_1');
  });

  it('plain text is one more instruction', () => {
    expect(own(' Mention the date. ').instructions).toBe('Compare with the source.\n\nMention the date.');
    expect(own('Mention the date.').criteria).toBe(RUBRIC.criteria);
  });

  it.each(['["a", 1]', '["a", ""]', '[{"text": "a"}]', '[not JSON'])('%s is no list of texts: read as text', (cell) => {
    expect(own(cell).instructions).toContain(cell);
  });

  it.each(['', '  ', '[]'])('%j changes nothing', (cell) => {
    expect(own(cell)).toBe(RUBRIC);
  });

  it('a task without the column has the rubric as it is, whatever the column is called', () => {
    expect(rubricOf(taskWith(), RUBRIC, 'rubric_points')).toBe(RUBRIC);
    expect(rubricOf(taskWith(), RUBRIC, 'constructor')).toBe(RUBRIC);
  });
});

describe('a rubric that needs a reference answer', () => {
  const needy = { ...RUBRIC, reference_answer: 'required' } as const;
  const { expected: _, ...unlabelled } = taskWith();

  it('cannot grade a task without a label', () => {
    const why = 'judge: rubric test-rubric needs a reference answer, and the task has no label';
    expect(whyNotGradable(needy, unlabelled)).toBe(why);
    expect(whyNotGradable(needy, taskWith({ expected: ' ' }))).toBe(why);
    expect(whyNotGradable(needy, taskWith())).toBeUndefined();
    expect(whyNotGradable(needy, taskWith({ expected: 0 }))).toBeUndefined();
    expect(whyNotGradable(RUBRIC, unlabelled)).toBeUndefined();
  });

  it('shows a label that is no text as JSON', () => {
    expect(shownBy(question({ task: taskWith({ expected: { b: 1, a: [true] } }) }))).toContain('{"a":[true],"b":1}');
  });
});
