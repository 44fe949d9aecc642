import { describe, expect, it } from 'vitest';
import { findJson } from '../../src/scorers/json_find.ts';

describe('findJson', () => {
  it.each<[string, unknown]>([
    [' {"a": 1}\n', { a: 1 }],
    ['Sure! {"a": "}"} Anything else?', { a: '}' }],
    ['{"a": "\\"{"} then', { a: '"{' }],
    ['```\n[1]\n```', [1]],
    ['Draft {"a": 1}, final {"a": 2}', { a: 2 }],
    ['{"a": 1} as in [1]', { a: 1 }],
    ['{name} is {"a": 1}', { a: 1 }],
    ['<think>{"a": 1}</think>{"a": 2}', { a: 2 }],
    ['"only text"', undefined],
    ['{"a": 1', undefined],
    ["{'a': 1}", undefined],
  ])('in %j it is %j', (text, wanted) => {
    expect(findJson(text)).toEqual(wanted);
  });
});
