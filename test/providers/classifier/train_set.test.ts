import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/domain/problem.ts';
import { type LabelledRow, readTrainSet } from '../../../src/providers/classifier/train_set.ts';

async function* stream(pairs: readonly (readonly [string, string])[]): AsyncGenerator<LabelledRow> {
  for (const [at, [input, label]] of pairs.entries()) yield { line: at + 2, input, label };
}

async function problemOf(pairs: readonly (readonly [string, string])[]): Promise<Problem> {
  const error = await readTrainSet('t.csv', stream(pairs)).catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return error;
  throw new Error(`no Problem but ${String(error)}`);
}

it('numbers the labels in code unit order', async () => {
  const train = await readTrainSet(
    't.csv',
    stream([
      ['x', 'b '],
      ['y', 'a'],
      ['z', 'b'],
      ['u', 'B'],
    ]),
  );
  expect(train.labels).toEqual(['B', 'a', 'b']);
  expect(train.targets).toEqual([2, 1, 2, 0]);
  expect(train.inputs).toEqual(['x', 'y', 'z', 'u']);
});

it('finds a text again whatever its case, spacing and composition', async () => {
  const train = await readTrainSet(
    't.csv',
    stream([
      ['Where is  my caf\u00e9?', 'a'],
      ['x', 'b'],
      ['X ', 'a'],
    ]),
  );
  expect(train.lineOf(' where is my\ncafe\u0301? ')).toBe(2);
  expect(train.lineOf('x')).toBe(3);
  expect(train.lineOf('where is my tea?')).toBeUndefined();
});

describe('refuses', () => {
  it('an empty file', async () => {
    const problem = await problemOf([]);
    expect([problem.exitCode, problem.message]).toEqual([2, 'no rows to learn from']);
    expect(problem.details[0].file).toBe('t.csv');
  });

  it('a single label', async () => {
    expect(
      (
        await problemOf([
          ['x', 'a'],
          ['y', ' a'],
        ])
      ).message,
    ).toBe('every row has the label "a"');
  });

  it('rows without a label, each with its line, up to 20', async () => {
    const { exitCode, details } = await problemOf([
      ['x', ''],
      ['y', 'a'],
      ['z', ' \t'],
    ]);
    expect(exitCode).toBe(2);
    expect(details.map(({ line, message }) => [line, message])).toEqual([
      [2, 'no label'],
      [4, 'no label'],
    ]);
    expect((await problemOf(Array.from({ length: 30 }, () => ['x', ''] as const))).details).toHaveLength(20);
  });
});
