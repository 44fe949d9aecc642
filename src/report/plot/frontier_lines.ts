import type { FrontierMark } from './frontier_model.ts';
import type { Box, Segment } from './labels.ts';
import type { Axis, CostAxis } from './scales.ts';

/** Where a frontier is drawn. */
export interface FrontierScene {
  readonly x: CostAxis;
  readonly y: Axis;
  readonly area: Box;
}

/** x and y in px. */
export type Place = readonly [number, number];

/** Corners of the best quality that so much money buys, to the right edge. */
export function stepPlaces({ x, y, area }: FrontierScene, marks: readonly FrontierMark[]): Place[] {
  const places = marks
    .filter(({ onFrontier }) => onFrontier)
    .map(({ cost, quality }): Place => [x.at(cost), y.at(quality)]);
  const last = places.at(-1);
  return last === undefined ? [] : [...places, [area.right, last[1]]];
}

/** Mixing two models at random is straight in dollars, so bent where dollars are logarithmic. */
export function hullPlaces({ x, y }: FrontierScene, marks: readonly FrontierMark[]): Place[] {
  const corners = marks.filter(({ onHull }) => onHull);
  const STEPS = 40;
  return corners.flatMap((to, i): Place[] => {
    const from = corners[i - 1];
    if (from === undefined) return [[x.at(to.cost), y.at(to.quality)]];
    const first = Math.max(from.cost, x.least);
    return Array.from({ length: STEPS + 1 }, (_, step): Place => {
      const cost = first * (to.cost / first) ** (step / STEPS);
      const part = (cost - from.cost) / (to.cost - from.cost);
      return [x.at(cost), y.at(from.quality + part * (to.quality - from.quality))];
    });
  });
}

/** The straight pieces of a step line, for labels to keep away from. */
export function stepSegments(places: readonly Place[]): Segment[] {
  return places.slice(1).flatMap(([x2, y2], i): Segment[] => {
    const [x1, y1] = places[i]!;
    return [
      { x1, y1, x2, y2: y1 },
      { x1: x2, y1, x2, y2 },
    ];
  });
}

/** The straight pieces of a line. */
export function pieces(places: readonly Place[]): Segment[] {
  return places.slice(1).map(([x2, y2], i) => ({ x1: places[i]![0], y1: places[i]![1], x2, y2 }));
}
