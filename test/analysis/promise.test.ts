import { describe, expect, it } from 'vitest';
import { promise } from '../../src/analysis/promise.ts';

describe('what a strategy promises', () => {
  it('is half of its gain where it just passes: a second test passes every other time', () => {
    expect(promise(0.8, 0.05)).toBeCloseTo(0.4, 9);
  });
  it('is all of it where it could not pass better, and nothing where the floor is not even kept', () => {
    expect(promise(0.8, 0)).toBe(0.8);
    expect(promise(0.8, 1e-12)).toBeCloseTo(0.8, 6);
    expect(promise(0.8, 0.51)).toBe(0);
    expect(promise(0.8, 1)).toBe(0);
  });
  it('at the floor itself it is the test’s own level', () => {
    expect(promise(1, 0.5)).toBeCloseTo(0.05, 9);
  });
});
