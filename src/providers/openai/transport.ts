import { isUtf8 } from 'node:buffer';
import type { ZlibOptions } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { orAbort } from './clock.ts';
import { MAX_BODY_BYTES } from './connection.ts';

/** A complete HTTP answer of any status. */
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body was not valid UTF-8; what was wrong is U+FFFD now. */
  readonly damaged: boolean;
}

/** No complete HTTP answer. `sent` says whether the request may have reached the server; `detail` is a system or parser code. */
export interface Broken {
  readonly kind: 'broken';
  readonly why: 'timeout' | 'connection' | 'malformed' | 'too_large';
  readonly detail: string;
  readonly sent: boolean;
}

export type Exchange = Reply | Broken;

/** One HTTP request; redirects are not followed, bodies are read whole. */
export interface Wire {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

/** Sends one request and reads its whole answer within `timeoutMs`. Rejects only with the signal's reason. */
export async function exchange(wire: Wire, signal: AbortSignal): Promise<Exchange> {
  const raw = await orAbort<RawReply | Broken>(signal, (resolve) => start(wire, resolve));
  if (raw.kind === 'broken') return raw;
  return decode(raw);
}

interface RawReply {
  readonly kind: 'raw';
  readonly status: number;
  readonly headers: Reply['headers'];
  readonly body: Buffer;
}

/** Dispatches to undici itself: a fetch Response costs more CPU than everything else in a short exchange. Returns what cancels it. */
function start(wire: Wire, resolve: (outcome: RawReply | Broken) => void): () => void {
  const chunks: Buffer[] = [];
  let controller: Dispatcher.DispatchController | undefined;
  let head: Pick<RawReply, 'status' | 'headers'> | undefined;
  let over = false;
  const cancel = () => {
    over = true;
    clearTimeout(timer);
    if (controller !== undefined && !controller.aborted) controller.abort(new Error('cancelled'));
  };
  const finish = (outcome: RawReply | Broken) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    resolve(outcome);
  };
  const timer = setTimeout(() => {
    const sent = controller !== undefined;
    cancel();
    resolve({ kind: 'broken', why: 'timeout', detail: `timeout after ${wire.timeoutMs / 1000} s`, sent });
  }, wire.timeoutMs);
  const fail = (error: Error) => finish(broken(error, controller !== undefined));
  const { origin, path, method, headers, body } = wire;
  wire.dispatcher.dispatch(
    { origin, path, method, headers: { ...headers }, body },
    {
      onRequestStart(begun) {
        controller = begun;
        if (over) begun.abort(new Error('cancelled'));
      },
      onResponseStart(_controller, status, received) {
        if (status >= 200) head = { status, headers: received };
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        const only = chunks.length === 1 ? chunks[0] : undefined;
        if (head !== undefined) finish({ kind: 'raw', ...head, body: only ?? Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        fail(error);
      },
    },
  );
  return cancel;
}

const CONNECTION_CODES = new Set(['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

function broken(error: Error, sent: boolean): Broken {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return { kind: 'broken', why: 'too_large', detail: 'response larger than 32 MB', sent };
  const parser = error.name === 'HTTPParserError' || (code.startsWith('UND_ERR_') && !CONNECTION_CODES.has(code));
  return { kind: 'broken', why: parser && sent ? 'malformed' : 'connection', detail: code, sent };
}

async function decode(raw: RawReply): Promise<Exchange> {
  const unpacked = await unpack(raw);
  if (!Buffer.isBuffer(unpacked)) return unpacked;
  const text = unpacked.toString('utf8');
  const damaged = text.includes('\uFFFD') && !isUtf8(unpacked);
  return { kind: 'reply', status: raw.status, headers: raw.headers, text, damaged };
}

/** We never ask for compression; a server that compresses anyway is understood, but a bomb is not unpacked. */
async function unpack(raw: RawReply): Promise<Buffer | Broken> {
  const encoding = String(raw.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity' || encoding === '' || raw.body.length === 0) return raw.body;
  const { promisify } = await import('node:util');
  const { brotliDecompress, unzip } = await import('node:zlib');
  const limit = { maxOutputLength: MAX_BODY_BYTES };
  try {
    return await (encoding === 'br'
      ? promisify(brotliDecompress)(raw.body, limit)
      : promisify<Buffer, ZlibOptions, Buffer>(unzip)(raw.body, limit));
  } catch (error) {
    const bomb = error instanceof RangeError;
    const detail = bomb ? 'response larger than 32 MB' : `bad ${encoding.slice(0, 20)} encoding`;
    return { kind: 'broken', why: bomb ? 'too_large' : 'malformed', detail, sent: true };
  }
}
