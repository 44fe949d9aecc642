import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/domain/task.ts';
import { sameJson } from '../../src/scorers/json_equal.ts';

describe('sameJson', () => {
  it.each<[Json | undefined, Json, boolean]>([
    [1840, 1840.0, true],
    ['1840.00', 1840, true],
    ['', 0, false],
    [null, 0, false],
    [0.30000000000000004, 0.3, true],
    [2218, '2218', true],
    [30871, '030871', false],
    ['true', true, true],
    [1, true, false],
    [true, 1, false],
    [null, null, true],
    ['', null, true],
    [undefined, null, true],
    [undefined, 'x', false],
    [['a', 'b'], ['a', 'b'], true],
    [['b', 'a'], ['a', 'b'], false],
    [['a'], ['a', 'b'], false],
    ['a', ['a'], false],
    [{ x: { y: 1 }, z: 2 }, { x: { y: '1' } }, true],
    [{ x: 1 }, { x: 1, y: 2 }, false],
    [{}, 'x', false],
  ])('%j for label %j: %j', (value, label, wanted) => {
    expect(sameJson(value, label, (text) => text)).toBe(wanted);
  });
});
