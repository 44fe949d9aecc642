import type { Command } from 'commander';
import type { Io } from './io.ts';

/** What a command is given: the process, and a place for the exit code (0 unless it says otherwise). */
export interface Context {
  readonly io: Io;
  readonly argv: readonly string[];
  exit(code: number): void;
}

/** Adds one command to the program. Its own code is imported when it runs, so that no command pays for another. */
export type AddCommand = (program: Command, context: Context) => void;
