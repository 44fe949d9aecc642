import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../src/providers/openai/usage.ts';

const base = { prompt_tokens: 100, completion_tokens: 20 };

describe('readUsage', () => {
  it.each<[string, object, object]>([
    ['plain', { ...base, total_tokens: 120 }, { input: 100, cached: 0, cache_write: 0, output: 20, reasoning: 0 }],
    ['digits as text', { prompt_tokens: '100', completion_tokens: '20' }, { input: 100, output: 20 }],
    ['OpenAI cached', { ...base, prompt_tokens_details: { cached_tokens: 64 } }, { input: 100, cached: 64 }],
    ['DeepSeek cached', { ...base, prompt_cache_hit_tokens: 32 }, { cached: 32 }],
    [
      'Anthropic names',
      { ...base, cache_read_input_tokens: 10, cache_creation_input_tokens: 5 },
      { cached: 10, cache_write: 5 },
    ],
    [
      'reasoning inside output',
      { ...base, completion_tokens_details: { reasoning_tokens: 12 }, total_tokens: 120 },
      { output: 20, reasoning: 12 },
    ],
    [
      'null details',
      { ...base, prompt_tokens_details: null, completion_tokens_details: null },
      { cached: 0, reasoning: 0 },
    ],
    [
      'xAI: reasoning beside output',
      { ...base, completion_tokens_details: { reasoning_tokens: 300 }, total_tokens: 420 },
      { output: 320, reasoning: 300 },
    ],
    ['zero', { prompt_tokens: 0, completion_tokens: 0 }, { input: 0, output: 0 }],
  ])('%s', (_name, fields, expected) => {
    const reading = readUsage(fields, {});
    expect(reading.usage).toMatchObject(expected);
    expect(reading.warnings).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['partial', { prompt_tokens: 1 }, 'completion_tokens is missing'],
    ['null', { prompt_tokens: null, completion_tokens: 1 }, 'prompt_tokens is null'],
    ['negative', { ...base, prompt_tokens: -1 }, 'prompt_tokens is -1'],
    ['fractional', { ...base, completion_tokens: 1.5 }, 'completion_tokens is 1.5'],
    ['absurd', { ...base, prompt_tokens: 1e308 }, 'prompt_tokens is 1e+308'],
    ['text', { ...base, prompt_tokens: 'many' }, 'prompt_tokens is "many"'],
    [
      'cached > input',
      { ...base, prompt_tokens_details: { cached_tokens: 101 } },
      '101 cached tokens of 100 input tokens',
    ],
    [
      'reasoning > output',
      { ...base, completion_tokens_details: { reasoning_tokens: 21 } },
      '21 reasoning tokens of 20 output tokens',
    ],
  ])('%s: unknown, and said', (_name, fields, why) => {
    const reading = readUsage(fields, {});
    expect(reading.usage).toBeUndefined();
    expect(reading.warnings).toEqual([`usage is unusable: ${why}`]);
  });

  it.each([undefined, null, [], 'x', 3])('%j is simply absent', (value) => {
    expect(readUsage(value, {})).toEqual({ warnings: [] });
  });

  it('C3: parts win over a total that differs', () => {
    const reading = readUsage({ ...base, total_tokens: 999 }, {});
    expect(reading.usage).toMatchObject({ input: 100, output: 20 });
    expect(reading.warnings).toEqual(['usage.total_tokens is 999, but the parts sum to 120; the parts are used']);
  });
});

describe('reported cost', () => {
  it.each<[object, Record<string, string>, string | undefined]>([
    [{ ...base, cost: 0.00014 }, {}, '0.00014'],
    [{ ...base, cost: 1e-7 }, {}, '0.0000001'],
    [{ ...base, cost: 0 }, {}, '0'],
    [{ ...base, cost: 0.1, is_byok: true, cost_details: { upstream_inference_cost: 0.2 } }, {}, '0.3'],
    [{ ...base, cost: 0.1, is_byok: false, cost_details: { upstream_inference_cost: 0.2 } }, {}, '0.1'],
    [base, { 'x-litellm-response-cost': '1.5e-05' }, '0.000015'],
    [base, { 'x-litellm-response-cost': 'None' }, undefined],
    [{ ...base, cost: -1 }, {}, undefined],
    [{ ...base, cost: null }, {}, undefined],
    [{ ...base, cost: '0x10' }, {}, undefined],
    [base, {}, undefined],
  ])('%j %j', (fields, headers, expected) => {
    expect(readUsage(fields, headers).reported_cost_usd).toBe(expected);
  });
});
