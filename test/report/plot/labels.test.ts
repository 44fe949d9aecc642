import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, crosses, overlap, placeLabels, type Spot } from '../../../src/report/plot/labels.ts';

const area: Box = { left: 50, top: 10, right: 850, bottom: 500 };
const spot = (x: number, y: number, more: Partial<Spot> = {}): Spot => ({
  ...{ x, y, radius: 5, width: 80, important: false },
  ...more,
});

const spots = fc.array(
  fc.record({
    x: fc.integer({ min: 60, max: 840 }),
    y: fc.integer({ min: 20, max: 490 }),
    radius: fc.constant(5),
    width: fc.integer({ min: 20, max: 180 }),
    important: fc.boolean(),
  }),
  { minLength: 1, maxLength: 45 },
);

it('no label leaves the area, lies over a point, another label or a leader', () => {
  fc.assert(
    fc.property(spots, (all) => {
      const places = placeLabels(all, area);
      // At least the letters themselves: 10 px above the baseline.
      const boxes = places.flatMap((at, i) =>
        at ? [{ left: at.x, top: at.y - 10, right: at.x + all[i]!.width, bottom: at.y }] : [],
      );
      const points = all.map(({ x, y }) => ({ left: x - 3.5, top: y - 3.5, right: x + 3.5, bottom: y + 3.5 }));
      const leaders = places.flatMap((at) => at?.leader ?? []);
      for (const [i, box] of boxes.entries()) {
        expect(box.left >= 50 && box.right <= 850 && box.top >= 10 && box.bottom <= 500).toBe(true);
        expect(boxes.some((other, j) => j !== i && overlap(box, other))).toBe(false);
        expect(points.some((point) => overlap(box, point))).toBe(false);
        expect(leaders.filter((leader) => crosses(leader, { ...box, top: box.top + 1 })).length).toBeLessThan(2);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
});

it('a point alone is named beside itself, right of it, without a leader', () => {
  const [at] = placeLabels([spot(400, 200)], area);
  expect(at).toEqual({ x: 409, y: 204 });
});

it('at the right edge the name stands to the left', () => {
  const [at] = placeLabels([spot(845, 200)], area);
  expect(at!.x + 80).toBeLessThan(845);
});

it('in a crowd the important ones keep their names, and so do most others', () => {
  const crowd = Array.from({ length: 40 }, (_, i) =>
    spot(300 + 13 * (i % 8), 200 + 13 * Math.floor(i / 8), { important: i < 4 }),
  );
  const places = placeLabels(crowd, area);
  expect(places.slice(0, 4).every((at) => at !== undefined)).toBe(true);
  expect(places.filter((at) => at !== undefined).length).toBeGreaterThan(15);
  expect(places.some((at) => at?.leader !== undefined)).toBe(true);
});

it('a name with a leader never stands beside another point, whose name it would seem to be', () => {
  const crowd = Array.from({ length: 30 }, (_, i) => spot(300 + 17 * (i % 6), 200 + 17 * Math.floor(i / 6)));
  const places = placeLabels(crowd, area);
  const led = places.flatMap((at) => (at?.leader ? [at] : []));
  expect(led.length).toBeGreaterThan(3);
  for (const { x, y } of led)
    for (const point of crowd) {
      const gapX = Math.max(x - point.x, point.x - (x + 80)) - point.radius;
      const gapY = Math.max(y - 11 - point.y, point.y - (y + 3)) - point.radius;
      expect(Math.max(gapX, gapY)).toBeGreaterThan(3);
    }
});

it('where there is no room, nothing is printed', () => {
  expect(placeLabels([spot(60, 20, { width: 900, important: true })], area)).toEqual([undefined]);
});

describe('crosses', () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  it.each([
    ['through', [-5, 5, 15, 5], true],
    ['inside', [2, 2, 3, 3], true],
    ['past', [-5, 11, 15, 11], false],
    ['short of it', [-5, 5, -1, 5], false],
    ['past the corner', [-1, 9, 1, 13], false],
  ] as const)('%s', (_name, [x1, y1, x2, y2], expected) => {
    expect(crosses({ x1, y1, x2, y2 }, box)).toBe(expected);
  });
});
