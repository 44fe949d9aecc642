import type { IncomingHttpHeaders } from 'node:http';

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
 * `reset`: RST before any byte. `reset_body`, `fin_body`, `cut_chunks`: half of the body, then RST, FIN before content-length, FIN between chunks.
 * `raw`: `body` goes to the socket as it is (no HTTP framing), then FIN.
 */
export type Fault = 'silent' | 'stall' | 'drip' | 'spaces' | 'reset' | 'reset_body' | 'fin_body' | 'cut_chunks' | 'raw';

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
