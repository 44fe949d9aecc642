import type { Verdict } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { unscored } from './kind.ts';

/** One opened scorer as a step of a ladder. */
export interface OpenRung {
  readonly name: string;
  grade(text: string, task: Task): Verdict | Promise<Verdict>;
  /** Whether its score settles the matter, or the next rung is asked. */
  decides(score: number): boolean;
  /** Why it could grade no answer to this task; undefined when it can. */
  refuses(task: Task): string | undefined;
}

/** The name of a ladder: those of its rungs, in order, joined with ">". */
export function ladderName(rungs: readonly OpenRung[]): string {
  return rungs.map(({ name }) => name).join('>');
}

/** Asks the rungs in order until one decides; those that cannot grade this task are left out, and what the last of the others says stands. */
export function climb(rungs: readonly OpenRung[], text: string, task: Task): Verdict | Promise<Verdict> {
  const refusals = rungs.map((rung) => rung.refuses(task));
  const usable = rungs.filter((_, i) => refusals[i] === undefined);
  return usable.length > 0 ? step(usable, 0, text, task) : unscored(joined(refusals));
}

/** The reasons of several rungs as one, each told once. */
export function joined(reasons: readonly (string | undefined)[]): string {
  return [...new Set(reasons)].join('; ');
}

function step(rungs: readonly OpenRung[], at: number, text: string, task: Task): Verdict | Promise<Verdict> {
  const rung = rungs[at]!;
  const isLast = at === rungs.length - 1;
  const settle = (verdict: Verdict) =>
    isLast || (verdict.state === 'scored' && rung.decides(verdict.score)) ? verdict : step(rungs, at + 1, text, task);
  const verdict = rung.grade(text, task);
  return verdict instanceof Promise ? verdict.then(settle) : settle(verdict);
}
