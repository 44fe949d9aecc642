import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyOverrides, listed, overridesOf } from '../../src/config/overrides.ts';
import { load, problemsOf } from './problems.ts';

const FILE = `dataset: tasks.csv
models: [{id: a}, {id: b}, {id: c}]
reference: b
quality_floors: [1]
repeats: 2
seed: 3
limits: {concurrency: 4, rpm: 5}
results: runs
max_cost: 6
`;
const BARE = 'dataset: tasks.csv\nmodels: [{id: a}]\n';

describe('precedence', () => {
  const flags = { concurrency: '40', seed: '41', maxCost: '42', results: 'from-flag' };
  const env = { BENCH_CONCURRENCY: '30', BENCH_SEED: '31', BENCH_MAX_COST: '32', BENCH_RESULTS: 'from-env' };
  const seen = (text: string, around: Parameters<typeof load>[1]) => {
    const { limits, seed, max_cost, results } = load(text, around);
    return [limits.concurrency, seed, max_cost, results];
  };

  it('is flag, variable, file, default', () => {
    expect(seen(FILE, { flags, env })).toEqual([40, 41, '42', resolve('/project/from-flag')]);
    expect(seen(FILE, { env })).toEqual([30, 31, '32', resolve('/project/from-env')]);
    expect(seen(FILE, {})).toEqual([4, 3, '6', resolve('/project/runs')]);
    expect(seen(BARE, {})).toEqual([8, 1, undefined, resolve('/project/results')]);
    expect(seen(BARE, { env })).toEqual([30, 31, '32', resolve('/project/from-env')]);
  });

  it('takes an empty variable for none', () => {
    expect(seen(FILE, { env: { BENCH_SEED: '', BENCH_RESULTS: '' } })[1]).toBe(3);
  });

  it('leaves the neighbours of a field alone', () => {
    expect(load(FILE, { flags }).limits).toMatchObject({ concurrency: 40, rpm: 5, retries: 4 });
  });
});

it('takes the other flags', () => {
  const flags = { reference: 'c', floors: ['3,0.5', '10'], repeats: '4' };
  expect(load(FILE, { flags })).toMatchObject({ reference: 'c', quality_floors: [0.005, 0.03, 0.1], repeats: 4 });
});

it('runs the chosen models, in file order', () => {
  expect(load(FILE, { flags: { models: 'c, b' } }).models.map(({ id }) => id)).toEqual(['b', 'c']);
  expect(load(FILE, { flags: { models: ['b', 'a,c'] } }).models.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

it('resolves --results in the working folder, and results of the file beside the file', () => {
  const around = { cwd: resolve('/elsewhere') };
  expect(load(FILE, { ...around, flags: { results: 'r' } }).results).toBe(resolve('/elsewhere/r'));
  expect(load(FILE, { ...around, env: { BENCH_RESULTS: 'e' } }).results).toBe(resolve('/elsewhere/e'));
});

it('names the flag or variable that is wrong, not the file', () => {
  const flags = { seed: 'x', floors: '2,no', repeats: '0', concurrency: '1e3', reference: 'd', results: '' };
  expect(problemsOf(FILE, { flags, env: { BENCH_MAX_COST: '1,5' } })).toEqual([
    '- --floors: "no" is not a plain decimal',
    '- --repeats: 0 must be at least 1',
    '- --seed: "x" is not a plain decimal',
    '- --concurrency: "1e3" is not a plain decimal',
    '- --results: empty',
    '- BENCH_MAX_COST: "1,5" is not a plain decimal; use 1.5',
    '- --reference: "d" is not one of the models | known are a, b, c',
  ]);
});

it('changes no data that it was given', () => {
  const data = { limits: { concurrency: 1 } };
  const overrides = overridesOf({ flags: { concurrency: '2' }, env: {}, cwd: '/' });
  expect(applyOverrides(data, overrides)).toEqual({ limits: { concurrency: 2 } });
  expect(data).toEqual({ limits: { concurrency: 1 } });
});

it('leaves what is no map to the schema', () => {
  const overrides = overridesOf({ flags: { seed: '2', concurrency: '2' }, env: {}, cwd: '/' });
  expect(applyOverrides([1], overrides)).toEqual([1]);
  expect(applyOverrides(null, overrides)).toBeNull();
  expect(applyOverrides({ limits: 'x' }, overrides)).toEqual({ limits: 'x', seed: 2 });
});

it('splits lists', () => {
  expect(listed(' a, b ,,c')).toEqual(['a', 'b', 'c']);
  expect(listed(['a', 'b,c'])).toEqual(['a', 'b', 'c']);
});
