import { setImmediate } from 'node:timers/promises';

const TURN_MS = 15;

/** Lets the event loop run now and then during long arithmetic, so that Ctrl-C works. */
export interface Breath {
  /** True when the last turn was too long ago. */
  due(): boolean;
  /** Gives way once; throws the signal's reason when aborted. */
  take(): Promise<void>;
}

/** A fresh one for each training. */
export function openBreath(signal?: AbortSignal): Breath {
  let last = performance.now();
  return {
    due: () => performance.now() - last > TURN_MS,
    async take() {
      await setImmediate();
      signal?.throwIfAborted();
      last = performance.now();
    },
  };
}
