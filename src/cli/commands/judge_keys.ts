import { on } from 'node:events';
import { Interruption, type Io } from '../io.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';

/** What a terminal sends for arrows, function keys and Alt: one key that means nothing here, not the letters in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how they begin
const SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^[O])?/gu;

/** True where one key at a time can be read, and its echo be seen. */
export function hasKeys({ stdin, stdout }: Io): boolean {
  return stdin.isTTY === true && stdout.isTTY && stdin.setRawMode !== undefined;
}

/**
 * Single keys, as they are pressed, until the input ends or Ctrl-D. Throws an Interruption at Ctrl-C, which is a key as long as the terminal is raw, and at
 * the signals of the process. However it ends, the terminal is as it was before.
 */
export async function* pressedKeys({ stdin, signal }: Io): AsyncGenerator<string> {
  stdin.setRawMode?.(true);
  try {
    stdin.setEncoding('utf8');
    for await (const [chunk] of on(stdin, 'data', { signal, close: ['end', 'close'] })) {
      for (const key of String(chunk).replace(SEQUENCE, '')) {
        if (key === CTRL_C) throw new Interruption('SIGINT');
        if (key === CTRL_D) return;
        yield key;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    stdin.setRawMode?.(false);
    stdin.pause();
  }
}
