import { describe, expect, it } from 'vitest';
import { collect, countOf, floorsOf } from '../../src/cli/options.ts';

describe('flags', () => {
  it.each([
    [['2,5'], [0.02, 0.05]],
    [
      ['5', '2', '5'],
      [0.02, 0.05],
    ],
    [['0.7'], [0.007]],
    [[' 0 , 100'], [0, 1]],
  ])('--floors %j are the fractions %j', (texts, fractions) => {
    expect(floorsOf(texts)).toEqual(fractions);
  });

  it.each(['', '-1', '101', '2;5', '1e1', 'NaN'])('--floors %j is refused', (text) => {
    expect(() => floorsOf([text])).toThrow('--floors takes points from 0 to 100');
  });

  it('what is not given has its default', () => {
    expect([floorsOf(undefined), floorsOf([]), countOf(undefined, '--n', 3), countOf('0', '--n', 3)]).toEqual([
      undefined,
      undefined,
      3,
      0,
    ]);
  });

  it.each(['', '-1', '1.5', '0x10', '1e3', '9999999999'])('a count %j is refused', (text) => {
    expect(() => countOf(text, '--n', 1)).toThrow(`--n takes a whole number, not "${text}"`);
  });

  it('may be given several times', () => {
    expect(collect('b', collect('a'))).toEqual(['a', 'b']);
  });
});
