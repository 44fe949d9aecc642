import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws whole numbers of 0..bound-1, the same ones for the same seed. */
export type Draw = (bound: number) => number;

/** A seeded source of dice; different streams of one seed are independent of each other. */
export function dice(seed: number, stream = 0): Draw {
  const generator = xoroshiro128plus((seed ^ Math.imul(stream + 1, 0x9e3779b1)) | 0);
  return (bound) => uniformInt(generator, 0, bound - 1);
}

/** A random permutation of 0..n-1 (Fisher-Yates). */
export function permutation(n: number, draw: Draw): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = draw(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
