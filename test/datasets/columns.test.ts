import { expect, test } from 'vitest';
import { missingColumns, rolesOf } from '../../src/datasets/columns.ts';

test('what a header must have', () => {
  expect(missingColumns(['a'], rolesOf({}, false))).toEqual(['input', 'expected']);
  expect(missingColumns(['messages'], rolesOf({}, true))).toEqual([]);
  expect(missingColumns(['input'], rolesOf({ segment: ['x', 'y'], expected: 'input' }, false))).toEqual(['x', 'y']);
  expect(missingColumns(['q', 'expected'], rolesOf({ input: 'q' }, false))).toEqual([]);
});
