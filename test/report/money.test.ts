import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dollars, dollarsInWords, perThousand } from '../../src/report/money.ts';

test.each([
  [['0.0210'], ['0.0210']],
  [['1.5149'], ['1.51']],
  [['1508.29'], ['1508.29']],
  [
    ['0.0210', '0.0008', null, '0'],
    ['0.02100', '0.00080', 'unknown', '0'],
  ],
  [
    ['3', '0.00000002'],
    ['3.000000000', '0.000000020'],
  ],
  // What a success costs where a model answers within a microsecond.
  [
    ['0.0000000000193', '0.00000002', '0.00000000124'],
    ['0.000000000019', '0.000000020000', '0.000000001240'],
  ],
  [['0.000000000137'], ['0.000000000137']],
  [['0.00000000000042'], ['<0.000000000001']],
  [['1e-7'], ['0.000000100']],
  [['0.999999'], ['1.000']],
  [[], []],
])('%j', (amounts, texts) => {
  expect(dollars(amounts)).toEqual(texts);
});

test('unknown is never 0, and no amount ever has an exponent or is rounded to 0', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }))), (amounts) => {
      const texts = dollars(amounts.map((amount) => (amount === null ? null : String(amount))));
      amounts.forEach((amount, i) => {
        expect(texts[i]).toMatch(/^(unknown|<?\d+(\.\d+)?)$/);
        expect(texts[i] === 'unknown').toBe(amount === null);
        expect(Number(texts[i]) === 0).toBe(amount === 0);
      });
    }),
  );
});

test('in sentences with the dollar sign', () => {
  expect(dollarsInWords(['0.0210', '0.0131'])).toEqual(['$0.0210', '$0.0131']);
  expect(dollarsInWords(['0.0000000000001'])).toEqual(['less than $0.000000000001']);
  expect(dollarsInWords([null])).toEqual(['unknown']);
});

test('dollars per 1,000 tasks are exact', () => {
  expect(perThousand('0.000000123456789')).toBe('0.000123456789');
  expect(perThousand(null)).toBeNull();
});
