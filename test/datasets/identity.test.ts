import { expect, test } from 'vitest';
import { Contradictions, contentHash, Identity, SeenIds } from '../../src/datasets/identity.ts';
import type { Task } from '../../src/domain/task.ts';

const task = (input: string, more: Partial<Task> = {}): Task => ({
  id: '',
  input,
  segment: '',
  weight: 1,
  columns: {},
  ...more,
});

test('an id of its own is kept; else the content names the task, whatever its label, segment and weight', () => {
  const identity = new Identity();
  expect(identity.named(task('a', { id: 'x' })).id).toBe('x');
  // printf '{"input":"a"}' | sha256sum
  expect(identity.named(task('a', { expected: 'l', segment: 's', weight: 3 })).id).toBe('ffa9249c5ce3');
  expect(identity.named(task('a', { expected: 'm' })).id).toBe('ffa9249c5ce3-2');
});

test('messages are part of the content', () => {
  const messages = [{ role: 'user', content: 'a' }] as const;
  expect(contentHash(task('a', { messages }))).not.toBe(contentHash(task('a')));
});

test('ids are the same when they look the same', () => {
  const seen = new SeenIds();
  expect(seen.firstLine('\u00e9', 2)).toBeUndefined();
  expect(seen.firstLine('e\u0301', 5)).toBe(2);
  expect(seen.firstLine('E\u0301', 6)).toBeUndefined();
  expect(seen.firstLine('\u00e9', 7)).toBe(2);
});

test('contradictions are counted, the first is named', () => {
  const found = new Contradictions();
  const add = (input: string, expected: string, line: number) =>
    found.add(task(input, { expected }), contentHash(task(input)), line);
  add('a', 'x', 1);
  add('b', 'x', 2);
  add('a', 'x', 3);
  expect(found.warning()).toBeUndefined();
  add('b', 'y', 4);
  add('a', 'z', 5);
  expect(found.warning()).toMatch(/^2 tasks ask the same .*lines 2 and 4/);
});
