import type { Readable } from 'node:stream';

/** What a run needs of the outside; tests pass their own. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; paths in messages are relative to it. */
  readonly cwd: string;
  readonly stdin: Readable;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Version of bench. */
  readonly version: string;
  readonly progress: Progress;
}

/** One model's share of the work. */
export interface Lap {
  readonly model: string;
  readonly total: number;
  /** Answered before this command began. */
  readonly done: number;
}

/** Port: whoever tells people how far a run is. */
export interface Progress {
  /** Cells on disk, and all cells; as last started. */
  readonly done: number;
  readonly total: number;
  /** A line of its own, now: a warning, a host that will be called. */
  note(text: string): void;
  start(laps: readonly Lap[]): void;
  /** One more cell is on disk. `usd` is what was spent on it: null where nobody knows, absent where nothing was sent. */
  advance(model: string, cell: { readonly failed: boolean; readonly usd?: string | null }): void;
  stop(): void;
}
