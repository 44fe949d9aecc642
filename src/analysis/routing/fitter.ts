import type { Lessons, Router } from './routing_types.ts';

/** A router, and its score of any lesson, whether that taught it or not. */
export interface Fitted {
  readonly router: Router;
  readonly score: (place: number) => number;
}

/** Lessons made ready for one kind of router, however many routers then learn from parts of them: the lessons at these places teach. */
export type Fitter = (places: Uint32Array) => Fitted;

/** The entries of a list at these places, in their order. */
export function at(list: ArrayLike<number>, places: Uint32Array): Float64Array {
  const values = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) values[i] = list[places[i]!]!;
  return values;
}

/** Weighted mean difference of the lessons at these places; 0 without any. */
export function meanDifference({ difference, weight }: Lessons, places: Uint32Array): number {
  let [sum, total] = [0, 0];
  for (const place of places) {
    sum += weight[place]! * difference[place]!;
    total += weight[place]!;
  }
  return total > 0 ? sum / total : 0;
}
