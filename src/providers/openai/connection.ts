import type { Dispatcher } from 'undici';
import { type Env, isLoopback } from './request.ts';

/** Largest answer that is read, in bytes, also after decompression. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Our own deadline covers the whole attempt, so undici's partial ones are off; its limit on connecting stays. */
const OPTIONS = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize: MAX_BODY_BYTES };

/**
 * Opens the connections to one origin: as many as there are requests in flight, kept alive between them.
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY (either case) are honoured; a loopback address is never proxied.
 */
export async function openConnections(origin: string, env: Env): Promise<Dispatcher> {
  const { EnvHttpProxyAgent, Pool } = await import('undici');
  const proxy = isLoopback(origin) ? undefined : proxyOf(origin, env);
  if (proxy === undefined) return new Pool(origin, OPTIONS);
  return new EnvHttpProxyAgent({
    ...OPTIONS,
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  });
}

function proxyOf(origin: string, env: Env): string | undefined {
  const names = origin.startsWith('https:') ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}
