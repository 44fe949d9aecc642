import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../src/domain/model.ts';
import { Problem } from '../../src/domain/problem.ts';
import { openEndpoint, openOpenAi } from '../../src/providers/openai.ts';
import { echo, failure } from '../support/loopback.ts';
import { KEY, LIMITS, ledgerMeter, modelSpec, openAsker, prompts, TASK, useLoopback } from './openai/harness.ts';

const bench = useLoopback();

describe('a plain answer', () => {
  it('sends model, messages, params and extra_body, never stream, and only our own headers', async () => {
    process.env.OPENAI_ORG_ID = 'org-leak';
    process.env.OPENAI_CUSTOM_HEADERS = 'x-leak: 1';
    const { ask } = await bench.asker({
      params: { temperature: 0, seed: null, stream: true },
      extra_body: { top_k: 1 },
      headers: { 'X-Title': 'b' },
    });
    delete process.env.OPENAI_ORG_ID;
    delete process.env.OPENAI_CUSTOM_HEADERS;
    const answer = await ask('hello');
    expect(answer).toMatchObject({
      status: 'ok',
      text: 'hello',
      usage: { input: 10, cached: 0, cache_write: 0, output: 5, reasoning: 0 },
      served_model: 'test-model',
      finish_reason: 'stop',
      request_id: 'req-0',
    });
    expect(answer.attempts).toMatchObject([{ outcome: 'ok', billed: 'yes' }]);
    expect(answer.warnings).toBeUndefined();
    const [seen] = bench.server.ledger.seen;
    expect(seen?.path).toBe('/v1/chat/completions');
    expect(seen?.body).toEqual({
      model: 'test-model',
      messages: [{ role: 'user', content: 'hello' }],
      temperature: 0,
      top_k: 1,
    });
    expect(Object.keys(seen?.headers ?? {}).sort()).toEqual(
      [
        'accept',
        'authorization',
        'connection',
        'content-length',
        'content-type',
        'host',
        'user-agent',
        'x-title',
      ].sort(),
    );
    expect(seen?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('keeps the query and the userinfo of base_url on the wire and out of every message', async () => {
    bench.server.use(() => failure(401, 'no'));
    const url = bench.server.url.replace('http://', 'http://user:hunter2-secret@');
    const { ask } = await bench.asker({ base_url: `${url}/?api-version=2026-01-01-secret`, api_key_env: 'UNSET_KEY' });
    const answer = await ask('hi');
    expect(bench.server.ledger.seen[0]?.path).toBe('/v1/chat/completions?api-version=2026-01-01-secret');
    expect(bench.server.ledger.seen[0]?.headers.authorization).toBe(`Basic ${btoa('user:hunter2-secret')}`);
    expect(answer.stop?.message).toBe(`${bench.server.url}: 401 no. Check UNSET_KEY (it is not set)`);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('sends the value of headers_env, as Azure wants it', async () => {
    const one = await openAsker(
      bench.server.url,
      { headers_env: { 'api-key': 'AZURE' } },
      {},
      { AZURE: 'azure-key-123' },
    );
    await one.ask('hi');
    await one.close();
    expect([...bench.server.ledger.keysSeen]).toEqual(['azure-key-123']);
  });
});

describe('keys', () => {
  const open = (change: Partial<ModelSpec>, env: Record<string, string> = {}) =>
    openOpenAi(modelSpec('https://models.example/v1', change), openEndpoint(LIMITS, 'models.example'), env);

  it('refuses an unset variable before anything is sent', async () => {
    const error = await open({}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({
      exitCode: 2,
      details: [
        { code: 'KEY', message: 'model "m": environment variable TEST_KEY is not set', hint: 'export TEST_KEY=...' },
      ],
    });
    await expect(open({ api_key_env: 'A', headers_env: { 'api-key': 'B' } }, { A: 'x' })).rejects.toThrow(
      'B is not set',
    );
    await expect(open({}, { TEST_KEY: 'a\nb' })).rejects.toThrow('no header can carry');
  });

  it('refuses a base_url that is no web address', async () => {
    await expect(open({ base_url: 'file:///etc/passwd' }, { TEST_KEY: 'x' })).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('money and time', () => {
  it('sends nothing that the meter does not grant, also as a retry', async () => {
    bench.server.use(() => failure(500, 'oops'));
    const answer = await (await bench.asker()).ask('p', ledgerMeter(2));
    expect(answer).toMatchObject({ status: 'failed', reason: 'budget', stop: { code: 'BUDGET' } });
    expect(bench.server.ledger.seen).toHaveLength(2);
    expect(answer.attempts).toHaveLength(2);
  });

  it('aborts at once: before sending, in the body, in a wait; the reason is thrown and the reserve kept', async () => {
    const reason = new Error('stop it');
    await expect((await bench.asker()).ask('p', ledgerMeter(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(bench.server.ledger.seen).toHaveLength(0);
    for (const reply of [{ fault: 'stall' }, failure(429, 'slow', {}, { 'retry-after': '50' })] as const) {
      bench.server.use(() => reply);
      const endpoint = openEndpoint(LIMITS, 'any');
      const provider = await openOpenAi(modelSpec(bench.server.url), endpoint, { TEST_KEY: KEY });
      const [meter, controller] = [ledgerMeter(), new AbortController()];
      const request = { task: TASK, messages: [{ role: 'user' as const, content: 'p' }], repeat: 0 };
      const both = [0, 1].map(() => provider.complete(request, controller.signal, meter));
      setTimeout(() => controller.abort(reason), 60);
      const start = performance.now();
      for (const settled of await Promise.allSettled(both))
        expect(settled).toMatchObject({ status: 'rejected', reason });
      expect(performance.now() - start).toBeLessThan(1000);
      expect(meter.settled).toEqual(['fault' in reply ? 'possibly' : 'no']);
      await endpoint.close();
    }
  });

  it('spaces requests by rpm and leaves no listeners on a long-lived signal', async () => {
    const { ask, clock } = await bench.asker({}, { rpm: 60 });
    const { signal } = new AbortController();
    for (const prompt of prompts(4)) await ask(prompt, ledgerMeter(), signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.slept).toHaveLength(3);
    for (const wait of clock.slept) expect(wait).toBeGreaterThan(800);
  });

  it('N29: a keep-alive socket that was closed meanwhile is retried', async () => {
    bench.server.use((seen) => (seen.n === 1 ? { fault: 'reset' } : echo(seen)));
    const { ask } = await bench.asker();
    await ask('a');
    expect((await ask('b')).status).toBe('ok');
  });
});
