import { describe, expect, it } from 'vitest';
import { certifiedByRouter } from '../../../src/analysis/routing/by_router.ts';
import { deciderOf, policyOf } from '../../../src/analysis/routing/policy.ts';
import type { RouterKind } from '../../../src/analysis/routing/routing_types.ts';
import { uniform } from '../trials.ts';
import { type Outcome, workloadOf } from './workloads.ts';

/** Hard tasks are long, say so, and are lost. `round` makes lengths equal, so that the edge is shared. */
function drawn(n: number, seed: number, round = 1): Outcome[] {
  const draw = uniform(seed);
  return Array.from({ length: n }, (_, i) => {
    const hard = draw();
    const length = Math.floor((hard * 400) / round) * round;
    return {
      segment: `s${Math.floor(hard * 4)}`,
      input: `${hard > 0.6 ? 'prove' : 'add'} w${i % 7} ${'x'.repeat(length)}`,
      embedding: [hard, draw()],
      strong: 1,
      weak: hard > 0.6 && draw() < 0.5 ? 0 : 1,
      weight: 1 + (i % 3),
    };
  });
}

function certified(kind: RouterKind, outcomes: readonly Outcome[], floor: number) {
  const { learn, test, look } = workloadOf(outcomes, 1);
  const { router, order, count, share } = certifiedByRouter(kind, learn, test, look, floor, { embedding_model: 'e' });
  const learnt = { kind, router, order };
  const policy = policyOf(learnt, test, look, { count, moved: share, seed: 1 });
  const decide = deciderOf(router, policy);
  const part = (i: number) => decide(look(test.task[i]!)).part;
  return { order, count, share, policy, part, test, router, look };
}

describe.each(['length', 'tfidf', 'embedding'] as const)('a policy by %s', (kind) => {
  it('moves exactly the pairs that were certified, but for those on its edge', () => {
    const { order, count, policy, part } = certified(kind, drawn(600, 3), 0.05);
    expect(count).toBeGreaterThan(20);
    for (const [k, i] of order.entries()) {
      const certain = part(i) === 0 || part(i) === 1;
      if (certain) expect(part(i)).toBe(k < count ? 1 : 0);
      else expect(part(i)).toBe(policy.fraction);
    }
  });

  it('survives JSON to the last digit', () => {
    const { router, policy, look, test, part } = certified(kind, drawn(300, 5), 0.1);
    const [again, kept] = JSON.parse(JSON.stringify([router, policy])) as [typeof router, typeof policy];
    const decide = deciderOf(again, kept);
    for (let i = 0; i < test.n; i++) expect(decide(look(test.task[i]!)).part).toBe(part(i));
  });
});

it('shares an edge that many tasks stand on by the weight that moved of them', () => {
  const { order, count, policy, test, look } = certified('length', drawn(600, 4, 50), 0.05);
  const edge = look(test.task[order[count - 1]!]!).input.length;
  const on = order.filter((i) => look(test.task[i]!).input.length === edge);
  const moved = order.slice(0, count).filter((i) => on.includes(i));
  const weight = (list: readonly number[]) => list.reduce((sum, i) => sum + test.weight[i]!, 0);
  expect(on.length).toBeGreaterThan(5);
  expect(policy.fraction).toBeCloseTo(weight(moved) / weight(on), 12);
});

describe('a policy by segment', () => {
  it('is the table of the certificate', () => {
    const { policy, share, part, test, look } = certified('segment', drawn(600, 6), 0.05);
    expect(policy.segments!.map(({ segment, fraction }) => ({ segment, fraction }))).toEqual(share.segments);
    const last = policy.segments!.findLast(({ fraction }) => fraction > 0)!;
    expect(policy).toMatchObject({ threshold: last.score, fraction: last.fraction });
    const fractions = new Map(share.segments.map(({ segment, fraction }) => [segment, fraction]));
    for (let i = 0; i < test.n; i++) expect(part(i)).toBe(fractions.get(look(test.task[i]!).segment));
  });

  it('keeps what it does not know with the reference', () => {
    const { router, policy } = certified('segment', drawn(600, 6), 0.3);
    const decide = deciderOf(router, policy);
    for (const segment of ['new', '', 'toString', '__proto__']) expect(decide({ segment, input: '' }).part).toBe(0);
  });
});
