import { deciderOf } from '../analysis/routing/policy.ts';
import type { SavedRoute } from '../analysis/routing/saved_route.ts';
import { Problem } from '../domain/problem.ts';
import type { Host } from './host.ts';
import { drawOf } from './route_draw.ts';
import { type EmbeddingPlace, embedAll, requireEmbedding } from './route_embed.ts';

/** What of a task decides where it goes. */
export interface RoutableTask {
  readonly id: string;
  readonly segment: string;
  readonly input: string;
}

/** Where a task goes, and the router's score of it: the expected difference, candidate minus reference. */
export interface Decided {
  readonly moves: boolean;
  readonly score: number;
}

/** Decides every task, in the order given; `place` is for routers that look at vectors. Problem (exit 2) where the route was learnt on other vectors than the config makes. */
export async function decideAll(
  { router, policy }: SavedRoute,
  tasks: readonly RoutableTask[],
  place: EmbeddingPlace | undefined,
  host: Host,
): Promise<readonly Decided[]> {
  const decide = deciderOf(router, policy);
  const vectorOf = router.kind === 'embedding' ? await vectors(router, tasks, place, host) : undefined;
  return tasks.map(({ id, segment, input }) => {
    const vector = vectorOf?.(input);
    const { part, score } = decide({ segment, input, ...(vector ? { embedding: vector } : {}) });
    return { moves: drawOf(policy.seed, id) < part, score };
  });
}

/** The vectors that the router was taught on, made of these tasks. */
async function vectors(
  { model, weights }: Extract<SavedRoute['router'], { kind: 'embedding' }>,
  tasks: readonly RoutableTask[],
  place: EmbeddingPlace | undefined,
  host: Host,
): Promise<(text: string) => Float32Array> {
  const spec = requireEmbedding(place?.spec);
  if (spec.model !== model)
    throw new Problem(2, {
      code: 'ROUTE',
      message: `the route was learnt on vectors of ${model}, and bench.yaml has ${spec.model}`,
      hint: `embedding: {model: ${model}, ...}`,
    });
  const texts = tasks.map(({ input }) => input);
  const vectorOf = await embedAll(texts, place!, host);
  const length = texts.length === 0 ? weights.length : vectorOf(texts[0]!).length;
  if (length === weights.length) return vectorOf;
  throw new Problem(2, {
    code: 'ROUTE',
    message: `the route was learnt on vectors of ${weights.length} numbers, and these have ${length}`,
    hint: 'set embedding.dimensions as it was then',
  });
}
