import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { echo, failure, type Reply, startCanary, startLoopback } from '../support/loopback.ts';
import { KEY, prompts, useLoopback } from './openai/harness.ts';

const bench = useLoopback();

describe('a model that cannot work costs one request', () => {
  const cases: [string, Reply, string, RegExp, RegExp][] = [
    [
      'N7: 401',
      failure(401, `Incorrect API key provided: ${KEY}.`),
      'AUTH',
      /: 401 Incorrect API key provided: \[redacted\]\. Check TEST_KEY \(it is set\)$/,
      /key/,
    ],
    ['N8: 403', failure(403, 'country not supported'), 'FORBIDDEN', /: 403 country not supported$/, /TEST_KEY/],
    [
      'N6: quota',
      failure(429, 'You exceeded your current quota', { code: 'insufficient_quota' }),
      'QUOTA',
      /: 429 You exceeded/,
      /top up/,
    ],
    ['N6: 402', failure(402, 'Insufficient Balance'), 'QUOTA', /: 402 Insufficient Balance$/, /top up/],
    [
      'N9: 404',
      failure(404, 'nope', { code: 'model_not_found' }),
      'MODEL',
      /^model "test-model" not found at http.*\(404: nope\)$/,
      /model name/,
    ],
    [
      'N12: unsupported value',
      failure(400, "Unsupported value: 'temperature' does not support 0", {
        param: 'temperature',
        code: 'unsupported_value',
      }),
      'PARAM',
      /^model "test-model" does not accept temperature: Unsupported/,
      /^set params\.temperature to null$/,
    ],
    [
      'N12: named in the message',
      failure(400, "Unrecognized request argument supplied: 'temperature'"),
      'PARAM',
      /temperature/,
      /params\.temperature/,
    ],
    ['N12: in extra_body', failure(400, 'x', { param: 'top_k' }), 'PARAM', /top_k/, /remove extra_body\.top_k/],
    [
      'N4: a day',
      failure(429, 'slow', {}, { 'retry-after': '86400' }),
      'RETRY_AFTER',
      /provider asks to wait 24 h$/,
      /resume/,
    ],
    [
      'N4: a month, 503',
      failure(503, 'slow', {}, { 'retry-after': '2592000' }),
      'RETRY_AFTER',
      /provider asks to wait 720 h$/,
      /resume/,
    ],
    ['R5: 401 inside a 200', { body: { error: { code: 401, message: 'no auth' } } }, 'AUTH', /401 no auth/, /key/],
  ];
  it.each(cases)('%s', async (_name, reply, code, message, hint) => {
    bench.server.use(() => reply);
    const { ask } = await bench.asker({ params: { temperature: 0 }, extra_body: { top_k: 1 } });
    const answers = await Promise.all(prompts(8).map((prompt) => ask(prompt)));
    expect(bench.server.ledger.seen).toHaveLength(1);
    for (const answer of answers) expect(answer).toMatchObject({ status: 'failed', stop: { code } });
    expect(answers[0]?.stop?.message).toMatch(message);
    expect(answers[0]?.stop?.hint).toMatch(hint);
    expect(answers.map((answer) => answer.attempts.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
    expect(JSON.stringify(answers)).not.toContain(KEY);
  });

  it('N9: names near models when the endpoint lists them', async () => {
    bench.server.use((seen) =>
      seen.method === 'GET'
        ? { body: { data: [{ id: 'test-model-2' }, { id: 'zebra' }, { nope: 1 }] } }
        : failure(404, 'nope'),
    );
    const { ask } = await bench.asker();
    expect((await ask('p')).stop?.hint).toBe('did you mean "test-model-2"?');
    expect(bench.server.ledger.gets).toHaveLength(1);
  });

  it('N10: a key revoked in the middle stops what has not been sent', async () => {
    bench.server.use((seen) => (seen.n < 3 ? echo(seen) : failure(401, 'revoked')));
    const { ask } = await bench.asker();
    const answers = [];
    for (const prompt of prompts(8)) answers.push(await ask(prompt));
    expect(answers.map((answer) => answer.status)).toEqual(['ok', 'ok', 'ok', ...Array(5).fill('failed')]);
    expect(bench.server.ledger.seen).toHaveLength(4);
  });

  it('N19: an address where nobody listens', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    const { ask } = await bench.asker({}, {}, `http://127.0.0.1:${port}/v1`);
    const answer = await ask('p');
    expect(answer.stop).toMatchObject({
      code: 'CONNECT',
      message: `cannot reach http://127.0.0.1:${port}/v1 (ECONNREFUSED)`,
    });
    expect(answer.attempts).toMatchObject([{ billed: 'no' }]);
  });

  it('N19: TLS where there is none, and a name that does not resolve', async () => {
    const tls = await bench.asker({}, {}, bench.server.url.replace('http:', 'https:'));
    expect((await tls.ask('p')).stop).toMatchObject({
      code: 'CONNECT',
      message: expect.stringMatching(/\((ERR_SSL\w+|EPROTO)\)$/),
    });
    const dns = await bench.asker({}, {}, 'http://nowhere.invalid/v1');
    expect((await dns.ask('p')).stop).toMatchObject({
      code: 'CONNECT',
      message: expect.stringMatching(/\((ENOTFOUND|EAI_AGAIN)\)$/),
    });
  });

  it('a server that goes away after its first answer is asked again', async () => {
    const { ask } = await bench.asker({}, { retries: 2 });
    expect((await ask('a')).status).toBe('ok');
    await bench.server.close();
    const answer = await ask('b');
    bench.server = await startLoopback();
    expect(answer.stop).toBeUndefined();
    expect(answer.attempts).toHaveLength(3);
    expect(answer.attempts.at(-1)).toMatchObject({ outcome: 'connection failed (ECONNREFUSED)', billed: 'no' });
  });

  it.each([301, 302, 307, 308])('N25: a %i redirect is refused, and its target hears nothing', async (status) => {
    const canary = await startCanary();
    bench.server.use(() => ({
      status,
      headers: { location: `http://me:pw@127.0.0.1:${canary.port}/v1/chat/completions?k=1` },
    }));
    const { ask } = await bench.asker();
    const answer = await ask('p');
    expect(answer.stop).toMatchObject({
      code: 'REDIRECT',
      message: `${bench.server.url}: ${status}, redirect to ${canary.origin}/v1/chat/completions refused`,
    });
    expect(bench.server.ledger.seen).toHaveLength(1);
    expect([...canary.ledger.seen, ...canary.ledger.gets]).toEqual([]);
    await canary.close();
  });

  it('N25: file: and loops', async () => {
    bench.server.use(() => ({ status: 302, headers: { location: 'file:///etc/passwd' } }));
    expect((await (await bench.asker()).ask('p')).stop?.message).toContain('redirect to file:///etc/passwd refused');
    bench.server.use((seen) => ({ status: 307, headers: { location: seen.path } }));
    expect((await (await bench.asker()).ask('p')).stop?.code).toBe('REDIRECT');
    expect(bench.server.ledger.seen).toHaveLength(2);
  });
});
