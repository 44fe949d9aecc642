import { describe, expect, it } from 'vitest';
import { chat, type Reply } from '../support/loopback.ts';
import { ledgerMeter, useLoopback } from './openai/harness.ts';

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
