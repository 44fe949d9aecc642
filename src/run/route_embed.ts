import type { Cost } from '../domain/completion.ts';
import type { EmbeddingSpec, Limits } from '../domain/model.ts';
import { Problem } from '../domain/problem.ts';
import { costOf } from '../prices/cost.ts';
import { resolvePrice } from '../prices/resolve.ts';
import { countTextTokens } from '../prices/tokens.ts';
import { embeddingModel, openEmbedder } from '../providers/embeddings.ts';
import { cleanBaseUrl } from '../providers/openai/request.ts';
import { hostOf, openEndpoint } from '../providers/openai.ts';
import { type EmbeddingNeeds, embeddingNotice } from '../report/route_embedding.ts';
import { type EmbeddingCache, openEmbeddingCache } from '../results/embedding_cache.ts';
import type { Host } from './host.ts';

/** Where vectors are kept, and by whom they are made. */
export interface EmbeddingPlace {
  readonly spec: EmbeddingSpec;
  readonly limits: Limits;
  /** Folder of the runs. */
  readonly results: string;
}

async function estimate(
  missing: readonly string[],
  texts: number,
  spec: EmbeddingSpec,
  host: Host,
): Promise<EmbeddingNeeds> {
  const model = embeddingModel(spec);
  const tokens = await countTextTokens(missing);
  return {
    model: spec.model,
    host: hostOf(model),
    texts,
    to_send: missing.length,
    tokens,
    cost: await costOfTokens(tokens, spec, host),
  };
}

async function costOfTokens(input: number, spec: EmbeddingSpec, host: Host): Promise<Cost> {
  const at = host.now();
  const usage = { input, cached: 0, cache_write: 0, output: 0, reasoning: 0 };
  return costOf({ usage }, await resolvePrice(embeddingModel(spec), at), at);
}

/** What is not in the cache yet, each text once. */
function missingIn(cache: EmbeddingCache, texts: Iterable<string>): { missing: string[]; texts: number } {
  const all = new Set(texts);
  return { missing: [...all].filter((text) => cache.get(text) === undefined), texts: all.size };
}

function open({ spec, results }: EmbeddingPlace, host: Host): Promise<EmbeddingCache> {
  const base_url = cleanBaseUrl(embeddingModel(spec));
  return openEmbeddingCache(results, { model: spec.model, base_url, dimensions: spec.dimensions ?? null }, host.cwd);
}

/** Counts what would be sent; asks nobody. */
export async function estimateEmbedding(
  texts: Iterable<string>,
  place: EmbeddingPlace,
  host: Host,
): Promise<EmbeddingNeeds> {
  const cache = await open(place, host);
  try {
    const found = missingIn(cache, texts);
    return await estimate(found.missing, found.texts, place.spec, host);
  } finally {
    await cache.close();
  }
}

/** The vector of every text: from the cache, or made and kept. Problem (exit 2) for a key that is not set, (exit 4) for an endpoint that cannot work. */
export async function embedAll(
  texts: Iterable<string>,
  place: EmbeddingPlace,
  host: Host,
): Promise<(text: string) => Float32Array> {
  const cache = await open(place, host);
  try {
    const found = missingIn(cache, texts);
    if (found.missing.length > 0) await send(found, cache, place, host);
    return (text) => {
      const vector = cache.get(text);
      if (vector === undefined) throw new Error('a text was not embedded');
      return vector;
    };
  } finally {
    await cache.close();
  }
}

async function send(
  { missing, texts }: { readonly missing: readonly string[]; readonly texts: number },
  cache: EmbeddingCache,
  { spec, limits }: EmbeddingPlace,
  host: Host,
): Promise<void> {
  const endpoint = openEndpoint(limits, hostOf(embeddingModel(spec)));
  try {
    const embedder = await openEmbedder(spec, endpoint, host.env);
    host.progress.note(embeddingNotice(await estimate(missing, texts, spec, host)));
    let tokens: number | undefined = 0;
    await embedder.embed(missing, cache.length, host.signal, async (embedded) => {
      tokens = tokens === undefined || embedded.tokens === undefined ? undefined : tokens + embedded.tokens;
      await Promise.all(embedded.places.map((at, i) => cache.put(missing[at]!, embedded.vectors[i]!)));
    });
    host.progress.note(await spent(tokens, spec, host));
  } finally {
    await endpoint.close();
  }
}

async function spent(tokens: number | undefined, spec: EmbeddingSpec, host: Host): Promise<string> {
  if (tokens === undefined) return 'embedded; cost unknown: the endpoint does not say how many tokens it counted';
  const cost = await costOfTokens(tokens, spec, host);
  return `embedded ${tokens} tokens: ${cost.state === 'known' ? `$${cost.usd}` : `cost unknown (${cost.why})`}`;
}

/** Problem (exit 2) for a config that names no endpoint for vectors. */
export function requireEmbedding(spec: EmbeddingSpec | undefined): EmbeddingSpec {
  if (spec) return spec;
  throw new Problem(2, {
    code: 'CONFIG',
    message: 'a router by embedding needs an embedding block in bench.yaml',
    hint: 'embedding: {model: text-embedding-3-small, base_url: https://api.openai.com/v1, api_key_env: OPENAI_API_KEY}',
  });
}
