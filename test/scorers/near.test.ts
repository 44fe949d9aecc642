import { expect, it } from 'vitest';
import { isNear } from '../../src/scorers/near.ts';

it.each([
  [0.1 + 0.2, 0.3, 0, true],
  [1e-30, 0, 0, false],
  [6.6e-34, 6.7e-34, 0, false],
  [1e15 + 1, 1e15, 0, false],
  [1e10 + 1, 1e10, 0, false],
  [3.15, 3.14, 0.01, true],
  [Number.NaN, 1, 5, false],
])('%d is near %d within %d: %j', (value, label, tolerance, wanted) => {
  expect(isNear(value, label, tolerance)).toBe(wanted);
});
