import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { Problem } from '../../src/domain/problem.ts';

const config = (gate: string, model = '') => `dataset: tasks.csv
models:
  - {id: a, base_url: http://localhost:1/v1${model}}
  - id: b
    base_url: http://localhost:1/v1
    gate:
      max_quality_drop: 0.7
reference: a
${gate}`;

const load = (text: string) => loadConfig(text, 'bench.yaml');

it('reads points and percent as fractions, and knows where each limit stands', () => {
  const { gate, models } = load(config('gate:\n  max_quality_drop: 2\n  max_cost_increase: 10\n  max_unscored: 2 %\n'));
  expect(gate).toEqual({
    baseline: 'main',
    underpowered: 'refuse',
    limits: { max_quality_drop: 0.02, max_cost_increase: 0.1, max_unscored: 0, max_unscored_share: 0.02 },
    by_model: { b: { max_quality_drop: 0.007 } },
    places: {
      max_quality_drop: { file: 'bench.yaml', line: 10 },
      max_cost_increase: { file: 'bench.yaml', line: 11 },
      max_unscored: { file: 'bench.yaml', line: 12 },
      'b max_quality_drop': { file: 'bench.yaml', line: 7 },
    },
  });
  // What is limited is no part of what is asked.
  expect(models.map((model) => Object.keys(model))).not.toContainEqual(expect.arrayContaining(['gate']));
});

it('takes a share with or without a floor', () => {
  expect(load(config('gate: {min_certified_share: 30}')).gate?.limits).toEqual({ min_certified_share: 0.3 });
  expect(load(config('gate: {min_certified_share: {share: 30, floor: 2}}')).gate?.limits).toEqual({
    min_certified_share: 0.3,
    certified_floor: 0.02,
  });
  const routed = 'gate: {min_certified_share: {share: 30, floor: 2, router: tfidf}}';
  expect(load(config(routed)).gate?.limits).toMatchObject({ certified_floor: 0.02, certified_router: 'tfidf' });
});

it('limits one model alone, too', () => {
  expect(load(config('')).gate).toMatchObject({ limits: {}, by_model: { b: { max_quality_drop: 0.007 } } });
});

it.each([
  'gate: {max_quality_drop: -1}',
  'gate: {max_drop: 1}',
  'gate: {max_unscored: many}',
  'gate: {min_certified_share: {share: 30, floor: 2, router: random}}',
  'gate: {underpowered: maybe}',
])('refuses %s with its place', (gate) => {
  try {
    load(config(gate));
    expect.unreachable();
  } catch (error) {
    expect((error as Problem).exitCode).toBe(2);
    expect((error as Problem).details[0]).toMatchObject({ code: 'CONFIG', file: 'bench.yaml', line: 9 });
  }
});
