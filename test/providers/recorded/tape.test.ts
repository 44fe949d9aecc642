import { expect, it } from 'vitest';
import { openTape } from '../../../src/providers/recorded/tape.ts';

it('keeps repeats apart and counts each task once', () => {
  const tape = openTape<string>();
  tape.set('b', 0, 'b0');
  tape.set('a', 0, 'a0');
  tape.set('a', 3_000_000_000, 'late');
  tape.set('__proto__', 0, 'p');
  tape.set('b', 0, 'b0 again');
  expect(tape.size).toBe(4);
  expect(tape.get('b', 0)).toBe('b0 again');
  expect(tape.get('a', 3_000_000_000)).toBe('late');
  expect(tape.get('a', 1)).toBeUndefined();
  expect([tape.has('a', 0), tape.has('a', 1), tape.has('constructor', 0)]).toEqual([true, false, false]);
  expect([...tape.taskIds()]).toEqual(['b', 'a', '__proto__']);
});

it('gives every record back word for word, over the edges of its blocks', () => {
  const tape = openTape<{ text: string }>();
  const texts = [
    'line\nbreak \u2028 \u0000',
    'lone \ud800 surrogate',
    '𐐨 é 返',
    '',
    'é'.repeat(2_000_000), // larger than a block
    'after it',
    ...Array.from({ length: 3000 }, (_, at) => `${at} `.repeat(400)),
  ];
  texts.forEach((text, at) => {
    tape.set(`${at}`, 0, { text });
  });
  expect(texts.filter((text, at) => tape.get(`${at}`, 0)?.text !== text)).toEqual([]);
});
