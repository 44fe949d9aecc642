import { hash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { canonicalJson } from '../domain/canonical.ts';
import { diskProblem, openJournal } from './journal.ts';
import { decodeLine } from './line.ts';
import { cutTornTail, readLines } from './read.ts';

/** What a vector depends on beside its text. */
export interface EmbeddingSource {
  readonly model: string;
  readonly base_url: string;
  readonly dimensions: number | null;
}

/** Vectors on disk by the sha256 of their text: what was paid for once is not asked again. */
export interface EmbeddingCache {
  /** Length of the vectors; undefined while there is none. */
  readonly length: number | undefined;
  get(text: string): Float32Array | undefined;
  /** Resolves when the vector is in the file. Rejects with a Problem (exit 5) when the disk refuses. */
  put(text: string, vector: Float32Array): Promise<void>;
  close(): Promise<void>;
}

interface Line {
  readonly sha256: string;
  /** Little-endian single precision, base64. */
  readonly f32: string;
}

const shaOf = (text: string): string => hash('sha256', text);

/**
 * Opens the cache of one embedding model in `results/.embeddings`: append-only, one checksummed line a vector. A torn last line is cut off; a line that is
 * damaged, or of another length than the first, counts as not there: its vector is asked for again.
 */
export async function openEmbeddingCache(
  results: string,
  source: EmbeddingSource,
  cwd: string,
): Promise<EmbeddingCache> {
  const folder = join(results, '.embeddings');
  const path = join(folder, `${shaOf(canonicalJson(source)).slice(0, 16)}.jsonl`);
  const shown = relative(cwd, path);
  try {
    mkdirSync(folder, { recursive: true });
    await cutTornTail(path);
  } catch (error) {
    throw diskProblem(error, shown, 'nothing was sent');
  }
  const vectors = await readVectors(path);
  const journal = openJournal(path, shown);
  return {
    get length() {
      return firstOf(vectors)?.length;
    },
    get: (text) => vectors.get(shaOf(text)),
    put(text, vector) {
      const sha256 = shaOf(text);
      vectors.set(sha256, vector);
      return journal.append({ sha256, f32: encode(vector) } satisfies Line);
    },
    close: () => journal.close(),
  };
}

async function readVectors(path: string): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  if (!existsSync(path)) return vectors;
  for await (const lines of readLines(path)) {
    for (const { bytes } of lines) {
      const { sha256, f32 } = (decodeLine(bytes) ?? {}) as Partial<Line>;
      const vector = typeof f32 === 'string' ? decode(f32) : undefined;
      const length = firstOf(vectors)?.length ?? vector?.length;
      if (typeof sha256 === 'string' && vector !== undefined && vector.length === length) vectors.set(sha256, vector);
    }
  }
  return vectors;
}

function firstOf(vectors: ReadonlyMap<string, Float32Array>): Float32Array | undefined {
  return vectors.values().next().value;
}

function encode(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [i, number] of vector.entries()) bytes.writeFloatLE(number, i * 4);
  return bytes.toString('base64');
}

function decode(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  const vector = Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
  return vector.every(Number.isFinite) ? vector : undefined;
}
