import { describe, expect, it } from 'vitest';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import type { Json } from '../../src/domain/task.ts';
import { outcome } from './grading.ts';

describe('contains', () => {
  it.each<[ScorerSpec, string, Json, number | string]>([
    ['contains', 'Within 30 DAYS.', '30 days', 1],
    ['contains', 'Within a month.', '30 days', 0],
    ['contains', 'caf\u0065\u0301', 'CAFÉ', 1],
    ['contains', 'red', ['red', 'blue'], 1],
    [{ type: 'contains', match: 'all' }, 'red', ['red', 'blue'], 0],
    [{ type: 'contains', match: 'all' }, 'blue, red', ['red', 'blue'], 1],
    [{ type: 'contains', case_sensitive: true }, 'Red', 'red', 0],
    ['contains', 'x', '', 'the label is empty: every answer contains it'],
    ['contains', 'x', {}, 'the label is neither text nor a list of texts'],
  ])('%j: %j for label %j is %j', async (spec, text, label, wanted) => {
    expect(await outcome(spec, text, label)).toBe(wanted);
  });
});
