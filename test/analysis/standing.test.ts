import { describe, expect, it } from 'vitest';
import { percentile, roundedUsd, standing } from '../../src/analysis/standing.ts';
import { tabulate } from '../../src/analysis/table.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { trial, unknownCost } from './trials.ts';

function row(trials: readonly Trial[], tasks: number, repeats = 1) {
  const table = tabulate(trials, ['m'], tasks, repeats);
  return standing('m', table.columns[0]!, table);
}

const usd = (amount: string) => ({ state: 'known', usd: amount, source: 'config' }) as const;

describe('a row of the standings', () => {
  const usage = { input: 10, cached: 0, cache_write: 0, output: 5, reasoning: 0 };
  const trials = [
    trial('a', 'm', 1, { cost: usd('0.3'), ms: 100, usage }),
    trial('b', 'm', 0, { cost: usd('0.1'), ms: 300, usage, status: 'refused' }),
    trial('c', 'm', 1, { cost: unknownCost, status: 'truncated', reused: true }),
    trial('d', 'm', undefined, { cost: usd('0.2') }),
    trial('e', 'm', undefined, { cost: unknownCost, status: 'failed' }),
    trial('f', 'm', 0, { cost: usd('0'), status: 'empty' }),
    trial('g', 'm', 0, { cost: usd('0'), status: 'filtered' }),
  ];
  const made = row(trials, 10);
  it('every cell of the plan is somewhere: scored + unscored + failed + not run', () => {
    expect(made).toMatchObject({ tasks: 10, scored: 5, unscored: 1, failed: 1, not_run: 3 });
  });
  it('statuses are shown apart', () => {
    expect(made).toMatchObject({ truncated: 1, refused: 1, empty: 1, filtered: 1, reused: 1 });
  });
  it('costs: exact sum, mean over known ones, successes among the same trials', () => {
    expect(made).toMatchObject({
      cost_usd: '0.6',
      cost_per_task_usd: '0.12',
      cost_per_success_usd: '0.6',
      cost_unknown: 2,
    });
  });
  it('quality over the tasks with a verdict; tokens; times', () => {
    expect(made).toMatchObject({
      quality: 0.4,
      quality_method: 'wilson',
      input_tokens: 20,
      output_tokens: 10,
      p50_ms: 200,
    });
  });
});

it('nothing known is null, never 0', () => {
  expect(row([], 3)).toMatchObject({
    ...{ scored: 0, not_run: 3, quality: null, quality_low: null, quality_method: null, cost_usd: null },
    ...{ cost_per_task_usd: null, cost_per_success_usd: null, input_tokens: null, p50_ms: null, p95_ms: null },
  });
});

it('a real price of 0 is 0', () => {
  expect(row([trial('a', 'm', 1, { cost: usd('0') })], 1)).toMatchObject({
    cost_usd: '0',
    cost_per_task_usd: '0',
    cost_per_success_usd: '0',
  });
});

it('weights count in quality and cost per task, not in what was paid', () => {
  const trials = [
    trial('a', 'm', 1, { weight: 3, cost: usd('0.1') }),
    trial('b', 'm', 0, { weight: 1, cost: usd('0.5') }),
  ];
  expect(row([...trials, trial('c', 'm', 1, { weight: 1, cost: usd('0') })], 3)).toMatchObject({
    ...{ quality: 0.8, quality_method: 'wilson_effective_n', cost_usd: '0.6', cost_per_task_usd: '0.16' },
  });
});

it('repeats make graded scores', () => {
  const trials = ['a', 'b', 'c'].flatMap((id, i) =>
    [0, 1].map((repeat) => trial(id, 'm', repeat <= i - 1 ? 1 : 0, { repeat })),
  );
  expect(row(trials, 3, 2)).toMatchObject({ scored: 6, not_run: 0, quality: 0.5, quality_method: 't_linearised' });
});

it('money without exponents', () => {
  expect(roundedUsd(1.23e-9)).toBe('0.00000000123');
  expect(roundedUsd(1 / 3)).toBe('0.333333333333');
});

it('percentiles interpolate (numpy: linear)', () => {
  expect(percentile(Float64Array.of(1, 2, 3, 4), 0.95)).toBeCloseTo(3.85, 12);
  expect(percentile(Float64Array.of(7), 0.5)).toBe(7);
});

describe('the interval of the mean cost', () => {
  const costs = (...amounts: (string | undefined)[]) =>
    row(
      amounts.map((amount, i) => trial(`t${i}`, 'm', 1, { cost: amount === undefined ? unknownCost : usd(amount) })),
      amounts.length,
    );
  it("Student's t: 2.5 -+ 3.1824463 x 0.6454972", () => {
    const { cost_low_usd, cost_high_usd } = costs('1', '2', '3', '4', undefined);
    expect(Number(cost_low_usd)).toBeCloseTo(0.4457397, 6);
    expect(Number(cost_high_usd)).toBeCloseTo(4.5542603, 6);
  });
  it('never below 0, as plain decimals', () => {
    expect(costs('0.0000001', '0.000001').cost_low_usd).toBe('0');
    expect(costs('0.0000001', '0.000001').cost_high_usd).toMatch(/^0\.00000\d+$/);
  });
  it('equal costs: a point', () => {
    expect(costs('0.2', '0.2', '0.2')).toMatchObject({ cost_low_usd: '0.2', cost_high_usd: '0.2' });
  });
  it('unknown with fewer than two known costs', () => {
    expect(costs('1', undefined)).toMatchObject({ cost_low_usd: null, cost_high_usd: null });
  });
});
