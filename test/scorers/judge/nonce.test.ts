import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { JUDGE_VERSION, nonceOf } from '../../../src/scorers/judge/nonce.ts';

const sha8 = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

it('is the first 8 hex digits of a hash of version, task and answers', () => {
  expect(nonceOf('t1', ['an "answer"'], [])).toBe(sha8(`[${JUDGE_VERSION},"t1","an \\"answer\\""]`));
});

it('differs for what differs, also where texts would run into each other', () => {
  const all = [
    nonceOf('t1', ['ab', 'c'], []),
    nonceOf('t1', ['a', 'bc'], []),
    nonceOf('t1', ['c', 'ab'], []),
    nonceOf('t1', ['abc'], []),
    nonceOf('t1a', ['bc'], []),
    nonceOf('t1', ['\ud800'], []),
    nonceOf('t1', ['\ufffd'], []),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it('is another one where a text that is shown holds it, in either case', () => {
  const first = nonceOf('t1', ['x'], []);
  const second = nonceOf('t1', ['x'], [`... ${first.toUpperCase()} ...`]);
  expect(second).not.toBe(first);
  expect(nonceOf('t1', ['x'], [first, second])).not.toBe(second);
  expect(nonceOf('t1', ['x'], ['nothing'])).toBe(first);
});

it('always holds a letter, so that no judge writes it as a number', () => {
  for (let i = 0; i < 2000; i++) expect(nonceOf(`t${i}`, ['x'], [])).toMatch(/^(?=.*[a-f])[0-9a-f]{8}$/);
});
