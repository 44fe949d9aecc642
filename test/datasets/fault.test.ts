import { expect, test } from 'vitest';
import { detail, Faults, fatal, quoted } from '../../src/datasets/fault.ts';
import { shortly } from './temp.ts';

test('quoted text is short and holds no control characters', () => {
  expect(quoted('a"\n\u001b[1m')).toBe('"a\\"\\n\\u001b[1m"');
  expect(quoted('\u{1f600}'.repeat(100))).toBe(`"${'\u{1f600}'.repeat(60)}..."`);
  expect(quoted('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
});

test('problems are thrown together, at most 20, in the order they came', () => {
  const faults = new Faults();
  faults.throwIfAny();
  for (let line = 1; line <= 19; line++) faults.add(detail('f', line, 'bad'));
  expect(faults.full).toBe(false);
  faults.absorb(fatal('f', 50, 'end'));
  faults.absorb(fatal('f', 51, 'too much'));
  expect(faults.full).toBe(true);
  try {
    faults.throwIfAny();
    expect.fail('nothing was thrown');
  } catch (error) {
    const { details } = error as ReturnType<typeof fatal>;
    expect(details).toHaveLength(20);
    expect(shortly(details).at(-1)).toBe('50 end');
  }
});

test('what is no Problem is a bug and thrown on', () => {
  expect(() => new Faults().absorb(new TypeError('bug'))).toThrow('bug');
});
