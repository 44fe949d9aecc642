import { expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/completion.ts';
import { Tape } from '../../../src/providers/recorded/tape.ts';

const said = (text: string): Answer => ({ status: 'ok', text, attempts: [] });

it('keeps repeats apart and counts each task once', () => {
  const tape = new Tape();
  tape.set('b', 0, said('b0'));
  tape.set('a', 0, said('a0'));
  tape.set('a', 3_000_000_000, said('late'));
  expect(tape.set('__proto__', 0, said('p'))).toBe(true);
  expect(tape.set('b', 0, said('b0 again'))).toBe(false);
  expect(tape.size).toBe(4);
  expect(tape.get('b', 0)?.text).toBe('b0 again');
  expect(tape.get('a', 3_000_000_000)?.text).toBe('late');
  expect(tape.get('a', 1)).toBeUndefined();
  expect(tape.get('constructor', 0)).toBeUndefined();
  expect([...tape.taskIds()]).toEqual(['b', 'a', '__proto__']);
});
