import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../src/run/labels_scale.ts';
import { GRADES } from './judged_run.ts';

describe('pass_fail', () => {
  const { read } = scaleOf('pass_fail', undefined);
  it.each(['pass', 'PASS', ' yes ', 'true', '1', 'Yes'])('%j is a pass', (text) => expect(read(text)).toBe(1));
  it.each(['fail', 'No', 'FALSE', '0'])('%j is a fail', (text) => expect(read(text)).toBe(0));
  it.each(['0.5', 'maybe', '', 'p', 'constructor', '2'])('%j is no label', (text) =>
    expect(read(text)).toBeUndefined(),
  );
});

describe('pointwise', () => {
  const { read, how, levels } = scaleOf('pointwise', GRADES);
  it.each([
    ['1', 0],
    ['5', 1],
    ['3', 0.5],
    ['4.5', 0.875],
    [' 2 ', 0.25],
  ])('%j is %d', (text, value) => expect(read(text)).toBe(value));
  it.each(['0', '6', '5.01', '-1', 'pass', 'NaN', '1e0', '4,5', ''])('%j is no label', (text) =>
    expect(read(text)).toBeUndefined(),
  );
  it('says what the levels mean', () => {
    expect(how).toBe('1 to 5, decimals allowed: 1 = useless; 5 = perfect');
    expect(levels.map(({ key, word, label }) => [key, word, label])).toEqual([
      ['1', '1 = useless', 0],
      ['2', '2', 0.25],
      ['3', '3', 0.5],
      ['4', '4', 0.75],
      ['5', '5 = perfect', 1],
    ]);
  });
  it('counts points that are met or not, in the terminal', () => {
    const points = { ...GRADES, criteria: GRADES.criteria.map((one) => ({ ...one, weight: 1 })) };
    const scale = scaleOf('pointwise', { ...points, scale: { min: 0, max: 1, labels: {} } });
    expect(scale.levels.map(({ label }) => label)).toEqual([0, 0.5, 1]);
    expect(scale.read('0.5')).toBe(0.5);
    expect(scale.read('2')).toBeUndefined();
  });
  it('is a fraction where the rubric is not known', () => {
    expect(scaleOf('pointwise', undefined).read('0.25')).toBe(0.25);
  });
});

describe('pairwise', () => {
  it.each([
    [true, 'A', 1],
    [true, 'b', 0],
    [false, 'A', 0],
    [false, 'B', 1],
    [true, 'Tie', 0.5],
    [false, 'tie', 0.5],
  ])('with the candidate as A %s, %s is %d', (candidateIsA, text, value) => {
    expect(scaleOf('pairwise', undefined, candidateIsA).read(text)).toBe(value);
  });
});
