import { isRecord, parseJson } from '../openai/guards.ts';

/** What one answer holds: a vector for each text in the order in which they were asked, and the tokens that the endpoint counted. */
export interface EmbeddedBatch {
  readonly vectors: readonly Float32Array[];
  readonly tokens: number | undefined;
}

/** Reads the body of a 2xx answer to a request for `count` vectors of `length` numbers (undefined: any); a text says what is wrong with it. Nothing of the body is trusted. */
export function readEmbeddings(text: string, count: number, length: number | undefined): EmbeddedBatch | string {
  const body = parseJson(text);
  if (!isRecord(body) || !Array.isArray(body.data)) return 'not a list of embeddings';
  const data = body.data as readonly unknown[];
  if (data.length !== count) return `${data.length} vectors for ${count} texts`;
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined);
  for (const [position, item] of data.entries()) {
    const place = isRecord(item) ? (item.index ?? position) : undefined;
    const vector = isRecord(item) ? vectorIn(item.embedding) : 'an item is no embedding';
    if (typeof vector === 'string') return vector;
    if (typeof place !== 'number' || !(place in vectors) || vectors[place] !== undefined)
      return `index ${JSON.stringify(place)} of ${count} texts`;
    vectors[place] = vector;
  }
  const all = vectors as readonly Float32Array[];
  const wanted = length ?? all[0]?.length;
  const odd = all.find((vector) => vector.length !== wanted);
  if (odd !== undefined) return `a vector of ${odd.length} numbers among vectors of ${wanted}`;
  return { vectors: all, tokens: tokensIn(body.usage) };
}

/** Single precision is what these models compute in; a number that it cannot hold is none. */
function vectorIn(value: unknown): Float32Array | string {
  if (!Array.isArray(value)) return 'an embedding is no list of numbers';
  if (value.length === 0) return 'an embedding is empty';
  const vector = new Float32Array(value.length);
  for (const [i, number] of (value as readonly unknown[]).entries()) {
    if (typeof number !== 'number') return 'an embedding holds what is no number';
    vector[i] = number;
    if (!Number.isFinite(vector[i]!)) return 'an embedding holds a number that is not finite';
  }
  return vector;
}

function tokensIn(usage: unknown): number | undefined {
  if (!isRecord(usage)) return undefined;
  const tokens = usage.prompt_tokens ?? usage.total_tokens;
  return Number.isSafeInteger(tokens) && (tokens as number) >= 0 ? (tokens as number) : undefined;
}
