import { describe, expect, it } from 'vitest';
import { isBlank, numberIn, textOf } from '../../../src/providers/recorded/cells.ts';

describe('numberIn', () => {
  it.each([
    ['0', 0],
    [' 1.50 ', 1.5],
    ['1e-7', 1e-7],
    ['-.5', -0.5],
    [0.25, 0.25],
  ])('reads %j', (cell, expected) => {
    expect(numberIn(cell)).toBe(expected);
  });

  // Number() would make 0, 16 and Infinity of some of these
  it.each(['', '  ', '0x10', 'NaN', 'inf', 'Infinity', '1e999', '1,5', '12 s', null, true, [1], undefined])(
    'takes %j as no number',
    (cell) => {
      expect(numberIn(cell)).toBeUndefined();
    },
  );
});

it('tells blank from 0 and false', () => {
  expect([undefined, null, '', ' \t', 0, false, '0'].map(isBlank)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('keeps text as it is and writes anything else as JSON', () => {
  expect([textOf(' a '), textOf(7), textOf({ a: [1] })]).toEqual([' a ', '7', '{"a":[1]}']);
});
