import type { ScorerSpec, Verdict } from '../../src/domain/scorer.ts';
import type { Json, Task } from '../../src/domain/task.ts';
import { openScorer } from '../../src/scorers/table.ts';

/** A task with nothing but a label. */
export function taskOf(expected?: Json): Task {
  const task = { id: 't', input: '', segment: '', weight: 1, columns: {} };
  return expected === undefined ? task : { ...task, expected };
}

/** Opens a scorer and grades one answer with it. */
export async function graded(spec: ScorerSpec, text: string, expected?: Json): Promise<Verdict> {
  return (await openScorer(spec, '.')).grade(text, taskOf(expected));
}

/** The score, or the reason why there is none. */
export async function outcome(spec: ScorerSpec, text: string, expected?: Json): Promise<number | string> {
  const verdict = await graded(spec, text, expected);
  return verdict.state === 'scored' ? verdict.score : verdict.why;
}
