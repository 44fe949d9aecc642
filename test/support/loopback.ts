import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { chat, echo, failure, type Reply, type Script, type Seen } from './replies.ts';
import { send } from './wire.ts';

export { chat, echo, failure, onFirst, type Reply, rateLimit, type Script, type Seen } from './replies.ts';

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
  /** Destroys all sockets: clients that wait for an answer get none. */
  dropAll(): void;
  /** Destroys all sockets and stops listening. */
  close(): Promise<void>;
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
    if (seen.method === 'POST') book(seen, res, ledger, notBefore);
    const reply = await (isModelList(seen) ? modelList(current, seen) : current(seen));
    remember(reply, seen, ledger, notBefore);
    await send(reply, seen.n, res).catch(() => res.destroy());
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
    dropAll: () => {
      for (const socket of sockets) socket.destroy();
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

function book(seen: Seen, res: ServerResponse, ledger: Ledger, notBefore: Map<string, number>): void {
  ledger.inFlight += 1;
  ledger.maxInFlight = Math.max(ledger.maxInFlight, ledger.inFlight);
  if (seen.attempt > 0) ledger.duplicates += 1;
  for (const name of ['authorization', 'api-key']) {
    const value = seen.headers[name];
    if (typeof value === 'string') ledger.keysSeen.add(value);
  }
  const early = (notBefore.get(JSON.stringify(seen.body)) ?? 0) - seen.at;
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

function remember(reply: Reply, seen: Seen, ledger: Ledger, notBefore: Map<string, number>): void {
  const wait = retryAfterMs(reply.headers ?? {});
  if (wait > 0) notBefore.set(JSON.stringify(seen.body), performance.now() + (reply.delay_ms ?? 0) + wait);
  if (reply.fault === undefined && (reply.status ?? 200) === 200) countTokens(reply.body, ledger);
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
