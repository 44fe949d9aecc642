import { expect, it } from 'vitest';
import { answerPart } from '../../src/scorers/window.ts';

it('reads what follows the thinking, and of a huge answer the last 65,536 characters', () => {
  expect(answerPart('<think>A</think>B')).toBe('B');
  expect(answerPart(`${'x'.repeat(8_000_000)}end`)).toBe(`${'x'.repeat(65_533)}end`);
});
