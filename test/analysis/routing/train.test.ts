import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lessons, RouterKind } from '../../../src/analysis/routing/routing_types.ts';
import { outOfFold, routerScore, trainRouter } from '../../../src/analysis/routing/train.ts';
import { uniform } from '../trials.ts';

const KINDS: readonly RouterKind[] = ['segment', 'length', 'tfidf', 'embedding'];
const WORDS = ['sum', 'add', 'prove', 'lemma', 'the', 'of'];

/** Seeded lessons with everything that a router may look at. */
function drawn(n: number, seed: number): Lessons {
  const draw = uniform(seed);
  const word = () => WORDS[Math.floor(draw() * WORDS.length)]!;
  return {
    visible: Array.from({ length: n }, () => ({
      segment: word(),
      input: Array.from({ length: 1 + Math.floor(draw() * 6) }, word).join(' '),
      embedding: [draw(), draw(), draw()],
    })),
    difference: Array.from({ length: n }, () => Math.floor(draw() * 3) - 1),
    weight: Array.from({ length: n }, () => 0.5 + draw()),
  };
}

const fold = Uint8Array.from({ length: 60 }, (_, i) => (i * 3) % 5);

/** The same lessons, in another order. */
function reordered({ visible, difference, weight }: Lessons, order: readonly number[]): Lessons {
  const take = <T>(list: ArrayLike<T>) => order.map((i) => list[i]!);
  return { visible: take(visible), difference: take(difference), weight: take(weight) };
}

describe.each(KINDS)('%s', (kind) => {
  const lessons = drawn(60, 3);
  it('scores out of fold are those of a router trained on the other folds, less the mean of what it saw', () => {
    const scores = outOfFold(kind, lessons, fold);
    for (let k = 0; k < 5; k++) {
      const others = [...fold.keys()].filter((i) => fold[i] !== k);
      const router = trainRouter(kind, reordered(lessons, others));
      const total = others.reduce((sum, i) => sum + lessons.weight[i]!, 0);
      const mean = others.reduce((sum, i) => sum + lessons.weight[i]! * lessons.difference[i]!, 0) / total;
      for (const [i, score] of scores.entries())
        if (fold[i] === k)
          expect(score).toBeCloseTo(routerScore(router, lessons.visible[i]!) - (kind === 'segment' ? 0 : mean), 10);
    }
  });
  it('no task has a say in its own score, nor has any task of its fold', () => {
    const before = outOfFold(kind, lessons, fold);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), fc.integer({ min: -1, max: 1 }), (changed, value) => {
        const difference = Array.from(lessons.difference, (d, i) => (i === changed ? value : d));
        const after = outOfFold(kind, { ...lessons, difference }, fold);
        for (const i of fold.keys()) if (fold[i] === fold[changed]) expect(after[i]).toBe(before[i]);
      }),
      { seed: 1, numRuns: 20 },
    );
  });
  it('the order of the lessons changes nothing but rounding', () => {
    const order = [...fold.keys()].sort((a, b) => ((a * 37) % 61) - ((b * 37) % 61));
    const [a, b] = [trainRouter(kind, lessons), trainRouter(kind, reordered(lessons, order))];
    for (const task of lessons.visible) expect(routerScore(b, task)).toBeCloseTo(routerScore(a, task), 6);
  });
  it('the same lessons give the same router, which survives JSON', () => {
    const router = trainRouter(kind, lessons, { embedding_model: 'm' });
    expect(trainRouter(kind, lessons, { embedding_model: 'm' })).toEqual(router);
    expect(JSON.parse(JSON.stringify(router))).toEqual(router);
  });
  it('learns from what it sees: what does better scores higher', () => {
    const good = { segment: 'good', input: 'easy', embedding: [1, 0] };
    const bad = { segment: 'bad', input: 'difficult', embedding: [0, 1] };
    const visible = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? good : bad));
    const difference = visible.map((task) => (task === good ? 0 : -1));
    const scores = outOfFold(kind, { visible, difference, weight: difference.map(() => 1) }, fold);
    const worst = Math.min(...scores.filter((_, i) => i % 2 === 0));
    expect(worst).toBeGreaterThan(Math.max(...scores.filter((_, i) => i % 2 === 1)));
  });
});

it('where nothing tells tasks apart all scores are equal: folds are not ranked', () => {
  const same = { segment: 's', input: 'same text', embedding: [1, 1] };
  const difference = Array.from(fold, (_, i) => -(i % 3));
  for (const kind of KINDS) {
    const scores = outOfFold(
      kind,
      { visible: difference.map(() => same), difference, weight: difference.map(() => 1) },
      fold,
    );
    for (const score of scores) expect(score).toBeCloseTo(0, 14);
  }
});
