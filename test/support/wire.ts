import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './replies.ts';

/** Sends one reply, well or badly, as request number `n`; resolves when the server is done with it. */
export async function send(reply: Reply, n: number, res: ServerResponse): Promise<void> {
  if (reply.delay_ms !== undefined) await sleep(reply.delay_ms);
  const bytes = encode(reply.body);
  const socket = res.socket;
  if (reply.fault === 'silent' || socket === null) return;
  if (reply.fault === 'reset') return void socket.resetAndDestroy();
  if (reply.fault === 'raw') return void socket.end(bytes);
  const headers = { 'content-type': 'application/json', 'x-request-id': `req-${n}`, ...reply.headers };
  const framed = reply.fault === 'fin_body' ? { 'content-length': `${bytes.length}` } : {};
  res.writeHead(reply.status ?? 200, { ...headers, ...framed });
  if (reply.fault === undefined) return void res.end(bytes);
  res.flushHeaders();
  await misbehave(reply, bytes, res, socket);
}

async function misbehave(reply: Reply, bytes: Buffer, res: ServerResponse, socket: Socket): Promise<void> {
  if (reply.fault === 'stall') return;
  if (reply.fault === 'drip' || reply.fault === 'spaces') return trickle(reply, bytes, res);
  res.write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
  await sleep(5);
  if (reply.fault === 'reset_body') socket.resetAndDestroy();
  else socket.end();
}

async function trickle(reply: Reply, bytes: Buffer, res: ServerResponse): Promise<void> {
  for (let i = 0; !res.destroyed && (reply.fault === 'spaces' || i < bytes.length); i += 1) {
    res.write(reply.fault === 'spaces' ? ' ' : bytes.subarray(i, i + 1));
    await sleep(reply.drip_ms ?? 10);
  }
  res.end();
}

function encode(body: unknown): Buffer {
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body), 'utf8');
}
