import { expect, it } from 'vitest';
import { problemsOf } from './problems.ts';

it.each([
  ['a: 1\nb:\n\tc: 2\n', ['3:1 a tab cannot indent YAML | use two blanks']],
  ['a: 1\nb: 2\na: 3\n', ['3:1 the key a stands here twice | keep one of the two']],
  ['m:\n  - {x: 1, "x": 2}\n', ['2:12 the key x stands here twice | keep one of the two']],
  ['a: 1\n---\nb: 2\n', ['2:1 a second document begins here | one file is one document: remove the ---']],
  [
    'a: !!js/function "x"\n',
    ['1:4 Unresolved tag: tag:yaml.org,2002:js/function: this file is data only | remove the tag'],
  ],
  ['a: !env KEY\n', ['1:4 Unresolved tag: !env: this file is data only | remove the tag']],
  ['a: 1\nb: *nope\n', ['2:4 *nope has no anchor | write &nope before the first of its values']],
  ['a: [1\nb: 2\n', ['not YAML: ']],
  ['a: "unclosed\n', ['not YAML: Missing closing "quote']],
])('%j', (text, expected) => {
  const found = problemsOf(text);
  for (const [i, words] of expected.entries()) expect(found[i]).toContain(words);
  expect(found.length).toBeGreaterThanOrEqual(expected.length);
});

it('refuses deep nesting', () => {
  expect(problemsOf(`a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)[0]).toMatch(
    /^bench.yaml:1:\d+ nested too deeply$/,
  );
});

it('shows all that is wrong, in the order of the file', () => {
  expect(problemsOf('b: !x 1\na: 1\na: 2\n')).toEqual([
    'bench.yaml:1:4 Unresolved tag: !x: this file is data only | remove the tag',
    'bench.yaml:3:1 the key a stands here twice | keep one of the two',
  ]);
});

it('is quick with very many keys', () => {
  const began = performance.now();
  expect(problemsOf(Array.from({ length: 30_000 }, (_, i) => `k${i}: 1`).join('\n'))).toHaveLength(100);
  // About 24 s with the quadratic check of the package; under a second without.
  expect(performance.now() - began).toBeLessThan(10_000);
});
