import { describe, expect, it } from 'vitest';
import { testBounded } from '../../src/scorers/bounded_regex.ts';

describe('testBounded', () => {
  it('answers, or gives up within a fraction of a second', () => {
    expect(testBounded(/b$/, 'ab')).toBe(true);
    expect(testBounded(/c/, 'ab')).toBe(false);
    const start = performance.now();
    expect(testBounded(/^(\w+\s?)*$/, `${'word '.repeat(20)}!`)).toBe('regex timeout');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
