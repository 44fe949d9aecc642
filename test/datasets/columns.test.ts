import { expect, test } from 'vitest';
import { missingColumns, nearest, rolesOf } from '../../src/datasets/columns.ts';

test.each<[string, string[], string | undefined]>([
  ['input', ['Input', 'output'], 'Input'],
  ['input', [' input ', 'x'], ' input '],
  ['expected', ['expcted', 'input'], 'expcted'],
  ['expected', ['question', 'answer'], undefined],
  ['input', [], undefined],
])('nearest to %s in %j is %s', (wanted, names, expected) => {
  expect(nearest(wanted, names)).toBe(expected);
});

test('what a header must have', () => {
  expect(missingColumns(['a'], rolesOf({}, false))).toEqual(['input', 'expected']);
  expect(missingColumns(['messages'], rolesOf({}, true))).toEqual([]);
  expect(missingColumns(['input'], rolesOf({ segment: ['x', 'y'], expected: 'input' }, false))).toEqual(['x', 'y']);
  expect(missingColumns(['q', 'expected'], rolesOf({ input: 'q' }, false))).toEqual([]);
});
