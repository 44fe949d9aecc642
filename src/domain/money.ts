import Big from 'big.js';

/** Plain decimal text of an amount, never with an exponent. */
export function usd(amount: Big | number | string): string {
  return new Big(amount).toFixed();
}

/** Exact sum of plain decimal strings; order cannot matter. */
export function sumUsd(amounts: Iterable<string>): string {
  let total = new Big(0);
  for (const amount of amounts) total = total.plus(amount);
  return total.toFixed();
}

/** Exact sum of two plain decimal strings. */
export function addUsd(a: string, b: string): string {
  return new Big(a).plus(b).toFixed();
}
