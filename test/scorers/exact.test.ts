import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/domain/task.ts';
import { outcome } from './grading.ts';

describe('exact', () => {
  it.each<[string, Json, number | string]>([
    ['paris', 'paris', 1],
    ['Paris', 'paris', 0],
    ['  paris\u00a0\n', 'paris', 1],
    ['caf\u0065\u0301', 'caf\u00e9', 1],
    ['paris\u200b', 'paris', 0],
    ['paris\ufeff', 'paris', 0],
    ['paris.', 'paris', 0],
    ['lyon', ['paris', 'lyon'], 1],
    ['rome', ['paris', 'lyon'], 0],
    ['7', 7, 1],
    ['true', true, 1],
    ['<think>x</think>paris', 'paris', 0],
    ['x', { a: 1 }, 'the label is neither text nor a list of texts'],
    ['x', [], 'the label is neither text nor a list of texts'],
    ['x', null, 'the label is neither text nor a list of texts'],
  ])('%j for label %j is %j', async (text, label, wanted) => {
    expect(await outcome('exact', text, label)).toBe(wanted);
  });

  it('is unscored without a label', async () => {
    expect(await outcome('exact', 'x')).toBe('no label');
  });

  it('grades as the normalisers say, whatever their order', async () => {
    for (const normalise of [
      ['trim', 'case', 'punctuation'],
      ['punctuation', 'trim', 'case'],
    ]) {
      expect(await outcome({ type: 'exact', normalise }, ' **Product recall**.', 'product recall')).toBe(1);
    }
  });
});
