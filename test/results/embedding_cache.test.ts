import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEmbeddingCache } from '../../src/results/embedding_cache.ts';
import { encodeLine } from '../../src/results/line.ts';
import { tempFolder } from './temp.ts';

const SOURCE = { model: 'e', base_url: 'http://localhost/v1', dimensions: null };
const root = tempFolder();
let folders = 0;
const fresh = () => join(root, `results${folders++}`);

async function filled(results: string, entries: Readonly<Record<string, readonly number[]>>): Promise<string> {
  const cache = await openEmbeddingCache(results, SOURCE, root);
  await Promise.all(Object.entries(entries).map(([text, numbers]) => cache.put(text, Float32Array.from(numbers))));
  await cache.close();
  return join(results, '.embeddings', readdirSync(join(results, '.embeddings'))[0]!);
}

describe('the cache of vectors', () => {
  it('gives back what was put, to the last bit, in another process', async () => {
    const results = fresh();
    await filled(results, { a: [0.1, -2.5e-8, 3], 'b\u2028': [1, 2, 3] });
    const cache = await openEmbeddingCache(results, SOURCE, root);
    expect(cache.length).toBe(3);
    expect(cache.get('a')).toEqual(Float32Array.of(0.1, -2.5e-8, 3));
    expect(cache.get('b\u2028')).toEqual(Float32Array.of(1, 2, 3));
    expect(cache.get('c')).toBeUndefined();
    await cache.close();
  });

  it('keeps models, addresses and dimensions apart', async () => {
    const results = fresh();
    await filled(results, { a: [1] });
    for (const other of [{ model: 'f' }, { base_url: 'http://localhost/v2' }, { dimensions: 1 }]) {
      const cache = await openEmbeddingCache(results, { ...SOURCE, ...other }, root);
      expect(cache.get('a')).toBeUndefined();
      await cache.close();
    }
  });

  it('holds no text', async () => {
    const results = fresh();
    const file = await filled(results, { 'a secret question': [1, 2] });
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
  });

  it('loses no more than the torn line of a process that was killed, and goes on behind it', async () => {
    const results = fresh();
    const file = await filled(results, { a: [1, 2], b: [3, 4] });
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 5));
    await filled(results, { c: [5, 6] });
    const cache = await openEmbeddingCache(results, SOURCE, root);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([
      Float32Array.of(1, 2),
      undefined,
      Float32Array.of(5, 6),
    ]);
    await cache.close();
  });

  it('counts a damaged line, or one of another length, as not there', async () => {
    const results = fresh();
    const file = await filled(results, { a: [1, 2] });
    appendFileSync(file, 'rubbish\n');
    appendFileSync(file, encodeLine({ sha256: 'x', f32: 'AACAPw==' }));
    appendFileSync(file, encodeLine({ sha256: 'y', f32: 5 }));
    await filled(results, { b: [3, 4] });
    const cache = await openEmbeddingCache(results, SOURCE, root);
    expect([cache.length, cache.get('b')]).toEqual([2, Float32Array.of(3, 4)]);
    await cache.close();
  });
});
