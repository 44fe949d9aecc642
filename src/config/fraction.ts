import Big from 'big.js';

/** Points or percent to a fraction, correctly rounded: 0.7 gives 0.007, where a division in floats gives 0.006999999999999999. */
export function fraction(points: number): number {
  return Number(new Big(points).div(100));
}
