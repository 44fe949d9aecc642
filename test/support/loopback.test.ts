import { afterEach, beforeEach, expect, it } from 'vitest';
import { chat, echo, failure, type Loopback, onFirst, startLoopback } from './loopback.ts';

let server: Loopback;
beforeEach(async () => {
  server = await startLoopback();
});
afterEach(() => server.close());

function post(prompt: string, signal?: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: prompt }] });
  const init = { method: 'POST', headers: { authorization: 'Bearer k' }, body };
  return fetch(`${server.url}/chat/completions`, signal === undefined ? init : { ...init, signal });
}

it('counts requests in flight, duplicates, keys and tokens', async () => {
  server.use((seen) => ({ body: chat(seen.prompt), delay_ms: 30 }));
  const replies = await Promise.all(['a', 'b', 'b'].map((prompt) => post(prompt)));
  expect(await replies[0]?.json()).toMatchObject({ choices: [{ message: { content: 'a' } }] });
  expect(server.ledger).toMatchObject({
    maxInFlight: 3,
    duplicates: 1,
    tokens: { input: 30, output: 15 },
    abandoned: 0,
  });
  expect([...server.ledger.keysSeen]).toEqual(['Bearer k']);
});

it('catches a client that comes back before its Retry-After', async () => {
  server.use(onFirst(failure(429, 'slow', {}, { 'retry-after': '1' })));
  expect((await post('a')).status).toBe(429);
  expect((await post('a')).status).toBe(200);
  expect((await post('other')).status).toBe(429);
  expect(server.ledger.retryAfterViolations).toHaveLength(1);
  expect(server.ledger.retryAfterViolations[0]).toBeGreaterThan(800);
});

it('notices a client that leaves', async () => {
  server.use(() => ({ fault: 'stall' }));
  const controller = new AbortController();
  const reply = await post('a', controller.signal);
  controller.abort();
  await expect(reply.text()).rejects.toThrow();
  server.use(echo);
  await post('b');
  expect(server.ledger).toMatchObject({ abandoned: 1, inFlight: 0 });
});
