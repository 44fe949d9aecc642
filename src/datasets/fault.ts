import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../domain/problem.ts';

/** A place in a file and what is wrong there; `line` counts from 1 and is where the record starts. */
export function detail(file: string, line: number | undefined, message: string, hint?: string): ProblemDetail {
  return { code: 'DATASET', message, file, ...(line === undefined ? {} : { line }), ...(hint ? { hint } : {}) };
}

/** A fault after which nothing more can be read from the file (exit 2). */
export function fatal(file: string, line: number | undefined, message: string, hint?: string): Problem {
  return new Problem(2, detail(file, line, message, hint));
}

/** Problems of one reading, shown together: never more than MAX_PROBLEMS_SHOWN. */
export class Faults {
  readonly #details: ProblemDetail[] = [];

  /** True when no further problem would be shown, so that reading on is useless. */
  get full(): boolean {
    return this.#details.length >= MAX_PROBLEMS_SHOWN;
  }

  get none(): boolean {
    return this.#details.length === 0;
  }

  add(...details: readonly ProblemDetail[]): void {
    for (const one of details) if (!this.full) this.#details.push(one);
  }

  /** Takes over what a reader threw; anything but a Problem is a bug and thrown on. */
  absorb(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    this.add(...error.details);
  }

  /** Throws one Problem (exit 2) with everything collected, if anything was. */
  throwIfAny(): void {
    const [first, ...rest] = this.#details;
    if (first) throw new Problem(2, first, ...rest);
  }
}

/** Untrusted text as it may stand in a message: quoted, escaped, at most 60 characters. */
export function quoted(text: string): string {
  const points = [...text.slice(0, 130)];
  return JSON.stringify(points.length > 60 ? `${points.slice(0, 60).join('')}...` : text);
}
