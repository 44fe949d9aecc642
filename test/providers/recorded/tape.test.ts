import { expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/completion.ts';
import { openTape } from '../../../src/providers/recorded/tape.ts';

const answer = (text: string): Answer => ({ status: 'ok', text, attempts: [] });

it('keeps repeats apart and counts each task once', () => {
  const tape = openTape();
  tape.set('b', 0, answer('b0'));
  tape.set('a', 0, answer('a0'));
  tape.set('a', 3_000_000_000, answer('late'));
  tape.set('__proto__', 0, answer('p'));
  tape.set('b', 0, answer('b0 again'));
  expect(tape.size).toBe(4);
  expect(tape.get('b', 0)?.text).toBe('b0 again');
  expect(tape.get('a', 3_000_000_000)?.text).toBe('late');
  expect(tape.get('a', 1)).toBeUndefined();
  expect(tape.get('constructor', 0)).toBeUndefined();
  expect([...tape.taskIds()]).toEqual(['b', 'a', '__proto__']);
});
