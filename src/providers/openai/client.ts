import type { OpenAI } from 'openai';
import { orAbort } from './clock.ts';
import { openConnections } from './connection.ts';
import type { Endpoint } from './endpoint.ts';
import type { Env, Target } from './request.ts';
import { type Exchange, exchange } from './transport.ts';

/** The calls that are made. All reject only with the signal's reason. */
export interface Client {
  complete(body: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Exchange>;
  /** POST /embeddings. */
  embed(body: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Exchange>;
  /** GET /models within `timeoutMs`. */
  models(timeoutMs: number, signal: AbortSignal): Promise<Exchange>;
}

/** As long as a timer can be: the SDK's own timeout must never fire before ours. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * The door of the `openai` SDK: loaded on first use, no retries, no logging, and our transport in place of fetch. Headers are ours alone,
 * so that neither OPENAI_ORG_ID or OPENAI_CUSTOM_HEADERS nor the SDK's platform headers reach a host they were not meant for.
 */
export async function openClient(target: Target, endpoint: Endpoint, env: Env): Promise<Client> {
  const { OpenAI } = await import('openai');
  const dispatcher = await endpoint.dispatcher(target.origin, () => openConnections(target.origin, env));
  const send = (timeoutMs: number) => async (url: string | URL | Request, init?: RequestInit) => {
    const outcome = await exchange(
      {
        dispatcher,
        origin: target.origin,
        path: `${new URL(String(url)).pathname}${target.search}`,
        method: init?.method === 'GET' ? 'GET' : 'POST',
        headers: target.headers,
        body: typeof init?.body === 'string' ? init.body : null,
        timeoutMs,
      },
      init?.signal ?? new AbortController().signal,
    );
    return lean(outcome);
  };
  const fixed = {
    apiKey: 'sent-by-our-transport',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
  };
  const sdk = (timeoutMs: number) =>
    new OpenAI({
      ...fixed,
      baseURL: target.url,
      maxRetries: 0,
      timeout: NEVER_MS,
      logLevel: 'off',
      fetch: send(timeoutMs),
    });
  const main = sdk(endpoint.timeoutMs);
  return {
    complete: (body, signal) =>
      throughSdk(signal, (own) => main.chat.completions.create(body as unknown as Body, { signal: own }).asResponse()),
    embed: (body, signal) =>
      throughSdk(signal, (own) => main.post('/embeddings', { body: { ...body }, signal: own }).asResponse()),
    models: (timeoutMs, signal) =>
      throughSdk(signal, (own) => sdk(timeoutMs).get('/models', { signal: own }).asResponse()),
  };
}

type Body = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** The little of a Response that the SDK touches, always `ok`: what became of the request is judged by us, from `outcome`. */
interface LeanResponse {
  readonly ok: true;
  readonly status: 200;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: null;
  readonly outcome: Exchange;
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

function lean(outcome: Exchange): Response {
  const response: LeanResponse = { ok: true, status: 200, url: '', headers: NO_HEADERS, body: null, outcome };
  return response as unknown as Response;
}

/** Gives the SDK a signal of its own: it never removes its listeners, which would pile up on the signal of a long run. */
async function throughSdk(signal: AbortSignal, call: (own: AbortSignal) => Promise<Response>): Promise<Exchange> {
  const own = new AbortController();
  const response = await orAbort<Promise<Response>>(signal, (resolve) => {
    const called = call(own.signal);
    called.then(
      () => resolve(called),
      () => resolve(called),
    );
    return () => own.abort(signal.reason);
  });
  return (response as unknown as LeanResponse).outcome;
}
