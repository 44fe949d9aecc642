import { expect, it } from 'vitest';
import { decimalComplaint } from '../../src/config/decimals.ts';

it.each([
  ['1,50', '; use 1.50'],
  ['0,5', '; use 0.5'],
  ['$5', '; use 5'],
  ['5 €', '; use 5'],
  ['USD 2.5', '; use 2.5'],
  ['1,234.50', '; use 1234.50'],
  ['1,234,567.8', '; use 1234567.8'],
  ['3', '; use 3'],
  // One thousand or one and a bit: nobody can know.
  ['1,234', ''],
  ['1.234,50', ''],
  ['ten', ''],
  ['', ''],
  ['1/2', ''],
])('%j', (text, advice) => {
  expect(decimalComplaint(text)).toEqual({ message: `${JSON.stringify(text)} is not a plain decimal${advice}` });
});
