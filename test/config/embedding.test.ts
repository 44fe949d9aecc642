import { expect, it } from 'vitest';
import { load, problemsOf } from './problems.ts';

const withBlock = (block: string) =>
  `dataset: tasks.csv\nmodels: [{id: a, base_url: 'http://localhost:1/v1'}]\n${block}\n`;

it('reads the embedding block as it is written', () => {
  const block =
    'embedding: {model: e, base_url: https://api.example.com/v1, api_key_env: E_KEY, dimensions: 256, price: {input: 0.02}}';
  expect(load(withBlock(block)).embedding).toEqual({
    model: 'e',
    base_url: 'https://api.example.com/v1',
    api_key_env: 'E_KEY',
    dimensions: 256,
    price: { input: 0.02 },
  });
  expect(load(withBlock('')).embedding).toBeUndefined();
});

it.each([
  ['embedding: {base_url: https://api.example.com/v1}', /embedding\.model: missing/],
  ['embedding: {model: e, dimensions: 0}', /embedding\.dimensions/],
  ['embedding: {model: e, base_url: https://user:pass@example.com}', /embedding\.base_url: holds credentials/],
  ['embedding: {model: e, api_key_env: "not a name"}', /embedding\.api_key_env: must be the name/],
  ['embedding: {model: e, dimension: 3}', /embedding\.dimension: unknown key/],
])('refuses %s', (block, why) => {
  expect(problemsOf(withBlock(block)).join('\n')).toMatch(why);
});
