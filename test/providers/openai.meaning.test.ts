import { describe, expect, it } from 'vitest';
import { chat, failure, type Reply } from '../support/loopback.ts';
import { ledgerMeter, TASK, useLoopback } from './openai/harness.ts';

const bench = useLoopback();

describe('R: what an answer means', () => {
  const text = (body: unknown, headers: Record<string, string> = {}): Reply => ({ body, headers });
  it.each<[string, Reply, string, number]>([
    [
      'HTML',
      text('<html><b>Welcome</b></html>', { 'content-type': 'text/html' }),
      'malformed response: not a chat completion: <html><b>Welcome</b></html>',
      5,
    ],
    ['204', { status: 204 }, 'malformed response: not a chat completion: empty body', 5],
    ['empty', text(''), 'malformed response: not a chat completion: empty body', 5],
    ['{}', text('{}'), 'malformed response: not a chat completion: {}', 5],
    ['NaN', text('{"choices": NaN}'), 'malformed response: not a chat completion: {"choices": NaN}', 5],
    [
      'SSE',
      text('data: {"id":1}\n\n'),
      'malformed response: answered with an event stream although none was asked for: data: {"id":1}',
      1,
    ],
    ['number content', text(chat(42)), expect.stringContaining('content is a number') as unknown as string, 5],
    [
      'error inside',
      text({ error: { message: 'upstream died', code: 502 } }),
      'http 502: upstream died (inside a 200)',
      5,
    ],
  ])('malformed: %s', async (_name, reply, reason, requests) => {
    bench.server.use(() => reply);
    const answer = await (await bench.asker()).ask('p');
    expect(answer).toMatchObject({ status: 'failed', reason });
    expect(answer.attempts.every((attempt) => attempt.billed === 'possibly')).toBe(true);
    expect(bench.server.ledger.seen).toHaveLength(requests);
  });

  it('R2: a BOM, and JSON sent as text, are accepted', async () => {
    bench.server.use(() => text(`\uFEFF${JSON.stringify(chat('yes'))}`, { 'content-type': 'text/plain' }));
    expect(await (await bench.asker()).ask('p')).toMatchObject({ status: 'ok', text: 'yes' });
  });

  it('R6: null content is asked for once more, then taken as empty', async () => {
    bench.server.use(() => text(chat(null)));
    const meter = ledgerMeter();
    const answer = await (await bench.asker()).ask('p', meter);
    expect(answer).toMatchObject({ status: 'empty', reason: 'null', text: '', usage: { output: 5 } });
    expect(answer.attempts.map((attempt) => attempt.outcome)).toEqual(['no content', 'empty']);
    expect(meter.settled).toEqual(['possibly', 'yes']);
  });

  it('R17: invalid UTF-8 is replaced and said', async () => {
    const body = Buffer.from(JSON.stringify(chat('caf#')));
    body[body.indexOf('#')] = 0xe9;
    bench.server.use(() => text(body));
    const answer = await (await bench.asker()).ask('p');
    expect(answer).toMatchObject({ status: 'ok', text: 'caf\uFFFD' });
    expect(answer.warnings?.join()).toContain('not valid UTF-8');
  });

  it('R20: an answer of 8 MB arrives whole', async () => {
    bench.server.use(() => text(chat('x'.repeat(8 * 1024 * 1024))));
    expect((await (await bench.asker()).ask('p')).text).toHaveLength(8 * 1024 * 1024);
  });

  it('a key that comes back inside an answer is hidden', async () => {
    bench.server.use((seen) => text(chat(`you sent ${seen.headers.authorization}`)));
    expect((await (await bench.asker()).ask('p')).text).toBe('you sent Bearer [redacted]');
  });

  it('LiteLLM tells its cost in a header', async () => {
    bench.server.use(() => text(chat('x'), { 'x-litellm-response-cost': '1.2e-05' }));
    expect((await (await bench.asker()).ask('p')).reported_cost_usd).toBe('0.000012');
  });
});

describe('a request with params of its own', () => {
  const forced = {
    tools: [{ type: 'function', function: { name: 'verdict', parameters: {} } }],
    tool_choice: { type: 'function', function: { name: 'verdict' } },
  };
  const call = { id: 'c', type: 'function', function: { name: 'verdict', arguments: '{"a":1}' } };
  const called = chat(null, {}, { message: { role: 'assistant', content: null, tool_calls: [call] } });

  it('sends them, and takes the arguments of the tool that it forces for the answer', async () => {
    bench.server.use(() => ({ body: called }));
    const { provider } = await bench.asker({ params: { temperature: 0 } });
    const put = (params?: Readonly<Record<string, unknown>>) => {
      const request = { task: TASK, messages: [{ role: 'user' as const, content: 'p' }], repeat: 0 };
      return provider.complete(
        { ...request, ...(params ? { params } : {}) },
        new AbortController().signal,
        ledgerMeter(),
      );
    };
    expect(await put(forced)).toMatchObject({ status: 'ok', text: '{"a":1}' });
    expect(bench.server.ledger.seen[0]?.body).toMatchObject({ temperature: 0, ...forced });
    expect(await put()).toMatchObject({ status: 'empty', reason: 'tool_call' });
    expect(bench.server.ledger.seen.at(-1)?.body).not.toHaveProperty('tools');
  });

  it('N12: an endpoint that objects to one of them fails this request, and does not stop the model', async () => {
    const refusal = failure(400, "Unsupported parameter: 'response_format'", { param: 'response_format' });
    bench.server.use((seen) => (seen.body.response_format ? refusal : { body: chat('fine') }));
    const { provider, ask } = await bench.asker();
    const request = { task: TASK, messages: [{ role: 'user' as const, content: 'p' }], repeat: 0 };
    const params = { response_format: { type: 'json_object' } };
    const refused = await provider.complete({ ...request, params }, new AbortController().signal, ledgerMeter());
    expect(refused).toMatchObject({ status: 'failed', reason: "http 400: Unsupported parameter: 'response_format'" });
    expect(refused.stop).toBeUndefined();
    expect(await ask('p')).toMatchObject({ status: 'ok', text: 'fine' });
  });
});
