import { describe, expect, it } from 'vitest';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import type { Json } from '../../src/domain/task.ts';
import { graded, outcome } from './grading.ts';

const LABEL = { name: 'Ann', total: 12.5, paid: true, note: null };

describe('json', () => {
  it.each<[ScorerSpec, string, Json, number | string]>([
    ['json', '{"name":"ann ","total":"12.50","paid":"True","extra":1}', LABEL, 1],
    ['json', '{"name":"Bob","total":12.5,"paid":false,"note":"x"}', LABEL, 0.25],
    ['json', 'Here:\n```json\n{"name":"Ann","total":12.5,"paid":true}\n```', LABEL, 1],
    ['json', '{}', LABEL, 0.25],
    ['json', 'I could not read it.', LABEL, 0],
    ['json', '{"name": "Ann"', LABEL, 0],
    ['json', '["Ann"]', LABEL, 0],
    ['json', '[1, 2]', [1, 2], 1],
    ['json', '[2, 1]', [1, 2], 0],
    ['json', '{"a":1}', '{"a": 1}', 1],
    ['json', '{"a":1}', 'plain text', 'the label is neither a JSON object nor a list'],
    ['json', '{"a":1}', 3, 'the label is neither a JSON object nor a list'],
    [{ type: 'json', extra_fields: 'refuse' }, '{"a":1,"b":2}', { a: 1 }, 0.5],
    [{ type: 'json', types: { a: 'integer' } }, '{"a":"1","b":2}', { a: 1, b: 2 }, 0.5],
    [{ type: 'json', types: { c: 'array' } }, '{"a":1}', { a: 1 }, 0.5],
    [{ type: 'json', normalise: ['nfc'] }, '{"a":"Ann"}', { a: 'ann' }, 0],
  ])('%j: %j for label %j is %j', async (spec, text, label, wanted) => {
    expect(await outcome(spec, text, label)).toBe(wanted);
  });

  it('names the wrong fields', async () => {
    expect(await graded('json', '{"a":1,"b":3}', { a: 1, b: 2 })).toEqual({
      state: 'scored',
      score: 0.5,
      detail: 'wrong: b',
    });
  });

  it('reads __proto__ as a field like any other', async () => {
    const label = JSON.parse('{"__proto__":{"x":1},"toString":2}') as Json;
    expect(await outcome('json', '{}', label)).toBe(0);
    expect(await outcome('json', '{"__proto__":{"x":1},"toString":2}', label)).toBe(1);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
