import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../src/domain/model.ts';
import { hashOf, identityOf, textHash } from '../../src/run/identity.ts';

const base: ModelSpec = {
  id: 'a',
  provider: 'openai',
  model: 'gpt',
  base_url: 'https://h.example/v1',
  params: { temperature: 0, top_p: 1 },
};
const idOf = (change: Partial<ModelSpec> = {}, prompt = '{{input}}', system?: string): string =>
  identityOf({ ...base, ...change }, prompt, system);

describe('the identity of a model', () => {
  it.each([
    ['model', idOf({ model: 'gpt-2' })],
    ['its letter case (K13)', idOf({ model: 'GPT' })],
    ['endpoint', idOf({ base_url: 'https://other.example/v1' })],
    ['a parameter', idOf({ params: { temperature: 1, top_p: 1 } })],
    ['a parameter more', idOf({ params: { temperature: 0, top_p: 1, seed: 1 } })],
    ['extra_body', idOf({ extra_body: { top_k: 1 } })],
    ['own prompt', idOf({ prompt: 'Q {{input}}' })],
    ["run's prompt", idOf({}, 'Q {{input}}')],
    ['system prompt', idOf({}, '{{input}}', 'S')],
  ])('K1: changes with %s', (_what, changed) => {
    expect(changed).not.toBe(idOf());
  });

  it.each([
    ['id', idOf({ id: 'b' })],
    ['price', idOf({ price: { input: 1 } })],
    ['key', idOf({ api_key_env: 'OTHER' })],
    ['order of parameters (K3)', idOf({ params: { top_p: 1, temperature: 0 } })],
    ['an undefined parameter (K3)', idOf({ params: { temperature: 0, top_p: 1, seed: undefined } })],
    ['a trailing slash (K13)', idOf({ base_url: 'https://h.example/v1/' })],
  ])('K2: does not change with %s', (_what, same) => {
    expect(same).toBe(idOf());
  });

  it('hashes are sha256 of canonical JSON', () => {
    // printf '{"a":1,"b":2}' | sha256sum
    expect(hashOf({ b: 2, a: 1 })).toBe('43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777');
    expect(textHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
