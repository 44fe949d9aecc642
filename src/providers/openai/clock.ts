/** Time and dice of a provider, so that tests can make them fast and fixed. */
export interface Clock {
  /** Milliseconds on a clock that never jumps. */
  now(): number;
  /** Milliseconds since 1970; only for Retry-After dates. */
  wall(): number;
  /** 0 <= x < 1. */
  random(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The longest delay that setTimeout takes without wrapping round to 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock and dice. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    orAbort(signal, (resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    }),
};

/** A promise that rejects with the signal's reason on abort. `start` returns what undoes it; nothing stays attached to the signal afterwards. */
export function orAbort<T>(signal: AbortSignal, start: (resolve: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let undo = () => {};
    const abort = () => {
      undo();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    undo = start((value) => {
      signal.removeEventListener('abort', abort);
      resolve(value);
    });
  });
}
