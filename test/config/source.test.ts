import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/config/source.ts';
import { problemsOf } from './problems.ts';

describe('locate', () => {
  const source = readSource(
    'a: 1\nlist:\n  - x: 2\n    "y": [3, 4]\n  -\nshared: &s {p: 5}\nagain: *s\nempty:\n',
    'f.yaml',
  );
  it.each([
    [['a'], false, 1, 4],
    [['a'], true, 1, 1],
    [['list', 0, 'x'], false, 3, 8],
    [['list', 0, 'y', 1], false, 4, 14],
    [['list', 0, 'y'], true, 4, 5],
    [['again', 'p'], false, 6, 16],
    [['again', 'p'], true, 6, 13],
    // What is missing is placed at the nearest thing around it.
    [['list', 0, 'z'], false, 3, 5],
    [['list', 9], false, 3, 3],
    [['nowhere', 'at', 'all'], false, 1, 1],
    [[], false, 1, 1],
  ])('%j (key: %s) stands at %i:%i', (path, key, line, column) => {
    expect(source.locate(path, key)).toEqual({ line, column });
  });
});

describe('readSource', () => {
  it('reads YAML 1.2: words of 1.1 are text', () => {
    expect(readSource('a: no\nb: 012\nc: 2026-01-01\nd: 1:30\n', 'f').data).toEqual({
      a: 'no',
      b: 12,
      c: '2026-01-01',
      d: '1:30',
    });
  });

  it('lets an anchor be used again', () => {
    expect(readSource('a: &x {p: 1}\nb: *x\n', 'f').data).toEqual({ a: { p: 1 }, b: { p: 1 } });
  });

  it('refuses more than 1 MB', () => {
    expect(() => readSource(`a: ${'é'.repeat(500_000)}`, 'f')).toThrow('the config is larger than 1 MB');
    expect(() => readSource(`a: ${'e'.repeat(999_000)}`, 'f')).not.toThrow();
  });

  it('refuses aliases that multiply', () => {
    const row = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]\n`;
    const bomb = `a: &a [x, x]\n${row('b', 'a')}${row('c', 'b')}${row('d', 'c')}${row('e', 'd')}${row('f', 'e')}`;
    expect(problemsOf(bomb)).toEqual(['bench.yaml:1:1 too many aliases | write the values out instead of using *']);
  });
});
