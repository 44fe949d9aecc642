import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import type { Json } from '../../src/domain/task.ts';
import { openScorer, openTaskScorer } from '../../src/scorers/table.ts';
import { outcome, taskOf } from './grading.ts';

const JUDGE = 'needs a judge';

describe('a ladder that ends with a judge', () => {
  it.each<[ScorerSpec, string, Json, number | string]>([
    // Only a hit is final: a good answer in other words misses too.
    [['exact', 'judge'], 'Paris', 'Paris', 1],
    [['exact', 'judge'], 'It is Paris.', 'Paris', JUDGE],
    [['contains', 'judge'], 'It is Paris.', 'Paris', 1],
    [['contains', 'judge'], 'The French capital.', 'Paris', JUDGE],
    [[{ type: 'regex', pattern: '^P' }, 'judge'], 'Paris', 'x', 1],
    [[{ type: 'regex', pattern: '^P' }, 'judge'], 'London', 'x', JUDGE],
    [['set', 'judge'], 'a, b', 'a, b', 1],
    [['set', 'judge'], 'a', 'a, b', JUDGE],
    [['json', 'judge'], '{"a":1,"b":2}', { a: 1, b: 2 }, 1],
    [['json', 'judge'], '{"a":1,"b":3}', { a: 1, b: 2 }, JUDGE],
    [['json', 'judge'], 'a is 1', { a: 1, b: 2 }, JUDGE],
    // A number or letter that was found is right or wrong: no judge is paid for it.
    [['numeric', 'judge'], '42', 42, 1],
    [['numeric', 'judge'], '41', 42, 0],
    [['numeric', 'judge'], 'forty-two', 42, JUDGE],
    [['choice', 'judge'], 'The answer is B.', 'B', 1],
    [['choice', 'judge'], 'The answer is C.', 'B', 0],
    [['choice', 'judge'], '', 'B', JUDGE],
    // A scorer that cannot use the label is left out.
    [['numeric', 'exact', 'judge'], 'Paris', 'Paris', 1],
    [['numeric', 'judge'], '41', 'Paris', JUDGE],
    [['judge'], '42', 42, JUDGE],
  ])('%j grades %j against %j: %j', async (spec, text, label, wanted) => {
    expect(await outcome(spec, text, label)).toBe(wanted);
  });

  it('leaves a task without a label to the judge', async () => {
    expect(await outcome(['exact', 'numeric', 'judge'], '42')).toBe(JUDGE);
  });

  it('says which rubric the judge follows', async () => {
    expect((await openScorer(['exact', 'judge'], '.')).judge).toEqual({ rubric: '' });
    expect((await openTaskScorer(['exact', { type: 'judge', rubric: 'summary' }])).judge).toEqual({
      rubric: 'summary',
    });
    expect(await openScorer(['exact', 'numeric'], '.')).not.toHaveProperty('judge');
  });
});

describe('a ladder without a judge', () => {
  it.each<[ScorerSpec, string, Json, number | string]>([
    [['exact', 'numeric'], 'it is 42', '42', 1],
    [['exact', 'numeric'], 'it is 41', '42', 0],
    [['exact', 'numeric'], 'no idea', '42', 'no number found'],
    [['numeric', 'exact'], 'no idea', '42', 0],
    [['numeric', 'exact'], '41', '42', 0],
    // The last that can use the label has the last word, with whatever it says.
    [['exact', 'numeric'], 'London', 'Paris', 0],
    [['exact', 'set'], 'a', 'a, b', 2 / 3],
    [['numeric', 'choice'], '1', 'Paris', 'the label is not a number; the label is not one of the letters A to J'],
  ])('%j grades %j against %j: %j', async (spec, text, label, wanted) => {
    expect(await outcome(spec, text, label)).toBe(wanted);
  });

  it('has no verdict without a label', async () => {
    expect(await outcome(['exact', 'numeric'], '42')).toBe('no label');
  });
});

it('joins the names of its rungs', async () => {
  expect((await openScorer(['exact', 'judge'], '.')).name).toBe('exact@1>judge@1');
  expect((await openScorer([{ type: 'numeric', tolerance: 1 }, 'judge'], '.')).name).toMatch(
    /^numeric@1#[0-9a-f]{8}>judge@1$/,
  );
  expect((await openScorer(['exact'], '.')).name).toBe((await openScorer('exact', '.')).name);
});

it.each<[ScorerSpec, string]>([
  [[], 'scorer: the list is empty'],
  [['judge', 'exact'], 'scorer 1 of the list: only the last scorer may be a judge'],
  [['exact', { type: 'exact' }], 'scorer 2 of the list: exact stands here twice'],
  [['exact', 'juge'], 'unknown scorer "juge" (did you mean judge?)'],
])('%j is refused', async (spec, message) => {
  await expect(openScorer(spec, '.')).rejects.toMatchObject({ exitCode: 2, message, details: [{ code: 'SCORER' }] });
  await expect(openTaskScorer(spec)).rejects.toMatchObject({ message });
});

describe("a user's own scorer as a rung", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-'));
    const code = "export default (text) => text === 'skip' ? { unscored: 'not mine' } : text === 'good' ? 1 : 0.25;";
    await writeFile(join(folder, 'own.mjs'), code);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['good', 1],
    ['poor', 0.25],
    ['skip', JUDGE],
  ])('%s: %j', async (text, wanted) => {
    const verdict = await (await openScorer(['./own.mjs', 'judge'], folder)).grade(text, taskOf());
    expect(verdict.state === 'scored' ? verdict.score : verdict.why).toBe(wanted);
  });

  it('may not be named by a task', async () => {
    await expect(openTaskScorer(['./own.mjs', 'judge'])).rejects.toThrow('a dataset may not name a scorer file');
  });
});
