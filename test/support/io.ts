import { Readable } from 'node:stream';
import { Interruption, type Io, type Out } from '../../src/cli/io.ts';

/** A process made of values: what was written can be read, and it can be interrupted. */
export interface FakeIo extends Io {
  out(): string;
  err(): string;
  interrupt(signal: 'SIGHUP' | 'SIGINT' | 'SIGTERM'): void;
}

export interface FakeIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A text, or a stream that may never end. */
  readonly stdin?: string | Readable;
  readonly tty?: boolean;
  readonly columns?: number;
  readonly now?: () => Date;
  /** What writing to stdout does instead of succeeding. */
  readonly stdoutError?: NodeJS.ErrnoException;
}

/** An Io that writes into memory; no colour, no terminal and the real clock unless told otherwise. */
export function fakeIo(options: FakeIoOptions): FakeIo {
  const interrupt = new AbortController();
  const out: string[] = [];
  const err: string[] = [];
  const stream = (texts: string[], error?: Error): Out => ({
    isTTY: options.tty ?? false,
    columns: options.columns ?? 0,
    write: async (text) => {
      if (error) throw error;
      texts.push(text);
    },
  });
  return {
    stdin: options.stdin instanceof Readable ? options.stdin : Readable.from([options.stdin ?? '']),
    stdout: stream(out, options.stdoutError),
    stderr: stream(err),
    env: options.env ?? {},
    cwd: options.cwd,
    now: options.now ?? (() => new Date()),
    signal: interrupt.signal,
    out: () => out.join(''),
    err: () => err.join(''),
    interrupt: (signal) => interrupt.abort(new Interruption(signal)),
  };
}

/** An error as the operating system reports it. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: as if by the system`), { code });
}
