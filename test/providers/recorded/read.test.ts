import { describe, expect, it } from 'vitest';
import type { Completion } from '../../../src/domain/completion.ts';
import { Problem } from '../../../src/domain/problem.ts';
import type { Json } from '../../../src/domain/task.ts';
import { firstIds, readRows, readRun } from '../../../src/providers/recorded/read.ts';
import { Tape } from '../../../src/providers/recorded/tape.ts';

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const tapesFor = (...models: string[]) => new Map(models.map((model) => [model, new Tape()]));

function rows(...values: Readonly<Record<string, Json>>[]) {
  return stream(values.map((each, at) => [{ line: at + 2, values: each }]));
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return error;
  throw new Error(`no Problem but ${String(error)}`);
}

describe('readRows', () => {
  it('sorts rows by model and repeat and names the models it saw', async () => {
    const tapes = tapesFor('m', 'n');
    const known = await readRows(
      'r.csv',
      rows(
        { task_id: '007', model: 'm', output: 'a' },
        { task_id: 7, model: 'm', output: 'b' },
        { task_id: '007', model: 'n', output: 'c' },
        { task_id: '007', model: 'm', output: 'd', repeat: '1' },
        { task_id: '007', model: 'other', output: 'e' },
      ),
      tapes,
    );
    expect([...known]).toEqual(['m', 'n', 'other']);
    expect(tapes.get('m')!.get('007', 0)!.text).toBe('a');
    expect(tapes.get('m')!.get('7', 0)!.text).toBe('b');
    expect(tapes.get('m')!.get('007', 1)!.text).toBe('d');
    expect(tapes.get('n')!.get('007', 0)!.text).toBe('c');
    expect(tapes.get('n')!.size).toBe(1);
  });

  it('gives rows without a model column to everybody', async () => {
    const tapes = tapesFor('m', 'n');
    expect(await readRows('r.csv', rows({ task_id: 'a', output: 'x' }), tapes)).toEqual(new Set());
    expect([...tapes.values()].map((tape) => tape.get('a', 0)?.text)).toEqual(['x', 'x']);
  });

  it('refuses duplicates of a model with the first 10 ids', async () => {
    const twice = Array.from({ length: 12 }, (_, at) => ({ task_id: `t${at}`, model: 'm', score: '1' }));
    const problem = await problemOf(readRows('r.csv', rows(...twice, ...twice), tapesFor('m')));
    expect(problem.exitCode).toBe(2);
    expect(problem.message).toBe(
      '12 tasks recorded more than once for the same model: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9 ...',
    );
  });

  it('does not mind duplicates of a model that nobody replays', async () => {
    const row = { task_id: 'a', model: 'other', score: '1' };
    await expect(readRows('r.csv', rows(row, row), tapesFor('m'))).resolves.toEqual(new Set(['other']));
  });

  it('names every bad row with its line', async () => {
    const bad = rows(
      { task_id: ' ', model: 'm', output: 'x', repeat: '' },
      { task_id: 'a', model: '', output: 'x', repeat: '' },
      { task_id: 'a', model: 'm', output: 'x', repeat: '1.5' },
      { task_id: 'b', model: 'm', output: 'x', repeat: 'first' },
    );
    const { exitCode, details } = await problemOf(readRows('r.csv', bad, tapesFor('m')));
    expect(exitCode).toBe(2);
    expect(details.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: no task_id',
      '3: no model',
      '4: repeat "1.5" is not a whole number from 0',
      '5: repeat "first" is not a whole number from 0',
    ]);
  });

  it('stops at 20 bad rows', async () => {
    const bad = Array.from({ length: 30 }, () => ({ task_id: '', output: 'x' }));
    expect((await problemOf(readRows('r.csv', rows(...bad), tapesFor('m')))).details).toHaveLength(20);
  });

  it.each([
    [{ id: 'a', output: 'x' }, 'no column task_id; found: id, output'],
    [{ task_id: 'a', model: 'm', answer: 'x' }, 'no column output or score; found: task_id, model, answer'],
  ])('%j lacks a column', async (row, message) => {
    const problem = await problemOf(readRows('r.csv', rows(row), tapesFor('m')));
    expect([problem.exitCode, problem.message]).toEqual([2, message]);
  });
});

describe('readRun', () => {
  const line = (status: Completion['status'], text: string, repeat = 0, model = 'm'): Completion => ({
    task_id: 'a',
    model,
    repeat,
    key: 'k',
    segment: '',
    weight: 1,
    status,
    text,
    cost: { state: 'unknown', why: 'no price' },
  });

  it.each([
    [[line('failed', ''), line('ok', 'later')], 'later'],
    [[line('ok', 'kept'), line('failed', '')], 'kept'],
    [[line('ok', 'first'), line('ok', 'last')], 'last'],
    [[line('refused', 'no'), line('failed', '')], 'no'],
  ])('of the attempts of one cell the last answer wins (%#)', async (lines, expected) => {
    const tapes = tapesFor('m');
    await readRun(stream(lines), tapes);
    expect(tapes.get('m')!.get('a', 0)!.text).toBe(expected);
  });

  it('keeps repeats and models apart and names the models it saw', async () => {
    const tapes = tapesFor('m');
    const known = await readRun(stream([line('ok', 'r1', 1), line('ok', 'r0'), line('ok', 'x', 0, 'n')]), tapes);
    expect([...known]).toEqual(['m', 'n']);
    expect([0, 1].map((repeat) => tapes.get('m')!.get('a', repeat)!.text)).toEqual(['r0', 'r1']);
  });
});

it('lists ten ids', () => {
  expect(firstIds(['a', 'b'])).toBe('a, b');
});
