import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coefficient,
  coefficients,
  count,
  counted,
  duration,
  interval,
  ofCounted,
  percent,
  percentDown,
  points,
} from '../../src/report/numbers.ts';

describe('percent', () => {
  test.each([
    [0.9126, 1, '91.3 %'],
    [1, 1, '100.0 %'],
    [0.9996, 1, '>99.9 %'],
    [0, 1, '0.0 %'],
    [0.0004, 1, '<0.1 %'],
    [0.376, 0, '38 %'],
    [0.996, 0, '>99 %'],
    [-0.12, 0, '-12 %'],
    [-0.001, 0, '>-1 %'],
    [1 - 1e-15, 0, '100 %'],
    [null, 0, 'n/a'],
  ] as const)('%s with %s decimals', (fraction, decimals, text) => {
    expect(percent(fraction, decimals)).toBe(text);
  });

  test('0 and 100 are only said of exactly 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.integer({ min: 0, max: 2 }),
        (x, decimals) => {
          expect(percent(x, decimals)).not.toMatch(/^(0(\.0+)?|100(\.0+)?) %$/);
        },
      ),
    );
  });
});

describe('percentDown', () => {
  test.each([
    [0.41, '41 %'],
    [0.29, '29 %'],
    [0.999, '99 %'],
    [1, '100 %'],
    [0.004, '<1 %'],
    [0, '0 %'],
    [null, 'n/a'],
  ])('%s', (fraction, text) => {
    expect(percentDown(fraction)).toBe(text);
  });
});

describe('interval', () => {
  test.each([
    [0.8821, 0.9359, '88.2-93.6'],
    [0.882, 0.936, '88.2-93.6'],
    [0, 0.27753, '0.0-27.8'],
    [0.9999, 1, '99.9-100.0'],
    [-0.0441, 0.0003, '-4.5 to 0.1'],
    [-0.00001, -0.000001, '-0.1 to 0.0'],
    [null, 0.1, 'n/a'],
  ])('%s to %s is rounded outward', (low, high, text) => {
    expect(interval(low, high)).toBe(text);
  });

  test('never narrower than what it stands for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [low, high] = interval(Math.min(a, b), Math.max(a, b)).split('-').map(Number);
        expect(low).toBeLessThanOrEqual(Math.min(a, b) * 100 + 1e-9);
        expect(high).toBeGreaterThanOrEqual(Math.max(a, b) * 100 - 1e-9);
      }),
    );
  });
});

test.each([
  [0, '0ms'],
  [0.001, '<0.01ms'],
  [0.05, '0.05ms'],
  [1.21, '1.2ms'],
  [9.97, '10ms'],
  [250.4, '250ms'],
  [999.6, '1.0s'],
  [3410, '3.4s'],
  [754_321, '754s'],
  [null, 'n/a'],
])('%s ms', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('counts have commas, floors are points', () => {
  expect([count(0), count(999), count(1000), count(1234567), count(null)]).toEqual([
    '0',
    '999',
    '1,000',
    '1,234,567',
    'n/a',
  ]);
  expect([counted(1, 'task'), counted(0, 'task'), counted(1500, 'task')]).toEqual(['1 task', '0 tasks', '1,500 tasks']);
  expect([points(0.02), points(0.01), points(0.005), points(0), points(0.07)]).toEqual([
    '2 points',
    '1 point',
    '0.5 points',
    '0 points',
    '7 points',
  ]);
});

test('one of many has, more of them have', () => {
  expect([ofCounted(1, 809, 'answer'), ofCounted(1, 1, 'answer'), ofCounted(2, 1809, 'answer')]).toEqual([
    '1 of 809 answers has',
    '1 of 1 answer has',
    '2 of 1,809 answers have',
  ]);
});

describe('coefficients', () => {
  test.each([
    [0.6956, '0.70'],
    [-0.001, '0.00'],
    [-0.2, '-0.20'],
    [1, '1.00'],
    [null, 'n/a'],
  ])('%s', (value, text) => {
    expect(coefficient(value)).toBe(text);
  });

  test.each([
    [0.5484, 0.8428, '0.54-0.85'],
    [-0.0801, 0.3101, '-0.09 to 0.32'],
    [0.57, 0.85, '0.57-0.85'],
    [null, null, 'n/a'],
  ])('%s to %s is rounded outward', (low, high, text) => {
    expect(coefficients(low, high)).toBe(text);
  });

  test('an interval in whole percent', () => {
    expect(interval(0.7786, 0.9147, 0)).toBe('77-92');
  });
});
