/** A fraction closer than this to 0 or 1 is exact: sums of weights leave noise of this size. */
const NOISE = 1e-12;

/**
 * A fraction as a percentage, to the nearest `decimals`. Rounding never claims all or nothing: 0.9996 is `>99.9 %`, 0.0004 is `<0.1 %`; null is `n/a`.
 */
export function percent(fraction: number | null, decimals = 0): string {
  if (fraction === null) return 'n/a';
  const sign = fraction < 0 ? '-' : '';
  const size = Math.abs(fraction);
  const step = 10 ** -decimals;
  const rounded = Number((size * 100).toFixed(decimals));
  if (rounded === 0 && size > NOISE) return `${sign === '' ? '<' : '>-'}${step.toFixed(decimals)} %`;
  if (rounded === 100 && size < 1 - NOISE) return `${sign === '' ? '>' : '<-'}${(100 - step).toFixed(decimals)} %`;
  return `${rounded === 0 ? '' : sign}${rounded.toFixed(decimals)} %`;
}

/** A fraction as whole percent, rounded down: what is promised is never more than what was shown. Null is `n/a`. */
export function percentDown(fraction: number | null): string {
  if (fraction === null) return 'n/a';
  const whole = Math.floor(fraction * 100 + 1e-9);
  return whole === 0 && fraction > NOISE ? '<1 %' : `${whole} %`;
}

/** Rounded to `decimals` towards minus (down) or plus infinity (up); noise of a binary fraction is no reason to take a further step. */
function outward(value: number, decimals: number, direction: 'down' | 'up'): string {
  const scaled = value * 10 ** decimals;
  const whole = direction === 'down' ? Math.floor(scaled + 1e-9) : Math.ceil(scaled - 1e-9);
  return (whole === 0 ? 0 : whole / 10 ** decimals).toFixed(decimals);
}

function range(low: number, high: number, decimals: number): string {
  const [from, to] = [outward(low, decimals, 'down'), outward(high, decimals, 'up')];
  return from.startsWith('-') || to.startsWith('-') ? `${from} to ${to}` : `${from}-${to}`;
}

/** An interval of fractions in percent, rounded outward: `88.2-93.6`; `-4.1 to 0.3` where one end is negative; null is `n/a`. */
export function interval(low: number | null, high: number | null, decimals = 1): string {
  return low === null || high === null ? 'n/a' : range(low * 100, high * 100, decimals);
}

/** A coefficient such as kappa, -1..1, with two decimals; null is `n/a`. */
export function coefficient(value: number | null): string {
  if (value === null) return 'n/a';
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}

/** The interval of a coefficient, rounded outward: `0.57-0.85`, `-0.08 to 0.32`; null is `n/a`. */
export function coefficients(low: number | null, high: number | null): string {
  return low === null || high === null ? 'n/a' : range(low, high, 2);
}

/** A quality floor for people: `2 points`, `1 point`, `0.5 points`. */
export function points(floor: number): string {
  const text = String(Number((floor * 100).toFixed(4)));
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

/** Milliseconds for people: `0.05ms`, `1.2ms`, `250ms`, `3.4s`; null is `n/a`. */
export function duration(ms: number | null): string {
  if (ms === null) return 'n/a';
  if (ms === 0) return '0ms';
  if (ms < 0.005) return '<0.01ms';
  if (ms < 0.095) return `${ms.toFixed(2)}ms`;
  if (ms < 9.95) return `${ms.toFixed(1)}ms`;
  if (ms < 999.5) return `${ms.toFixed(0)}ms`;
  return ms < 99_950 ? `${(ms / 1000).toFixed(1)}s` : `${(ms / 1000).toFixed(0)}s`;
}

/** A whole number with commas, whatever the locale of the machine; null is `n/a`. */
export function count(n: number | null): string {
  return n === null ? 'n/a' : n.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 of 412 answers has`, `3 of 412 answers have`. */
export function ofCounted(n: number, all: number, noun: string): string {
  return `${count(n)} of ${counted(all, noun)} ${n === 1 ? 'has' : 'have'}`;
}

/** `1 task`, `412 tasks`. */
export function counted(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}
