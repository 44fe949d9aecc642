import { expect, it } from 'vitest';
import type { RunFile } from '../../src/results/run_file.ts';
import { provenanceOf } from '../../src/run/provenance.ts';

const model = {
  id: 'm',
  provider: 'openai',
  model: 'gpt-5.4',
  params: { temperature: 0 },
  identity: 'abc',
  base_url: 'https://user:secret-word@llm.example.com:8443/v1?key=secret-word',
  headers: { 'x-team': 'secret-word' },
};
const run = { bench: '1', node: 'v22', kind: 'run', status: 'complete', prompt: '{{input}}', base: '/home/me' };

it('tells the host of an endpoint and nothing else of its address', () => {
  const made = provenanceOf({ ...run, models: [model] } as unknown as RunFile);
  expect(made.models[0]).toEqual({
    id: 'm',
    provider: 'openai',
    model: 'gpt-5.4',
    host: 'llm.example.com:8443',
    params: '{"temperature":0}',
    identity: 'abc',
    price: null,
  });
  expect(JSON.stringify(made)).not.toMatch(/secret-word|home/);
  const odd = provenanceOf({
    ...run,
    models: [{ ...model, base_url: '//u:secret-word@[bad/x' }],
  } as unknown as RunFile);
  expect(JSON.stringify(odd)).not.toContain('secret-word');
});

it('reads a price as people do', () => {
  const price_used = {
    source: 'catalogue',
    catalogue: 'genai-prices@0.1.8',
    catalogue_id: 'openai/gpt-5.4',
    date: '2026-10-01',
    input: { base: 1.25, tiers: [{ above: 200000, price: 2.5 }] },
    output: 0.00000015,
    request: 0.01,
  };
  const made = provenanceOf({ ...run, models: [{ ...model, price_used }] } as unknown as RunFile);
  expect(made.models[0]?.price).toEqual({
    rates: [
      { meter: 'input', usd: '1.25', per: 'million tokens', above: 0 },
      { meter: 'input', usd: '2.5', per: 'million tokens', above: 200000 },
      { meter: 'output', usd: '0.00000015', per: 'million tokens', above: 0 },
      { meter: 'request', usd: '0.01', per: 'call', above: 0 },
    ],
    multiplier: 1,
    source: 'genai-prices@0.1.8, openai/gpt-5.4',
    date: '2026-10-01',
    varies: false,
  });
});
