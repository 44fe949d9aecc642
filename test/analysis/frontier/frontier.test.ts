import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aiq, hullPoints, paretoPoints } from '../../../src/analysis/frontier/frontier.ts';
import { noShared, reference } from '../shared.ts';

interface Named {
  readonly id: string;
  readonly cost: number;
  readonly quality: number;
}

const toPoints = (rows: [string, number, number][]): Named[] =>
  rows.map(([id, cost, quality]) => ({ id, cost, quality }));
const ids = (points: readonly Named[]) => points.map(({ id }) => id);

describe.skipIf(noShared)('against the reference (skipped without ../shared)', () => {
  const toys = Object.entries(reference('golden_toys')).filter(([key]) => key.startsWith('frontier:'));
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the reference.
  it.each(toys as [string, any][])('%s', (_, toy) => {
    const points = toPoints(toy.points);
    expect(ids(paretoPoints(points))).toEqual(toy.pareto);
    expect(ids(hullPoints(points))).toEqual(toy.hull);
    expect(aiq(points)).toEqual(toy.aiq === null ? null : expect.closeTo(toy.aiq, 12));
  });
  it('Aider polyglot: its Pareto points are their own frontier', () => {
    const { pareto, hull } = reference('aider_polyglot');
    expect(ids(paretoPoints(toPoints(pareto)))).toEqual(pareto.map(([id]: [string]) => id));
    expect(ids(hullPoints(toPoints(pareto)))).toEqual(hull.map(([id]: [string]) => id));
  });
});

const clouds = fc.array(
  fc.record({ cost: fc.integer({ min: 0, max: 20 }), quality: fc.integer({ min: 0, max: 20 }).map((q) => q / 20) }),
  { minLength: 1, maxLength: 12 },
);

describe('properties', () => {
  it('no Pareto point is beaten, every other point is', () => {
    fc.assert(
      fc.property(clouds, (points) => {
        const front = new Set(paretoPoints(points));
        for (const p of points) {
          const beaten = points.some(
            (o) => (o.cost < p.cost && o.quality >= p.quality) || (o.cost <= p.cost && o.quality > p.quality),
          );
          expect(front.has(p)).toBe(!beaten);
        }
      }),
    );
  });
  it('the hull is part of the Pareto set and rises ever less steeply', () => {
    fc.assert(
      fc.property(clouds, (points) => {
        const hull = hullPoints(points);
        const front = new Set(paretoPoints(points));
        for (const p of hull) expect(front.has(p)).toBe(true);
        const slopes = hull.slice(1).map((p, i) => (p.quality - hull[i]!.quality) / (p.cost - hull[i]!.cost));
        for (let i = 1; i < slopes.length; i++) expect(slopes[i]!).toBeLessThan(slopes[i - 1]!);
      }),
    );
  });
  it('AIQ lies between the qualities of the hull', () => {
    fc.assert(
      fc.property(clouds, (points) => {
        const value = aiq(points);
        if (value === null) return;
        const hull = hullPoints(points);
        expect(value).toBeGreaterThanOrEqual(hull[0]!.quality - 1e-12);
        expect(value).toBeLessThanOrEqual(hull.at(-1)!.quality + 1e-12);
      }),
    );
  });
  it('no points, no frontier', () => {
    expect([paretoPoints([]), hullPoints([]), aiq([])]).toEqual([[], [], null]);
  });
});
