import Big from 'big.js';

/** Decimals that are worth a reader's eyes: below 10^-12 dollars the figure is `<0.000000000001`. */
const MOST_DECIMALS = 12;

/** Decimals that show `digits` significant digits of a positive amount. */
function decimalsFor(amount: Big, digits: number): number {
  return Math.max(0, digits - 1 - amount.e);
}

function commonDecimals(amounts: readonly Big[]): number {
  const paid = amounts.filter((amount) => !amount.eq(0)).map((amount) => amount.abs());
  if (paid.length === 0) return 2;
  const largest = paid.reduce((a, b) => (b.gt(a) ? b : a));
  const smallest = paid.reduce((a, b) => (b.lt(a) ? b : a));
  return Math.min(MOST_DECIMALS, Math.max(2, decimalsFor(largest, 3), decimalsFor(smallest, 2)));
}

function shown(amount: Big, decimals: number): string {
  if (amount.eq(0)) return '0';
  const text = amount.toFixed(decimals);
  return Number(text) === 0 ? `<${new Big(10).pow(-decimals).toFixed(decimals)}` : text;
}

/**
 * Amounts that are read side by side, all with the same number of decimals: three significant digits of the largest, at least two of the smallest.
 * Plain decimals, no exponent, no separators; null is `unknown`, zero is `0`, what is too small to show is `<0.000000000001`.
 */
export function dollars(amounts: readonly (string | null)[]): string[] {
  const parsed = amounts.map((amount) => (amount === null ? null : new Big(amount)));
  const decimals = commonDecimals(parsed.filter((amount) => amount !== null));
  return parsed.map((amount) => (amount === null ? 'unknown' : shown(amount, decimals)));
}

/** The same with a dollar sign, for sentences: `$0.0210`, `less than $0.000000000001`, `unknown`. */
export function dollarsInWords(amounts: readonly (string | null)[]): string[] {
  return dollars(amounts).map((text) => {
    if (text === 'unknown') return text;
    return text.startsWith('<') ? `less than $${text.slice(1)}` : `$${text}`;
  });
}

/** Exact: dollars per task as dollars per 1,000 tasks. */
export function perThousand(perTask: string | null): string | null {
  return perTask === null ? null : new Big(perTask).times(1000).toFixed();
}
