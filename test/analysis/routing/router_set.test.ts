import { describe, expect, it } from 'vitest';
import { contenders } from '../../../src/analysis/contenders.ts';
import { ORDERINGS, routerSet } from '../../../src/analysis/routing/router_set.ts';
import { shuffled, uniform } from '../trials.ts';
import { type Outcome, trialsOf, type Workload, workloadOf } from './workloads.ts';

const ids = { candidate: 'weak', reference: 'strong' };
const FLOORS = [0.05, 0.02];

function setOf({ table, split, pairs, look }: Workload, texts = true) {
  return routerSet({ ...ids, pairs }, table, split, texts ? look : undefined, FLOORS);
}

/** Hard tasks are long and are lost more often. */
function drawn(n: number, vectors: boolean): Outcome[] {
  const draw = uniform(11);
  return Array.from({ length: n }, () => {
    const hard = draw();
    return {
      segment: hard > 0.5 ? 'hard' : 'easy',
      input: `task ${'x'.repeat(Math.floor(hard * 40))}`,
      ...(vectors ? { embedding: [hard, 1] } : {}),
      strong: 1,
      weak: draw() < 0.4 * hard ? 0 : 1,
    };
  });
}

describe('the set', () => {
  const workload = workloadOf(drawn(400, true), 3);
  const set = setOf(workload);

  it('has every ordering, in the order in which they are shown, floors ascending', () => {
    expect(set.routers.map(({ ordering }) => ordering)).toEqual([...ORDERINGS]);
    for (const { shares, curve } of set.routers) {
      expect(shares.map(({ floor }) => floor)).toEqual([0.02, 0.05]);
      expect(curve.map(({ share }) => share)).toEqual(Array.from({ length: 101 }, (_, i) => i / 100));
    }
  });
  it('says what both models are worth: trial costs are 0.001 and 0.01', () => {
    const weak = workload.pairs.candidate.reduce((sum, score) => sum + score, 0) / 400;
    expect(set).toMatchObject({
      ...ids,
      ...{ pairs: 400, quality_candidate: expect.closeTo(weak, 12), quality_reference: 1 },
      ...{ cost_candidate_usd: '0.001', cost_reference_usd: '0.01' },
    });
  });
  it('segments and chance are those of the report, and the oracle promises nothing', () => {
    const [contender] = contenders(workload.table, ['strong', 'weak'], 'strong', 3, [0.02, 0.05]);
    const sharesOf = (wanted: string) => set.routers.find(({ ordering }) => ordering === wanted)!.shares;
    for (const [i, { share }] of contender!.shares.entries()) {
      expect(sharesOf('segment')[i]).toEqual({
        floor: share.floor,
        certified: share.certified,
        estimate: share.estimate,
      });
      expect(sharesOf('random')[i]!.certified).toEqual(share.certified_random);
      expect(sharesOf('oracle')[i]).toEqual({ floor: share.floor, certified: null, estimate: null });
    }
  });
  it('chance recovers half, routers more, the oracle most', () => {
    const by = Object.fromEntries(set.routers.map((router) => [router.ordering, router]));
    expect(by.random).toMatchObject({ apgr: 0.5, apgr_grid: expect.closeTo(0.5, 14), cpt50: 0.5, cpt80: 0.8 });
    for (const kind of ['segment', 'length', 'tfidf', 'embedding'] as const) {
      expect(by[kind]!.apgr!).toBeLessThan(by.oracle!.apgr!);
      if (kind !== 'tfidf') expect(by[kind]!.apgr!).toBeGreaterThan(0.55);
    }
  });
  it('trials in another order change nothing', () => {
    const outcomes = drawn(400, true);
    const again = workloadOf(outcomes, 3, shuffled(trialsOf(outcomes), uniform(5)));
    expect(setOf(again)).toEqual(set);
  });
  it('without vectors no embedding, without texts segments only', () => {
    expect(setOf(workloadOf(drawn(60, false), 1)).routers.map(({ ordering }) => ordering)).toEqual([
      ...['segment', 'length', 'tfidf', 'random', 'oracle'],
    ]);
    expect(setOf(workload, false).routers).toEqual(
      set.routers.filter(({ ordering }) => ['segment', 'random', 'oracle'].includes(ordering)),
    );
  });
});

it('the same model twice: no gap, and nothing lost wherever it goes', () => {
  const outcomes = drawn(200, true).map((outcome) => ({ ...outcome, strong: outcome.weak }));
  for (const router of setOf(workloadOf(outcomes, 1)).routers) {
    expect(router).toMatchObject({ apgr: null, apgr_grid: null, cpt50: null, cpt80: null });
    const qualities = router.curve.map(({ quality }) => quality);
    expect(Math.max(...qualities) - Math.min(...qualities)).toBeLessThan(1e-12);
  }
});

it('no pair, no routers', () => {
  expect(setOf(workloadOf([], 1))).toEqual({
    ...ids,
    ...{ pairs: 0, quality_candidate: null, quality_reference: null },
    ...{ cost_candidate_usd: null, cost_reference_usd: null, routers: [] },
  });
});

it.each([1, 2, 3])('a pair or two: a half may be empty, and nothing is certified (%i)', (seed) => {
  for (const n of [1, 2]) {
    const { routers } = setOf(workloadOf(drawn(n, true), seed));
    expect(routers).toHaveLength(6);
    for (const { shares } of routers) for (const { certified } of shares) expect(certified?.task_share ?? 0).toBe(0);
  }
});
