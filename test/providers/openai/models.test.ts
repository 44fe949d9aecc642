import { expect, it } from 'vitest';
import { modelNames, nearModels } from '../../../src/providers/openai/models.ts';

it('reads names, and nothing from what is no list', () => {
  expect(modelNames('{"data":[{"id":"a"},{"id":1},null]}')).toEqual(['a']);
  expect(modelNames('<html>')).toEqual([]);
});

it('suggests at most three names, best first', () => {
  const names = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4', 'whisper-1'];
  expect(nearModels('gpt-40', names)[0]).toBe('gpt-4');
  expect(nearModels('gpt-4o-mimi', names)[0]).toBe('gpt-4o-mini');
  expect(nearModels('gpt-4o-mimi', names).length).toBeLessThanOrEqual(3);
  expect(nearModels('claude', names)).toEqual([]);
});
