import { expect, it } from 'vitest';
import { outcome } from './grading.ts';

it('is unscored, with or without a label', async () => {
  expect(await outcome({ type: 'judge', rubric: 'summary' }, 'text', 'reference')).toBe('needs a judge');
  expect(await outcome('judge', 'text')).toBe('needs a judge');
});
