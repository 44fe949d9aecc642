import { expect, it } from 'vitest';
import { familyOf } from '../../../src/run/judging/family.ts';

it.each([
  ['gpt-5.5', 'openai'],
  ['openai/gpt-5.4-mini', 'openai'],
  ['o3-mini', 'openai'],
  ['claude-sonnet-5', 'anthropic'],
  ['anthropic/claude-haiku-4.5', 'anthropic'],
  ['Gemma-3-27b-it', 'google'],
  ['mistral-large-2512', 'mistral'],
  ['mixtral-8x22b', 'mistral'],
  ['Qwen/Qwen3-8B', 'qwen'],
  ['meta-llama/Llama-4-Scout', 'llama'],
  ['deepseek-v4-flash', 'deepseek'],
  ['z-ai/glm-5.1', 'glm'],
  ['orca-2', 'orca'],
])('J18: %s is of the family %s', (model, family) => expect(familyOf({ model })).toBe(family));

it('J18: is what the config says, where it says so', () =>
  expect([
    familyOf({ model: 'my-deployment', family: 'OpenAI' }),
    familyOf({ model: 'gpt-5', family: 'mine' }),
  ]).toEqual(['openai', 'mine']));
