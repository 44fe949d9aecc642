import { expect, it } from 'vitest';
import { isMap, pathName, shown } from '../../src/config/complaint.ts';

it('names paths as people write them', () => {
  expect(pathName(['models', 1, 'price', 'input'])).toBe('models[1].price.input');
  expect(pathName(['seed'])).toBe('seed');
});

it('shows values in at most 60 characters and an ellipsis', () => {
  expect([shown('a'), shown(1.5), shown(Number.NaN), shown([1]), shown(undefined)]).toEqual([
    '"a"',
    '1.5',
    'NaN',
    '[1]',
    'nothing',
  ]);
  expect(shown('x'.repeat(100))).toBe(`"${'x'.repeat(59)}...`);
});

it('tells maps from lists and null', () => {
  expect([{}, [], null, 'x', undefined].map(isMap)).toEqual([true, false, false, false, false]);
});
