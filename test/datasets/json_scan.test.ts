import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanJson } from '../../src/datasets/json_scan.ts';

test.each<[string, number, string | undefined]>([
  ['1', 0, undefined],
  ['{}', 1, undefined],
  ['{"a":{"a":[{"a":1}]},"b":"a"}', 4, undefined],
  ['{"a":1,"b":{"c":1},"a":2}', 2, 'a'],
  ['[{"a":1},{"a":2}]', 2, undefined],
  ['{"x":{"k":1,"k":2}}', 2, 'k'],
  ['{"a" : 1, "a" :2}', 1, 'a'],
  ['{"\\u0061":1,"a":2}', 1, 'a'],
  ['{"a":"\\"a\\":{[","b":"}\\\\"}', 1, undefined],
  ['{"a\\"":1,"a":2}', 1, undefined],
  ['{"__proto__":1,"__proto__":2}', 1, '__proto__'],
])('%s', (text, depth, duplicate) => {
  expect(scanJson(text)).toEqual(duplicate === undefined ? { depth } : { depth, duplicate });
});

test('stops beyond 100 levels, without recursion', () => {
  expect(scanJson('['.repeat(100)).depth).toBe(100);
  expect(scanJson('{"a":'.repeat(1_000_000)).depth).toBe(101);
});

test('finds nothing twice in what JSON.stringify writes, and everything when a key is repeated', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value);
      expect(scanJson(text).duplicate).toBeUndefined();
      const [key] = Object.keys(value);
      expect(scanJson(`${text.slice(0, -1)},${JSON.stringify(key)}:0}`).duplicate).toBe(key);
    }),
    { seed: 4 },
  );
});

test('ends on text that is no JSON', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^["\\{}[\]:,a ]{0,40}$/), (text) => scanJson(text).depth >= 0),
    { seed: 5 },
  );
});
