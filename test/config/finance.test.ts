import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { Problem } from '../../src/domain/problem.ts';

const load = (block: string) =>
  loadConfig(`dataset: tasks.csv\nmodels: [{id: a, base_url: 'http://localhost:1/v1'}]\n${block}\n`, 'bench.yaml');

it('reads the finance block as plain decimals', () => {
  const block =
    'finance: {monthly_tasks: 500000, volume_change_percent: 12.5, failure_cost_usd: 2.5, one_off_usd: 1.0e-7}';
  expect(load(block).finance).toEqual({
    monthly_tasks: '500000',
    volume_change_percent: '12.5',
    failure_cost_usd: '2.5',
    one_off_usd: '0.0000001',
  });
  expect(load('').finance).toBeUndefined();
});

it.each([
  ['finance: {monthly_tasks: 0}', 'finance.monthly_tasks'],
  ['finance: {volume_change_percent: 100}', 'finance.volume_change_percent'],
  ['finance: {volume_change_percent: -1}', 'finance.volume_change_percent'],
  ['finance: {failure_cost_usd: -1}', 'finance.failure_cost_usd'],
  ['finance: {one_off_usd: "1,000"}', 'finance.one_off_usd'],
  ['finance: {monthly_task: 5}', 'finance.monthly_task'],
])('%s is refused, with its place', (block, name) => {
  let caught: unknown;
  try {
    load(block);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(Problem);
  expect((caught as Problem).details[0]).toMatchObject({
    code: 'CONFIG',
    line: 3,
    message: expect.stringContaining(name),
  });
});
