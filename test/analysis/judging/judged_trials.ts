import type { Judged, JudgeKind, Vote } from '../../../src/domain/judge.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { trial } from '../trials.ts';

export interface Answered {
  readonly model?: string;
  readonly kind?: JudgeKind;
  readonly votes?: readonly Vote[];
  readonly label?: number;
  readonly chars?: number;
  readonly segment?: string;
  readonly more?: Partial<Judged>;
}

/** An answer that a judge graded, or (score undefined) should have. */
export function judgedTrial(task: string | number, score: number | undefined, answered: Answered = {}): Trial {
  const { model = 'm', kind = 'pass_fail', chars = 100, segment = '', label, more } = answered;
  const votes = answered.votes ?? [score === undefined ? { judge: 'j', why: 'unparsable' } : { judge: 'j', score }];
  const judged: Judged = { kind, rubric: 'summary', rubric_sha256: 'ff', votes, chars, ...more };
  return trial(String(task), model, score, { segment, judged, ...(label === undefined ? {} : { label }) });
}

/** So many answers alike, with ids of their own. */
export function times(n: number, from: string, score: number | undefined, answered: Answered = {}): Trial[] {
  return Array.from({ length: n }, (_, i) => judgedTrial(`${from}${i}`, score, answered));
}
