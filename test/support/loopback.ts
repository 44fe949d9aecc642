import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request as the server saw it. `n` counts all POSTs from 0; `attempt` counts POSTs with the same body from 0. */
export interface Seen {
  readonly n: number;
  readonly attempt: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; `{}` for a GET. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly model: string;
  /** Content of the last message. */
  readonly prompt: string;
  /** Arrival, on `performance.now()`. */
  readonly at: number;
}

/**
 * What goes wrong on the wire.
 * `silent`: never answers. `stall`: headers, then nothing. `drip`: one byte each `drip_ms`. `spaces`: endless white space, one each `drip_ms`.
 * `reset`: RST before any byte. `reset_body` and `fin_body`: half of the body, then RST or FIN.
 * `raw`: `body` goes to the socket as it is (no HTTP framing), then FIN.
 */
export type Fault = 'silent' | 'stall' | 'drip' | 'spaces' | 'reset' | 'reset_body' | 'fin_body' | 'raw';

/** What the server does with one request. Everything defaults to a plain 200. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are; anything else as JSON. */
  readonly body?: unknown;
  /** Wait before the first byte. */
  readonly delay_ms?: number;
  readonly drip_ms?: number;
  readonly fault?: Fault;
}

/** Decides the reply to each POST (and to `GET /v1/models` where the script wants it: `seen.method`). */
export type Script = (seen: Seen) => Reply | Promise<Reply>;

/** What the server knows afterwards: the truth that a tool's own figures are compared with. */
export interface Ledger {
  /** Every POST, in order of arrival. */
  readonly seen: Seen[];
  /** Every GET (model lists). */
  readonly gets: Seen[];
  inFlight: number;
  maxInFlight: number;
  /** Distinct values of the authorization and api-key headers. */
  readonly keysSeen: Set<string>;
  /** POSTs whose body had been seen before: retries (or repeats). */
  duplicates: number;
  /** Requests whose client left before the answer was complete. */
  abandoned: number;
  /** Tokens in the `usage` of complete 200 answers. */
  readonly tokens: { input: number; output: number };
  /** Same body again before the Retry-After that it was told: how many milliseconds too early. */
  readonly retryAfterViolations: number[];
}

/** A running server. `url` is the base URL to configure (with /v1). */
export interface Loopback {
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly ledger: Ledger;
  /** Replaces the script from now on. */
  use(script: Script): void;
  /** Destroys all sockets and stops listening. */
  close(): Promise<void>;
}

/** A complete chat completion as OpenAI writes it; `overrides` replace top-level fields, `choice` fields of the first choice. */
export function chat(text: unknown, overrides: object = {}, choice: object = {}): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'test-model',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop', ...choice }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    ...overrides,
  };
}

/** An error reply in OpenAI's shape. */
export function failure(
  status: number,
  message: string,
  error: object = {},
  headers: Record<string, string> = {},
): Reply {
  return { status, headers, body: { error: { message, type: 'error', param: null, code: null, ...error } } };
}

/** The default script: echoes the prompt, served by the model that was asked. */
export const echo: Script = (seen) => ({ body: chat(seen.prompt, { model: seen.model }) });

/** The first attempt of every body gets `first`, later ones `then` (the same prompt always has the same body). */
export function onFirst(first: Reply, then: Script = echo): Script {
  return (seen) => (seen.attempt === 0 ? first : then(seen));
}

/** Allows `limit` requests per `windowMs` (fixed windows from the first request), then 429 with retry-after-ms. */
export function rateLimit(limit: number, windowMs: number, then: Script = echo): Script {
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;
  return (seen) => {
    if (seen.at - start >= windowMs) [start, used] = [seen.at, 0];
    used += 1;
    if (used <= limit) return then(seen);
    const wait = Math.ceil(start + windowMs - seen.at);
    return failure(429, 'Rate limit reached', { code: 'rate_limit_exceeded' }, { 'retry-after-ms': `${wait}` });
  };
}

/** Starts an OpenAI-compatible server on 127.0.0.1 that does what the script says and keeps books. */
export async function startLoopback(script: Script = echo): Promise<Loopback> {
  let current = script;
  const ledger = newLedger();
  const attempts = new Map<string, number>();
  const notBefore = new Map<string, number>();
  const server = createServer({ keepAliveTimeout: 30_000 }, async (req, res) => {
    const seen = await receive(req, ledger, attempts).catch(() => undefined);
    if (seen === undefined) return;
    const [isPost, hash] = [seen.method === 'POST', digest(seen)];
    if (isPost) book(seen, hash, res, ledger, notBefore);
    const reply = isModelList(seen) ? modelList(current, seen) : current(seen);
    await send(await reply, seen, hash, res, ledger, notBefore).catch(() => res.destroy());
  });
  const sockets = track(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `${origin}/v1`,
    origin,
    port,
    ledger,
    use: (next) => {
      current = next;
    },
    close: () => shut(server, sockets),
  };
}

/** A server that must never hear anything: where redirects and leaks would go. Its ledger stays empty if all is well. */
export function startCanary(): Promise<Loopback> {
  return startLoopback(() => ({ body: chat('canary') }));
}

function newLedger(): Ledger {
  return {
    seen: [],
    gets: [],
    inFlight: 0,
    maxInFlight: 0,
    keysSeen: new Set(),
    duplicates: 0,
    abandoned: 0,
    tokens: { input: 0, output: 0 },
    retryAfterViolations: [],
  };
}

async function receive(req: IncomingMessage, ledger: Ledger, attempts: Map<string, number>): Promise<Seen> {
  const at = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  const attempt = attempts.get(text) ?? 0;
  const messages = Array.isArray(body.messages) ? (body.messages as { content?: unknown }[]) : [];
  const seen: Seen = {
    n: ledger.seen.length,
    attempt,
    method: req.method ?? '',
    path: req.url ?? '',
    headers: req.headers,
    body,
    model: String(body.model ?? ''),
    prompt: String(messages.at(-1)?.content ?? ''),
    at,
  };
  if (seen.method !== 'POST') {
    ledger.gets.push(seen);
    return seen;
  }
  attempts.set(text, attempt + 1);
  ledger.seen.push(seen);
  return seen;
}

function book(seen: Seen, hash: string, res: ServerResponse, ledger: Ledger, notBefore: Map<string, number>): void {
  ledger.inFlight += 1;
  ledger.maxInFlight = Math.max(ledger.maxInFlight, ledger.inFlight);
  if (seen.attempt > 0) ledger.duplicates += 1;
  for (const name of ['authorization', 'api-key']) {
    const value = seen.headers[name];
    if (typeof value === 'string') ledger.keysSeen.add(value);
  }
  const early = (notBefore.get(hash) ?? 0) - seen.at;
  if (early > 1) ledger.retryAfterViolations.push(early);
  res.once('close', () => {
    ledger.inFlight -= 1;
    if (!res.writableFinished) ledger.abandoned += 1;
  });
}

const isModelList = (seen: Seen): boolean => seen.method === 'GET' && seen.path.endsWith('/models');

/** A script may answer the list itself (reply with `data` in its body); otherwise there is none. */
async function modelList(script: Script, seen: Seen): Promise<Reply> {
  const reply = await script(seen);
  const listed = reply.body !== null && typeof reply.body === 'object' && 'data' in reply.body;
  return listed || reply.fault !== undefined ? reply : failure(404, 'no model list');
}

async function send(
  reply: Reply,
  seen: Seen,
  hash: string,
  res: ServerResponse,
  ledger: Ledger,
  notBefore: Map<string, number>,
): Promise<void> {
  if (reply.delay_ms !== undefined) await sleep(reply.delay_ms);
  const wait = retryAfterMs(reply.headers ?? {});
  if (wait > 0) notBefore.set(hash, performance.now() + wait);
  const bytes = encode(reply.body);
  const socket = res.socket;
  if (reply.fault === 'silent' || socket === null) return;
  if (reply.fault === 'reset') return void socket.resetAndDestroy();
  if (reply.fault === 'raw') return void socket.end(bytes);
  const headers = { 'content-type': 'application/json', 'x-request-id': `req-${seen.n}`, ...reply.headers };
  if (reply.fault === undefined) {
    if ((reply.status ?? 200) === 200) countTokens(reply.body, ledger);
    res.writeHead(reply.status ?? 200, headers).end(bytes);
    return;
  }
  res.writeHead(reply.status ?? 200, {
    ...headers,
    ...(reply.fault === 'fin_body' ? { 'content-length': `${bytes.length}` } : {}),
  });
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

function retryAfterMs(headers: Readonly<Record<string, string>>): number {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(ms)) return ms;
  const text = headers['retry-after'];
  if (text === undefined) return 0;
  const seconds = Number(text);
  return Number.isFinite(seconds) ? seconds * 1000 : Math.max(0, Date.parse(text) - Date.now()) || 0;
}

function countTokens(body: unknown, ledger: Ledger): void {
  const usage = (body as { usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } } | null)?.usage;
  if (typeof usage?.prompt_tokens === 'number') ledger.tokens.input += usage.prompt_tokens;
  if (typeof usage?.completion_tokens === 'number') ledger.tokens.output += usage.completion_tokens;
}

function digest(seen: Seen): string {
  return createHash('sha256').update(JSON.stringify(seen.body)).digest('hex');
}

function track(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function shut(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
