import type { Readable } from 'node:stream';

/** An output stream as the command line sees it. `columns` is 0 when nobody knows. */
export interface Out {
  readonly isTTY: boolean;
  readonly columns: number;
  /** Resolves when the text has been handed over whole; rejects with the stream's error (a closed pipe, a full disk). */
  write(text: string): Promise<void>;
}

/** The input as the command line sees it; a terminal's can be read key by key. */
export interface In extends Readable {
  readonly isTTY?: boolean;
  /** Single keys, unechoed, Ctrl-C among them, instead of whole lines. */
  setRawMode?(raw: boolean): unknown;
}

/** The process as a value, so that tests pass one of their own. */
export interface Io {
  readonly stdin: In;
  readonly stdout: Out;
  readonly stderr: Out;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  /** Aborted, with an Interruption as its reason, by Ctrl-C, a CI cancel or a closed terminal. */
  readonly signal: AbortSignal;
}

/** Why a command was cut short: the exit code is 128 + the signal's number. */
export class Interruption extends Error {
  readonly exitCode: 129 | 130 | 143;

  constructor(signal: 'SIGHUP' | 'SIGINT' | 'SIGTERM') {
    super(`interrupted by ${signal}`);
    this.name = 'Interruption';
    this.exitCode = signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 129;
  }
}
