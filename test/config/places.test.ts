import { expect, it } from 'vitest';
import { problemsOf, withModel } from './problems.ts';

it.each([
  'temperature',
  'max_completion_tokens',
  'max_tokens',
  'top_p',
  'seed',
  'reasoning_effort',
  'response_format',
  'stop',
])('a model takes %s under params alone', (param) => {
  const hint = `put it under params: params: {${param}: ...}`;
  expect(problemsOf(withModel(`${param}: 1`))).toEqual([`bench.yaml:4:5 models[0].${param}: unknown key | ${hint}`]);
  expect(problemsOf(withModel(`params: {${param}: 1}`))).toEqual([]);
});

it.each(['key', 'api_key', 'apiKey', 'token'])('a model takes no %s', (key) => {
  const words =
    'a key does not belong into this file | put it into an environment variable and name it: api_key_env: NAME';
  expect(problemsOf(withModel(`${key}: x`))).toEqual([`bench.yaml:4:5 models[0].${key}: ${words}`]);
});

it('says where misplaced keys belong', () => {
  expect(problemsOf(withModel('per_hour: 1'))).toEqual([
    'bench.yaml:4:5 models[0].per_hour: unknown key | put it under price: price: {per_hour: ...}',
  ]);
  expect(problemsOf(`${withModel()}concurrency: 1\ncolumns: {}\nbase_url: x\n`)).toEqual([
    'bench.yaml:4:1 concurrency: unknown key | put it under limits:',
    'bench.yaml:5:1 columns: unknown key | put it under dataset:',
    'bench.yaml:6:1 base_url: unknown key | put it under each of models',
  ]);
});

it('means models by model', () => {
  expect(problemsOf(`${withModel()}model: {}\n`)).toEqual(['bench.yaml:4:1 model: unknown key | did you mean models?']);
});
