import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddingSpec, Limits } from '../../src/domain/model.ts';
import { type Embedded, openEmbedder } from '../../src/providers/embeddings.ts';
import { openEndpoint } from '../../src/providers/openai.ts';
import { problemOf } from '../results/temp.ts';
import { vectorReply } from '../support/embeddings.ts';
import { failure, type Loopback, onFirst, startCanary, startLoopback } from '../support/loopback.ts';
import { fastClock, KEY, LIMITS } from './openai/harness.ts';

let server: Loopback;
beforeEach(async () => {
  server = await startLoopback(vectorReply);
});
afterEach(() => server.close());

const texts = (n: number) => Array.from({ length: n }, (_, i) => `text ${i}`);

async function embed(n: number, change: Partial<EmbeddingSpec> = {}, limits: Partial<Limits> = {}, known?: number) {
  const clock = fastClock();
  const endpoint = openEndpoint({ ...LIMITS, ...limits }, new URL(server.url).host, clock);
  const spec = { model: 'e', base_url: server.url, api_key_env: 'TEST_KEY', ...change };
  const taken: Embedded[] = [];
  try {
    const embedder = await openEmbedder(spec, endpoint, { TEST_KEY: KEY });
    await embedder.embed(texts(n), known, new AbortController().signal, async (one) => void taken.push(one));
  } finally {
    await endpoint.close();
  }
  return { taken, slept: clock.slept };
}

describe('an OpenAI-compatible /embeddings', () => {
  it('is asked for plain numbers, 64 texts at a time, four requests at most', async () => {
    server.use((seen) => ({ ...vectorReply(seen), delay_ms: 5 }));
    const { taken } = await embed(640, { dimensions: 3 });
    const first = server.ledger.seen[0]!;
    expect(first.path).toBe('/v1/embeddings');
    expect(first.body).toEqual({ model: 'e', input: texts(64), encoding_format: 'float', dimensions: 3 });
    expect(first.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(server.ledger.seen).toHaveLength(10);
    expect(server.ledger.maxInFlight).toBe(4);
    expect(taken.flatMap(({ places }) => places).sort((a, b) => a - b)).toEqual(texts(640).map((_, i) => i));
    for (const { places, vectors } of taken)
      for (const [i, place] of places.entries()) expect(vectors[i]![0]).toBe(`text ${place}`.length);
  });

  it('lets the first request go alone, and stops at a dead key after it', async () => {
    server.use(() => failure(401, `Incorrect API key provided: ${KEY}`));
    const problem = await problemOf(() => embed(640));
    expect(problem).toMatchObject({ exitCode: 4, details: [{ code: 'AUTH' }] });
    expect(problem.message).not.toContain(KEY);
    expect(problem.message).toContain('TEST_KEY');
    expect(server.ledger.seen).toHaveLength(1);
  });

  it('is asked again after a 429 for as long as it says, and after a 500', async () => {
    server.use(onFirst(failure(429, 'slow', {}, { 'retry-after': '7' }), vectorReply));
    expect((await embed(3)).slept).toContain(7000);
    server.use((seen) => (seen.attempt < 2 ? failure(500, 'oops') : vectorReply(seen)));
    expect((await embed(4)).taken).toHaveLength(1);
  });

  it.each([
    ['a count that is wrong', { data: [{ embedding: [1, 2, 3] }] }, /1 vectors for 3 texts/],
    ['a number that is none', '{"data":[{"embedding":[1e999]},{"embedding":[1]},{"embedding":[1]}]}', /not finite/],
    ['no vectors', { object: 'list' }, /not a list of embeddings/],
  ])('believes no lie: %s', async (_, body, why) => {
    server.use(() => ({ body }));
    const problem = await problemOf(() => embed(3, {}, { retries: 2 }));
    expect(problem).toMatchObject({ exitCode: 4, details: [{ code: 'EMBEDDING' }] });
    expect(problem.message).toMatch(why);
    expect(server.ledger.seen).toHaveLength(3);
  });

  it('believes no vector of another length: than the one before, the cached ones, or what was configured', async () => {
    server.use((seen) => {
      const input = seen.body.input as string[];
      const length = seen.n === 0 ? 3 : 4;
      return { body: { data: input.map(() => ({ embedding: new Array(length).fill(1) })) } };
    });
    expect((await problemOf(() => embed(65, {}, { retries: 0 }))).message).toMatch(/4 numbers among vectors of 3/);
    server.use(vectorReply);
    expect((await problemOf(() => embed(1, {}, { retries: 0 }, 8))).message).toMatch(/3 numbers among vectors of 8/);
    expect((await problemOf(() => embed(1, { dimensions: 5 }, { retries: 0 }))).message).toMatch(/vectors of 5/);
  });

  it('does not wait for ever: a stall ends at the deadline, a Retry-After beyond the limit at once', async () => {
    server.use(() => ({ fault: 'stall' }));
    const stalled = await problemOf(() => embed(1, {}, { timeout_s: 0.2, retries: 1 }));
    expect(stalled.message).toContain('timeout after 0.2 s');
    expect(server.ledger.seen).toHaveLength(2);
    server.use(() => failure(429, 'later', {}, { 'retry-after': '3600' }));
    expect((await problemOf(() => embed(1))).details[0].code).toBe('RETRY_AFTER');
  });

  it('follows no redirect', async () => {
    const canary = await startCanary();
    server.use(() => ({ status: 307, headers: { location: `${canary.url}/embeddings` }, body: '' }));
    expect((await problemOf(() => embed(1))).details[0].code).toBe('REDIRECT');
    expect(canary.ledger.seen).toEqual([]);
    await canary.close();
  });

  it('hands over what came before it failed', async () => {
    server.use((seen) => (seen.n < 2 ? vectorReply(seen) : failure(404, 'gone')));
    const clock = fastClock();
    const endpoint = openEndpoint(LIMITS, new URL(server.url).host, clock);
    const embedder = await openEmbedder({ model: 'e', base_url: server.url }, endpoint, {});
    const taken: Embedded[] = [];
    const work = () =>
      embedder.embed(texts(256), undefined, new AbortController().signal, async (one) => void taken.push(one));
    expect((await problemOf(work)).details[0].code).toBe('MODEL');
    expect(taken.length).toBeGreaterThanOrEqual(1);
    await endpoint.close();
  });

  it('needs the key that it names', async () => {
    const endpoint = openEndpoint(LIMITS, 'api.example.com', fastClock());
    const spec = { model: 'e', base_url: 'https://api.example.com/v1', api_key_env: 'NO_SUCH_KEY' };
    const problem = await problemOf(() => openEmbedder(spec, endpoint, {}));
    expect(problem).toMatchObject({ exitCode: 2, details: [{ code: 'KEY' }] });
  });
});
