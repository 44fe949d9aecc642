import { Interruption, type Io, type Out } from './io.ts';

/** The real process. The first signal asks the command to stop and save; a second one ends it at once. */
export function processIo(): Io {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (interrupt.signal.aborted) endAtOnce(signal);
      else interrupt.abort(new Interruption(signal));
    });
  }
  // At the limit of a file's size the kernel would kill the process; with a listener the write fails instead (EFBIG), and is reported.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
  return {
    stdin: process.stdin,
    stdout: outOf(process.stdout),
    stderr: outOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    signal: interrupt.signal,
  };
}

/**
 * By the signal's own default. The listeners stay until then, `once` would not do: the clean-up of proper-lockfile and write-file-atomic
 * (signal-exit) kills the process at the first signal where it finds no listener but its own.
 */
function endAtOnce(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function outOf(stream: NodeJS.WriteStream): Out {
  stream.on('error', () => {}); // the same error reaches whoever wrote
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 0;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()));
      }),
  };
}
