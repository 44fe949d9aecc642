import { expect, it } from 'vitest';
import { frontierOf } from '../../../src/analysis/frontier/frontier_of.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { trial, unknownCost } from '../trials.ts';

const usd = (amount: string) => ({ state: 'known', usd: amount, source: 'config' }) as const;

const certain = { pareto_frequency: 1, hull_frequency: 1, beaten_by: null };

function frontier(models: readonly string[], make: (model: string, i: number) => Trial | undefined, tasks = 100) {
  const trials = models.flatMap((model) => Array.from({ length: tasks }, (_, i) => make(model, i) ?? []).flat());
  return frontierOf(tabulate(trials, models, tasks), models, 1);
}

it('points stand cheapest first, with the figures of the standings', () => {
  const made = frontier(['dear', 'cheap'], (m, i) =>
    trial(String(i), m, m === 'dear' || i < 50 ? 1 : 0, { cost: usd(m === 'dear' ? '0.03' : '0.01') }),
  );
  expect(made).toEqual({
    points: [
      { model: 'cheap', cost_per_task_usd: '0.01', quality: 0.5, ...certain },
      { model: 'dear', cost_per_task_usd: '0.03', quality: 1, ...certain },
    ],
    pareto: ['cheap', 'dear'],
    hull: ['cheap', 'dear'],
    aiq: expect.closeTo(0.75, 12),
  });
});

it('unknown is not free: with fewer than 95 % of its costs known a model is no point', () => {
  const known = (count: number) =>
    frontier(['m'], (m, i) => trial(String(i), m, 1, { cost: i < count ? usd('1') : unknownCost }));
  expect(known(95).pareto).toEqual(['m']);
  expect(known(94).pareto).toEqual([]);
});

it('a model that stopped early is no point, however good its first answers', () => {
  const made = frontier(['all', 'stopped'], (m, i) =>
    m === 'stopped' && i > 0 ? undefined : trial(String(i), m, m === 'all' ? i % 2 : 1),
  );
  expect(made.pareto).toEqual(['all']);
});

it('weights count in cost and quality', () => {
  const made = frontier(
    ['m'],
    (m, i) => trial(String(i), m, i, { weight: i === 0 ? 1 : 3, cost: usd(i === 0 ? '4' : '0') }),
    2,
  );
  expect(made.points).toEqual([{ model: 'm', cost_per_task_usd: '1', quality: 0.75, ...certain }]);
});

it('frequencies and who is ahead stand with their models, whatever the order', () => {
  // `mid` and `dear` tie in quality; `mid` costs half: it is on the frontier, `dear` in none of the resamples in which it does not lead.
  const made = (order: readonly string[]) =>
    frontier(order, (m, i) => {
      const right = m === 'cheap' ? i < 50 : m === 'mid' ? i % 10 !== 0 : i % 10 !== 1;
      return trial(String(i), m, right ? 1 : 0, { cost: usd({ cheap: '1', mid: '2', dear: '4' }[m]!) });
    });
  const { points, pareto } = made(['dear', 'cheap', 'mid']);
  expect(pareto).toEqual(['cheap', 'mid']);
  expect(points.map(({ model }) => model)).toEqual(['cheap', 'mid', 'dear']);
  expect(points[2]).toMatchObject({ beaten_by: { by: 'mid', distinguishable: 'cost', quality_difference: 0 } });
  // Ten gains against ten losses: P(more gains than losses in a resample of 100) = .456 by normal approximation without ties.
  expect(points[2]!.pareto_frequency).toBeGreaterThan(0.4);
  expect(points[2]!.pareto_frequency).toBeLessThan(0.5);
  expect(points[1]!.pareto_frequency).toBe(1);
  expect(made(['cheap', 'mid', 'dear']).points).toEqual(points);
});
