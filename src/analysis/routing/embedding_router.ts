import { at, type Fitter } from './fitter.ts';
import { ridge } from './ridge.ts';
import type { Lessons, Router, Visible } from './routing_types.ts';
import { denseRows, dot } from './rows.ts';

type EmbeddingRouter = Extract<Router, { kind: 'embedding' }>;

/** The task's vector; throws where it is missing or of another length: vectors of two models do not compare. */
function vectorOf({ embedding }: Visible, length: number | undefined): ArrayLike<number> {
  if (embedding === undefined) throw new Error('a router by embedding needs the vector of every task');
  if (length !== undefined && embedding.length !== length)
    throw new Error(`a vector of ${embedding.length} numbers among vectors of ${length}`);
  return embedding;
}

/** Ridge regression on the vectors of an embedding model. */
export function embeddingFitter({ visible, difference, weight }: Lessons, model: string): Fitter {
  const columns = visible[0]?.embedding?.length ?? 0;
  const vectors = visible.map((task) => vectorOf(task, columns));
  return (places) => {
    const rows = denseRows(
      columns,
      Array.from(places, (place) => vectors[place]!),
    );
    const { weights, intercept, l2 } = ridge(rows, at(difference, places), at(weight, places));
    const router = { kind: 'embedding', model, weights: [...weights], intercept, l2 } as const;
    return { router, score: (place) => embeddingScore(router, visible[place]!) };
  };
}

/** What this router makes of a task's vector; one that nothing was taught does not know how long vectors are. */
export function embeddingScore({ weights, intercept }: EmbeddingRouter, task: Visible): number {
  if (weights.length === 0) return intercept;
  return intercept + dot(vectorOf(task, weights.length), weights);
}
