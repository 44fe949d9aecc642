/** One thing the user can act on. `line` and `column` count from 1; `file` is the path as the user wrote it. */
export interface ProblemDetail {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Exit codes a Problem can ask for: 2 input, 3 incomplete, 4 provider, 5 local. Code 1 belongs to the gate alone. */
export type ProblemExit = 2 | 3 | 4 | 5;

/** A failure that the user can act on. Everything else that is thrown is a bug of ours (exit 70). */
export class Problem extends Error {
  readonly exitCode: ProblemExit;
  readonly details: readonly [ProblemDetail, ...ProblemDetail[]];

  constructor(exitCode: ProblemExit, first: ProblemDetail, ...rest: readonly ProblemDetail[]) {
    super(first.message);
    this.name = 'Problem';
    this.exitCode = exitCode;
    this.details = [first, ...rest];
  }
}

/** Input problems are shown all at once, but never more than this many. */
export const MAX_PROBLEMS_SHOWN = 20;
