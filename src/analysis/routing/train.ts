import { FOLDS } from '../split.ts';
import { embeddingFitter, embeddingScore } from './embedding_router.ts';
import { type Fitter, meanDifference } from './fitter.ts';
import { lengthFitter } from './length_router.ts';
import type { Lessons, Router, RouterKind, Visible } from './routing_types.ts';
import { segmentFitter, segmentScore } from './segment_router.ts';
import { tfidfFitter, tfidfScore } from './tfidf_router.ts';

/** The name of the embedding model is kept in the router: vectors of another one mean nothing to it. */
export interface TrainOptions {
  readonly embedding_model?: string;
}

/** A new kind of router: its file, a line here, and one in `routerScore`. */
const FITTERS: Readonly<Record<RouterKind, (lessons: Lessons, options: TrainOptions) => Fitter>> = {
  segment: segmentFitter,
  length: lengthFitter,
  tfidf: tfidfFitter,
  embedding: (lessons, { embedding_model = '' }) => embeddingFitter(lessons, embedding_model),
};

/** Trains a router on all lessons; the same lessons give the same router. Throws when `embedding` has no vectors, or vectors of several lengths. */
export function trainRouter(kind: RouterKind, lessons: Lessons, options: TrainOptions = {}): Router {
  return FITTERS[kind](lessons, options)(Uint32Array.from(lessons.visible.keys())).router;
}

/** The expected difference, candidate minus reference, of a task that was not answered yet: the higher, the safer to move. Unknown words say nothing. */
export function routerScore(router: Router, visible: Visible): number {
  switch (router.kind) {
    case 'segment':
      return segmentScore(router, visible.segment);
    case 'length':
      return router.intercept + router.slope * visible.input.length;
    case 'tfidf':
      return tfidfScore(router, visible.input);
    case 'embedding':
      return embeddingScore(router, visible);
  }
}

/** The places inside this fold, and those outside. */
function partition(fold: Uint8Array, k: number): { readonly inside: Uint32Array; readonly outside: Uint32Array } {
  const [inside, outside] = [new Uint32Array(fold.length), new Uint32Array(fold.length)];
  let [held, taught] = [0, 0];
  for (let place = 0; place < fold.length; place++) {
    if (fold[place] === k) inside[held++] = place;
    else outside[taught++] = place;
  }
  return { inside: inside.subarray(0, held), outside: outside.subarray(0, taught) };
}

/**
 * A score of every lesson, in its order, from a router that learnt from the other folds only (`fold`: 0..4, one entry a lesson). Scores of fitted lines are
 * relative to the mean of what taught them: a fold that happens to do well leaves the others a worse mean, so with it tasks would be ranked by fold, the
 * best last. One segment alone says nothing: all 0.
 */
export function outOfFold(kind: RouterKind, lessons: Lessons, fold: Uint8Array): Float64Array {
  const { visible } = lessons;
  const scores = new Float64Array(visible.length);
  if (kind === 'segment' && visible.every(({ segment }) => segment === visible[0]!.segment)) return scores;
  const train = FITTERS[kind](lessons, {});
  for (let k = 0; k < FOLDS; k++) {
    const { inside, outside } = partition(fold, k);
    const { score } = train(outside);
    const base = kind === 'segment' ? 0 : meanDifference(lessons, outside);
    for (const place of inside) scores[place] = score(place) - base;
  }
  return scores;
}
