import { orAbort } from './clock.ts';

/** A dead key answers at once; a model that thinks longer than this does not hold the others up. */
const PATIENCE_MS = 3000;

/** Lets the first request of a model go ahead alone, so that a dead key or a missing model costs one request. */
export class Probe {
  #first: Promise<void> | undefined;
  #open = false;

  /** Resolves when the caller may send; the result is called once its first attempt is read (more calls do no harm). */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (this.#open) return () => {};
    const first = this.#first;
    if (first !== undefined) {
      await waitFor(first, signal);
      return () => {};
    }
    let leave = () => {};
    this.#first = new Promise((resolve) => {
      leave = () => {
        this.#open = true;
        resolve();
      };
    });
    return leave;
  }
}

function waitFor(first: Promise<void>, signal: AbortSignal): Promise<void> {
  return orAbort(signal, (resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    first.then(() => {
      clearTimeout(timer);
      resolve();
    });
    return () => clearTimeout(timer);
  });
}
