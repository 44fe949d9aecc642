import type { Score } from '../../domain/completion.ts';
import type { Judged, Vote } from '../../domain/judge.ts';
import { combineOrders, combineVotes, voteOf } from '../../scorers/judge/jury.ts';
import { isSuspicious } from '../../scorers/judge/suspicious.ts';
import { combinationOf, judgeName, type OpenJudge } from './open.ts';
import type { JudgedTask } from './question.ts';
import type { Questions } from './questions.ts';
import type { Readings } from './readings.ts';

/** The score that the judges' verdicts make of an answer; undefined while one of them was never asked. */
export function scoreOf(task: JudgedTask, questions: Questions, readings: Readings): Score | undefined {
  const { judging } = questions;
  const votes: Vote[] = [];
  for (const judge of judging.judges) {
    const vote = voteFor(judge, task, questions, readings);
    if (!vote) return undefined;
    votes.push(vote);
  }
  const { task_id, model, repeat, text } = task.completion;
  const isCut = judging.judges.some((judge) => questions.of(judge, task, 0).question.cut);
  const judged: Judged = {
    kind: task.kind,
    rubric: task.rubric.name,
    rubric_sha256: task.rubric.sha256,
    votes,
    chars: text.length,
    ...(isSuspicious(text) ? { suspicious: true } : {}),
    ...(isCut ? { cut: true } : {}),
  };
  const verdict = combineVotes(votes, combinationOf(judging, task.kind));
  return { task_id, model, repeat, scorer: judgeName(judging, task.rubric), verdict, judged };
}

function voteFor(judge: OpenJudge, task: JudgedTask, questions: Questions, readings: Readings): Vote | undefined {
  const [first, second] = questions.keys(judge, task).map((key) => readings.of(key));
  if (task.kind !== 'pairwise') return first && voteOf(judge.spec.id, first);
  return first && second && combineOrders(judge.spec.id, first, second);
}
