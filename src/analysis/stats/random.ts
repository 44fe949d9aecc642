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

/** Adds to `counts[offset + stride * i]` how often each i of 0..n-1 is drawn in n draws with replacement: one bootstrap resample. */
export type Resample = (counts: Float64Array, n: number, stride: number, offset: number) => void;

const TWO_32 = 2 ** 32;

/**
 * Seeded resamples, one after the other. The generator is sfc32 (small fast counter, of PractRand by C. Doty-Humphrey), inline: at 10^8 draws a report the calls
 * of `dice` would cost more than all the arithmetic. A place is off uniform by at most n / 2^32.
 */
export function resampler(seed: number): Resample {
  let [a, b, c, d] = [seed | 0, Math.floor(seed / TWO_32) | 0, 0x9e3779b9 | 0, 1];
  const resample: Resample = (counts, n, stride, offset) => {
    const scale = n / TWO_32;
    let [w, x, y, z] = [a, b, c, d];
    for (let k = 0; k < n; k++) {
      const t = (((w + x) | 0) + z) | 0;
      z = (z + 1) | 0;
      w = x ^ (x >>> 9);
      x = (y + (y << 3)) | 0;
      y = (((y << 21) | (y >>> 11)) + t) | 0;
      counts[Math.floor((t >>> 0) * scale) * stride + offset]! += 1;
    }
    [a, b, c, d] = [w, x, y, z];
  };
  resample(new Float64Array(16), 16, 1, 0);
  return resample;
}
