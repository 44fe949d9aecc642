import { describe, expect, it } from 'vitest';
import type { VerifierReading } from '../../../src/analysis/cascade/cascade_types.ts';
import { cascadeSet } from '../../../src/analysis/cascade/cascades.ts';
import { cascadeStrategies, portfolioStrategy, routerOrdering } from '../../../src/analysis/claims/adapters.ts';
import { claimsOf } from '../../../src/analysis/claims/claims.ts';
import { savingOf, segmentOrdering } from '../../../src/analysis/claims/strategies.ts';
import { contenders } from '../../../src/analysis/contenders.ts';
import type { Pairs } from '../../../src/analysis/pairs.ts';
import { portfolioOf } from '../../../src/analysis/portfolio/portfolio.ts';
import { splitTasks } from '../../../src/analysis/split.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { trial, uniform } from '../trials.ts';

const MODELS = ['strong', 'weak', 'other'];
const FLOORS = [0, 0.05];
const PARTS = ['red', 'green', 'blue'];

/** `weak` (a tenth of the price) fails on blue, `other` (a fifth) on red; each verdict of `weak` comes with a verifier's reading that is right in 95 %. */
function situation() {
  const draw = uniform(21);
  const readings = new Map<string, VerifierReading>();
  const trials = Array.from({ length: 900 }, (_, i) => {
    const [id, segment] = [`t${String(i).padStart(4, '0')}`, PARTS[i % 3]!];
    const right = (bad: string) => (draw() < (segment === bad ? 0.5 : 0.02) ? 0 : 1);
    const [weak, other] = [right('blue'), right('red')];
    readings.set(id, { trust: draw() < 0.95 ? weak : 1 - weak, cost_usd: 0.0002 });
    return [
      trial(id, 'strong', draw() < 0.03 ? 0 : 1, { segment }),
      trial(id, 'weak', weak, { segment }),
      trial(id, 'other', other, { segment, cost: { state: 'known', usd: '0.002', source: 'config' } }),
    ];
  }).flat();
  const table = tabulate(trials, MODELS, 0);
  const split = splitTasks(table, 1);
  return { table, split, readings, rivals: contenders(table, MODELS, 'strong', 1, FLOORS) };
}

const { table, split, readings, rivals } = situation();
const weak = rivals[0]!;
const cascadeInput = {
  ...{ candidate: 'weak', reference: 'strong', pairs: weak.candidate.pairs, ids: table.ids, split, floors: FLOORS },
  verifiers: [{ verifier: 'judge', candidate: 'weak', readings }],
};

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function figures(policy: Pairs) {
  return {
    tested: policy.n,
    quality: mean(policy.candidate),
    cost: mean(policy.candidate_cost),
    saving: savingOf(policy),
  };
}

it('a router of segments orders both halves as the report does', () => {
  const look = (task: number) => ({ segment: table.segments[table.segment[task]!]!, input: '' });
  const ordering = routerOrdering('segment', weak, split, look)!;
  const expected = segmentOrdering(weak);
  expect(ordering.test.order).toEqual(expected.test.order);
  expect(ordering.learn.order).toEqual(expected.learn.order);
});

it('a cascade is tested as its report says', () => {
  const [strategy] = cascadeStrategies(cascadeInput, cascadeSet(cascadeInput));
  const share = cascadeSet(cascadeInput).cascades[0]!.shares[1]!;
  expect(share.certified).toBe(true);
  const { policy, passes } = strategy!.tested(0.05)!;
  expect(passes).toBe(true);
  expect(figures(policy)).toEqual({
    tested: share.tested,
    quality: expect.closeTo(share.policy!.quality, 10),
    cost: expect.closeTo(Number(share.policy!.cost_per_task_usd), 10),
    saving: expect.closeTo(share.policy!.saving!, 10),
  });
  expect(strategy!.promised(0.05)).toBeGreaterThan(0);
  expect(strategy!.tested(0.01)).toBeNull();
});

it('a portfolio is tested as its report says', () => {
  const portfolio = portfolioOf(table, MODELS, 'strong', split, FLOORS)!;
  const strategy = portfolioStrategy(portfolio, table, MODELS, split);
  const share = portfolio.shares[1]!.portfolio;
  expect(share.certified).toBe(true);
  expect(figures(strategy.tested(0.05)!.policy)).toEqual({
    tested: share.tested,
    quality: expect.closeTo(share.quality, 10),
    cost: expect.closeTo(Number(share.cost_per_task_usd), 10),
    saving: expect.closeTo(share.saving!, 10),
  });
  expect(strategy.tested(0.01)).toBeNull();
});

describe('the claims with all of them', () => {
  it('take the one that promises most, and hold by its own test', () => {
    const portfolio = portfolioStrategy(portfolioOf(table, MODELS, 'strong', split, FLOORS)!, table, MODELS, split);
    const policies = [...cascadeStrategies(cascadeInput, cascadeSet(cascadeInput)), portfolio];
    const input = { table, floors: FLOORS, contenders: rivals, reference: 0, orderings: [], policies };
    const { harvey } = claimsOf(input);
    expect(harvey[1]).toMatchObject({ verdict: 'holds', strategy: 'portfolio', candidate: null, floor: 0.05 });
    expect(harvey[1]!.factor!).toBeGreaterThan(3);
    // Without them, neither candidate reaches a factor of 3: each fails on a third of the tasks.
    expect(claimsOf({ ...input, policies: [] }).harvey[1]!.verdict).not.toBe('holds');
  });
});
