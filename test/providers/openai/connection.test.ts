import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startLoopback } from '../../support/loopback.ts';
import { type Asker, KEY, openAsker } from './harness.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A proxy that refuses everything and remembers whom it was asked for. */
async function startProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer((req, res) => {
    asked.push(req.url ?? '');
    res.writeHead(502).end();
  });
  proxy.on('connect', (req, socket) => {
    asked.push(req.url ?? '');
    socket.end('HTTP/1.1 502 no\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  closers.push(() => proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

async function open(url: string, env: Record<string, string>): Promise<Asker> {
  const asker = await openAsker(url, {}, { retries: 0 }, { TEST_KEY: KEY, ...env });
  closers.push(asker.close);
  return asker;
}

it('N26: honours HTTP_PROXY and NO_PROXY', async () => {
  const proxy = await startProxy();
  await (await open('http://models.invalid/v1', { HTTP_PROXY: proxy.url })).ask('p');
  expect(proxy.asked).toEqual(['models.invalid:80']);
  await (await open('http://models.invalid/v1', { HTTP_PROXY: proxy.url, NO_PROXY: 'models.invalid' })).ask('p');
  await (await open('http://models.invalid/v1', { HTTPS_PROXY: proxy.url })).ask('p');
  expect(proxy.asked).toHaveLength(1);
});

it('N26: never proxies loopback', async () => {
  const [proxy, server] = [await startProxy(), await startLoopback()];
  closers.push(server.close);
  const answer = await (await open(server.url, { HTTP_PROXY: proxy.url, http_proxy: proxy.url })).ask('p');
  expect(answer.status).toBe('ok');
  expect(proxy.asked).toEqual([]);
});
