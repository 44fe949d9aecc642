import { shrunkMeans } from '../order.ts';
import { at, type Fitter } from './fitter.ts';
import type { Lessons, Router } from './routing_types.ts';

type SegmentRouter = Extract<Router, { kind: 'segment' }>;

/** Each segment's mean difference, shrunk as in the report's own routing table. */
export function segmentFitter({ visible, difference, weight }: Lessons): Fitter {
  const names = [...new Set(visible.map(({ segment }) => segment))].sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  return (places) => {
    const segment = Uint32Array.from(places, (place) => numbers.get(visible[place]!.segment)!);
    const taught = new Set(segment);
    const lessons = { segment, weight: at(weight, places), difference: (i: number) => difference[places[i]!]! };
    // One segment more than there are: nobody teaches it anything, as nobody does those of other places.
    const means = shrunkMeans(names.length + 1, lessons, () => true);
    const scores = names.flatMap((name, number) => (taught.has(number) ? [[name, means[number]!] as const] : []));
    const router = { kind: 'segment', scores: Object.fromEntries(scores), unseen: means[names.length]! } as const;
    return { router, score: (place) => segmentScore(router, visible[place]!.segment) };
  };
}

/** What this router makes of a segment, by name. */
export function segmentScore({ scores, unseen }: SegmentRouter, segment: string): number {
  return Object.hasOwn(scores, segment) ? scores[segment]! : unseen;
}
