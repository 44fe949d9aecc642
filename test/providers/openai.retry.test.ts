import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openEndpoint, openOpenAi } from '../../src/providers/openai.ts';
import { chat, echo, failure, onFirst, type Reply, rateLimit } from '../support/loopback.ts';
import { KEY, LIMITS, ledgerMeter, modelSpec, prompts, TASK, useLoopback } from './openai/harness.ts';

const bench = useLoopback();

describe('N1, N2, N3, N14, N18, N20, N23: retried, then fine', () => {
  const limited = (headers: Record<string, string>): Reply => failure(429, 'slow down', {}, headers);
  const half = chat('x'.repeat(500));
  const cases: [string, Reply, string, string, number][] = [
    ['429 Retry-After 1', limited({ 'retry-after': '1' }), 'http 429', 'no', 1000],
    ['429 retry-after-ms', limited({ 'retry-after-ms': '300' }), 'http 429', 'no', 300],
    ['429 HTTP date', limited({ 'retry-after': 'Thu, 01 Jan 2026 00:00:02 GMT' }), 'http 429', 'no', 2000],
    ['429 bare', limited({}), 'http 429', 'no', 250],
    ['429 garbage', limited({ 'retry-after': 'soon 2090' }), 'http 429', 'no', 250],
    ['429 past date', limited({ 'retry-after': 'Thu, 01 Jan 2015 00:00:02 GMT' }), 'http 429', 'no', 250],
    ['429 negative', limited({ 'retry-after': '-5' }), 'http 429', 'no', 250],
    ...[500, 502, 503, 504, 529, 408, 409, 425].map(
      (status) =>
        [`${status}`, failure(status, 'oops'), `http ${status}`, 'no', 250] as [string, Reply, string, string, number],
    ),
    ['400 with x-should-retry', failure(400, 'odd', {}, { 'x-should-retry': 'true' }), 'http 400', 'no', 250],
    ['reset before any byte', { fault: 'reset' }, 'connection failed (ECONNRESET)', 'possibly', 250],
    ['reset in the body', { fault: 'reset_body', body: half }, 'connection failed (ECONNRESET)', 'possibly', 250],
    ['FIN in the body', { fault: 'fin_body', body: half }, 'connection failed (UND_ERR_SOCKET)', 'possibly', 250],
    ['truncated chunks', { fault: 'cut_chunks', body: half }, 'connection failed (UND_ERR_SOCKET)', 'possibly', 250],
    ['not HTTP', { fault: 'raw', body: 'SSH-2.0-OpenSSH_9\r\n\r\n' }, 'malformed response', 'possibly', 250],
    [
      'short Content-Length',
      { fault: 'raw', body: 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{"choices":[]}' },
      'malformed response',
      'possibly',
      250,
    ],
    ['huge headers', { headers: { 'x-big': 'h'.repeat(40_000) }, body: half }, 'malformed response', 'possibly', 250],
    ['bad gzip', { headers: { 'content-encoding': 'gzip' }, body: 'not gzip' }, 'malformed response', 'possibly', 250],
  ];
  it.each(cases)('%s', async (_name, reply, outcome, billed, wait) => {
    bench.server.use(onFirst(reply));
    const { ask, clock } = await bench.asker();
    const meter = ledgerMeter();
    const answer = await ask('again', meter);
    expect(answer.status).toBe('ok');
    expect(answer.attempts.map((attempt) => [attempt.outcome, attempt.billed])).toEqual([
      [outcome, billed],
      ['ok', 'yes'],
    ]);
    expect(meter.settled).toEqual([billed, 'yes']);
    expect(bench.server.ledger.duplicates).toBe(1);
    expect(clock.slept[0]).toBeCloseTo(wait, 6);
  });
});

describe('waits on the real clock', () => {
  it('keeps every request of the host back for as long as a 429 asks', async () => {
    const endpoint = openEndpoint(LIMITS, 'any');
    bench.server.use((seen) => (seen.n === 1 ? failure(429, 'slow', {}, { 'retry-after-ms': '200' }) : echo(seen)));
    const provider = await openOpenAi(modelSpec(bench.server.url), endpoint, { TEST_KEY: KEY });
    const request = (content: string) => ({
      task: TASK,
      messages: [{ role: 'user' as const, content }],
      repeat: 0,
    });
    const { signal } = new AbortController();
    await provider.complete(request('a'), signal, ledgerMeter());
    const limited = provider.complete(request('b'), signal, ledgerMeter());
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = performance.now();
    await Promise.all([limited, provider.complete(request('c'), signal, ledgerMeter())]);
    await endpoint.close();
    expect(bench.server.ledger.retryAfterViolations).toEqual([]);
    const c = bench.server.ledger.seen.find((seen) => seen.prompt === 'c');
    expect((c?.at ?? 0) - start).toBeGreaterThan(100);
  });

  it('a crowd behind a rate limit uses no retries up while answers flow', async () => {
    bench.server.use(rateLimit(3, 60));
    const endpoint = openEndpoint({ ...LIMITS, retries: 1 }, 'any');
    const provider = await openOpenAi(modelSpec(bench.server.url), endpoint, { TEST_KEY: KEY });
    const { signal } = new AbortController();
    const answers = await Promise.all(
      prompts(20).map((content) =>
        provider.complete({ task: TASK, messages: [{ role: 'user', content }], repeat: 0 }, signal, ledgerMeter()),
      ),
    );
    await endpoint.close();
    expect(answers.filter((answer) => answer.status !== 'ok')).toEqual([]);
    expect(bench.server.ledger.retryAfterViolations).toEqual([]);
  });
});

describe('given up', () => {
  const cases: [string, Reply, string, number][] = [
    ['500 for ever', failure(500, 'oops'), 'http 500', 5],
    ['429 for ever', failure(429, 'slow'), 'rate limited (http 429)', 5],
    ['N18: 503 with x-should-retry: false', failure(503, 'oops', {}, { 'x-should-retry': 'false' }), 'http 503', 1],
    ['N18: 400 with x-should-retry: true', failure(400, 'odd', {}, { 'x-should-retry': 'true' }), 'http 400: odd', 5],
    ['N11: context length', failure(400, 'too long', { code: 'context_length_exceeded' }), 'context_length', 1],
    ['another 4xx', failure(422, 'odd \u001b[31m thing'), 'http 422: odd \\x1b[31m thing', 1],
    ['N24: 33 MB', { body: `"${'x'.repeat(33 * 1024 * 1024)}"` }, 'response larger than 32 MB', 1],
    [
      'N24: gzip bomb',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(64 * 1024 * 1024)) },
      'response larger than 32 MB',
      1,
    ],
  ];
  it.each(cases)('%s', async (_name, reply, reason, requests) => {
    bench.server.use(() => reply);
    const { ask } = await bench.asker();
    const answer = await ask('p');
    expect(answer).toMatchObject({ status: 'failed', reason, text: '' });
    expect(answer.stop).toBeUndefined();
    expect(bench.server.ledger.seen).toHaveLength(requests);
    expect(answer.attempts).toHaveLength(requests);
  });

  it('N13: a prompt that the filter turns away is filtered, and may be billed', async () => {
    bench.server.use(() => failure(400, 'The response was filtered', { code: 'content_filter' }));
    const { ask } = await bench.asker();
    const answer = await ask('p');
    expect(answer).toMatchObject({ status: 'filtered', reason: 'content_filter', attempts: [{ billed: 'possibly' }] });
    expect(answer.stop).toBeUndefined();
  });

  it.each<[string, Reply]>([
    ['silent', { fault: 'silent' }],
    ['headers, then silence', { fault: 'stall' }],
    ['one byte each 30 ms', { fault: 'drip', drip_ms: 30, body: chat('x') }],
    ['endless white space', { fault: 'spaces', drip_ms: 10 }],
  ])('N21: %s', async (_name, reply) => {
    bench.server.use(() => reply);
    const { ask } = await bench.asker({}, { timeout_s: 0.15, retries: 1 });
    const start = performance.now();
    const answer = await ask('p');
    expect(answer).toMatchObject({ status: 'failed', reason: 'timeout after 0.15 s' });
    expect(answer.attempts.map((attempt) => attempt.billed)).toEqual(['possibly', 'possibly']);
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it('N22: hangs once, then answers', async () => {
    bench.server.use(onFirst({ fault: 'silent' }));
    const { ask } = await bench.asker({}, { timeout_s: 0.1 });
    expect(await ask('p')).toMatchObject({
      status: 'ok',
      attempts: [{ outcome: 'timeout after 0.1 s' }, { outcome: 'ok' }],
    });
  });
});
