import { expect, it } from 'vitest';
import type { Json } from '../../src/domain/task.ts';
import { acceptedTexts } from '../../src/scorers/label.ts';

it.each<[Json, readonly string[] | undefined]>([
  ['a', ['a']],
  [7, ['7']],
  [false, ['false']],
  [
    ['a', 1],
    ['a', '1'],
  ],
  [[], undefined],
  [[['a']], undefined],
  [null, undefined],
  [{ a: 1 }, undefined],
])('label %j accepts %j', (label, wanted) => {
  expect(acceptedTexts(label)).toEqual(wanted);
});
