import { ALPHA } from '../stats/distributions.ts';
import { boundsOf, haybittlePeto, obrienFleming } from '../stats/group_sequential.ts';
import type { AdaptiveDesign, AdaptivePlan } from './adaptive_types.ts';

/** Looks at most: each costs a little certainty, and none is needed more often. */
const LOOKS = 10;

/** Plans the looks for a dataset whose tasks have these places in the order; nothing is known yet but how many they are. Information is counted in tasks. */
export function planLooks(places: Float64Array, seed: number, design: AdaptiveDesign): AdaptivePlan {
  const ascending = places.toSorted();
  const counts = Array.from({ length: LOOKS }, (_, i) => Math.ceil((ascending.length * (i + 1)) / LOOKS));
  const uptos = [...new Set(counts)].map((tasks) => ascending[tasks - 1]!);
  // Two tasks in one place (once in 10^4 for a million) come in together.
  const looks = [...new Set(uptos)].map((upto) => ({ upto, tasks: countUpTo(ascending, upto) }));
  const sequence = { alpha: ALPHA, looks: looks.map(({ tasks }) => tasks / ascending.length) };
  const bounds = design === 'haybittle_peto' ? haybittlePeto(sequence) : boundsOf(sequence, obrienFleming);
  return { design, alpha: ALPHA, seed, looks: looks.map((look, i) => ({ ...look, bound: bounds[i]! })) };
}

function countUpTo(ascending: Float64Array, upto: number): number {
  let n = 0;
  while (n < ascending.length && ascending[n]! <= upto) n++;
  return n;
}

/** The look by which a task is in, from 0. */
export function lookOf(place: number, { looks }: AdaptivePlan): number {
  const look = looks.findIndex(({ upto }) => place <= upto);
  return look < 0 ? looks.length - 1 : look;
}
