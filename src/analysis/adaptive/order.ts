/** 32-bit mixing step. */
function mixed(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A multiplicative hash of the text's code units, finished as in MurmurHash3 (Appleby, public domain). */
function hash32(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x5bd1e995) ^ (h >>> 15);
  return mixed(h ^ text.length);
}

/**
 * Where a task stands in the random order that a seed gives: a fraction of 0..1, uniform over ids. It depends on nothing but the two, so that who only
 * has the answers of a run knows the order as well as who has the dataset.
 */
export function placeOf(id: string, seed: number): number {
  const start = mixed(seed | 0);
  const [high, low] = [hash32(id, start), hash32(id, mixed(start ^ 0x9e3779b9))];
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
}
