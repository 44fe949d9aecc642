import { describe, expect, it } from 'vitest';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import type { Json } from '../../src/domain/task.ts';
import { checkLabel, openScorer } from '../../src/scorers/table.ts';
import { outcome } from './grading.ts';

const EVIL = `${'a'.repeat(40)}!`;

describe('regex', () => {
  it.each<[ScorerSpec, string, Json | undefined, number | string]>([
    ['regex', 'order 4711', '\\d{4}', 1],
    ['regex', 'order 4711', '^\\d{4}$', 0],
    ['regex', 'order 4711', ['^x', '^order'], 1],
    [{ type: 'regex', flags: 'i' }, 'YES', 'yes', 1],
    [{ type: 'regex', pattern: '^ok' }, 'ok then', undefined, 1],
    ['regex', EVIL, '^(a+)+$', 'regex timeout'],
    ['regex', EVIL, ['^(a+)+$', '!$'], 1],
    ['regex', 'x', '', 'the label is empty: every answer matches it'],
    ['regex', 'x', {}, 'the label is neither text nor a list of texts'],
  ])('%j: %j for label %j is %j', async (spec, text, label, wanted) => {
    expect(await outcome(spec, text, label)).toBe(wanted);
  });

  it('still grades after a time-out', async () => {
    const scorer = await openScorer({ type: 'regex', pattern: '^(a+)+$' }, '.');
    const task = { id: 't', input: '', segment: '', weight: 1, columns: {} };
    expect(await scorer.grade(EVIL, task)).toEqual({ state: 'unscored', why: 'regex timeout' });
    expect(await scorer.grade('aaa', task)).toEqual({ state: 'scored', score: 1 });
  });

  it('says why a label or an option is no pattern', async () => {
    expect(checkLabel('regex', '(')).toMatch(/^the label is not a pattern: .*Unterminated group/);
    await expect(openScorer({ type: 'regex', pattern: '[' }, '.')).rejects.toThrow(/scorer regex: .*Unterminated/);
    await expect(openScorer({ type: 'regex', flags: 'g' }, '.')).rejects.toThrow(
      'flags must be of i, m, s, u, v, not "g"',
    );
    await expect(openScorer({ type: 'regex', flags: 'uv' }, '.')).rejects.toThrow(
      'scorer regex: flags "uv" do not go together',
    );
  });

  it.each([{ pattern: '[' }, { flags: 'g' }, { flags: 'uv' }])('says what to do about %j', async (options) => {
    await expect(openScorer({ type: 'regex', ...options }, '.')).rejects.toMatchObject({
      exitCode: 2,
      details: [{ hint: expect.stringMatching(/JavaScript syntax|flags: im/) }],
    });
  });
});
