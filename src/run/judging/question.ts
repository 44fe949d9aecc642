import type { Completion } from '../../domain/completion.ts';
import type { JudgeKind, Rubric } from '../../domain/judge.ts';
import type { Task } from '../../domain/task.ts';
import { questionFor } from '../../scorers/judge/prompt.ts';
import type { Question } from '../../scorers/judge/question.ts';
import { addressOf, hashOf } from '../identity.ts';
import type { KeyedRequest } from '../replay.ts';
import type { OpenJudge, OpenJudging } from './open.ts';

/** An answer that a judge has to grade, as a task for the replay. */
export interface JudgedTask extends Task {
  readonly completion: Pick<Completion, 'task_id' | 'model' | 'repeat' | 'text'>;
  readonly rubric: Rubric;
  readonly kind: JudgeKind;
  /** Pairwise: the reference's answer. */
  readonly other?: string;
}

/** Pairwise answers are shown in both orders: order 0 has the candidate's first. */
export const MOST_ORDERS = 2;

export function ordersOf(task: JudgedTask): number {
  return task.kind === 'pairwise' ? MOST_ORDERS : 1;
}

/** What a judge is asked about an answer, in one order. */
export function questionOf(
  judging: OpenJudging,
  judge: OpenJudge,
  task: JudgedTask,
  order: number,
  seed: number,
): Question {
  const { rubric_column, max_answer_chars } = judging.settings;
  const { completion, rubric, kind, other } = task;
  const shown = order === 0 ? { answer: completion.text, other } : { answer: other ?? '', other: completion.text };
  return questionFor({
    rubric,
    kind,
    task,
    answer: shown.answer,
    ...(shown.other === undefined || kind !== 'pairwise' ? {} : { other: shown.other }),
    seed,
    form: judge.form,
    rubric_column,
    max_answer_chars,
  });
}

/** The request that puts a question, with the hash of exactly what is sent. */
export function requestFor(judge: OpenJudge, question: Question, task: Task, order: number): KeyedRequest {
  const request = { task, repeat: order, messages: question.messages, params: question.params };
  return { ...request, key: hashOf({ ...addressOf(judge.spec), body: judge.opened.body?.(request) }) };
}
