import type { Answer, Completion, Cost, Score } from '../domain/completion.ts';
import type { Task } from '../domain/task.ts';
import { costOf } from '../prices/cost.ts';
import type { RunFolder } from '../results/folder.ts';
import { openJournal } from '../results/journal.ts';
import type { OpenModel } from './competitors.ts';
import type { Grader } from './grader.ts';
import type { Ledger } from './ledger.ts';
import type { KeyedRequest } from './replay.ts';

/** An answer as it goes to disk: what was sent, what came back, what it cost. */
export function completionOf(model: OpenModel, request: KeyedRequest, answer: Answer, at: Date): Completion {
  const { task, repeat, key } = request;
  const { reason, reasoning_text, usage, ms, served_model, finish_reason, request_id, attempts, reused_from } = answer;
  const { id: task_id, segment, weight } = task;
  const { status, text } = answer;
  const cost = costFor(model, answer, at);
  const completion: Draft = { task_id, model: model.id, repeat, key, segment, weight, status, text, cost };
  keep(completion, 'reason', reason);
  keep(completion, 'reasoning_text', reasoning_text);
  keep(completion, 'usage', usage);
  keep(completion, 'ms', ms);
  keep(completion, 'attempts', attempts.length > 0 ? attempts : undefined);
  // What runs here, or was recorded, has no moment of its own on a bill: the run's will do.
  keep(completion, 'at', model.spec.provider === 'openai' ? at.toISOString() : undefined);
  keep(completion, 'served_model', served_model);
  keep(completion, 'finish_reason', finish_reason);
  keep(completion, 'request_id', request_id);
  keep(completion, 'logprob', answer.logprob);
  keep(completion, 'signals', answer.signals);
  keep(completion, 'signals_usd', answer.signals_usd);
  keep(completion, 'reused_from', reused_from);
  return completion;
}

type Draft = { -readonly [Field in keyof Completion]: Completion[Field] };

/** Spreading optional fields in takes several times as long, once for every answer. */
function keep<Field extends keyof Completion>(draft: Draft, field: Field, value: Completion[Field] | undefined): void {
  if (value !== undefined) draft[field] = value as Draft[Field];
}

/** Keeps what the cap counted where it is not simply the cost, so that a run that is taken up again keeps to one cap. */
export function withCharge(completion: Completion, charged: string | undefined): Completion {
  const { cost, reused_from } = completion;
  const known = cost.state === 'known' && reused_from === undefined ? cost.usd : '0';
  return charged === undefined || charged === known ? completion : { ...completion, charged_usd: charged };
}

function costFor(model: OpenModel, answer: Answer, at: Date): Cost {
  const cost = costOf(answer, model.price, at, model.reportedAs);
  return cost.state === 'unknown' && cost.why === 'no price'
    ? { ...cost, why: `no price for model ${model.spec.model}` }
    : cost;
}

/** The journals of a run, and the ledger that is told of everything that goes there. */
export interface Books {
  /** Resolves when the completion is in its file. */
  answer(completion: Completion): Promise<void>;
  /** Resolves when the score is in its file. */
  score(score: Score): Promise<void>;
  /** Closes both files; the first failure is the one to tell. */
  close(): Promise<void>;
}

export function openBooks(folder: RunFolder, ledger: Ledger): Books {
  const completions = openJournal(folder.completions, folder.shown);
  const scores = openJournal(folder.scores, folder.shown);
  return {
    answer(completion) {
      ledger.answer(completion);
      return completions.append(completion);
    },
    score(score) {
      ledger.score(score);
      return scores.append(score);
    },
    async close() {
      const closed = await Promise.allSettled([completions.close(), scores.close()]);
      for (const result of closed) if (result.status === 'rejected') throw result.reason;
    },
  };
}

/** Writes a completion and its score. What is still to be waited for goes to `saving`: records of one turn share a write, and so a promise. */
export function recordGraded(
  completion: Completion,
  task: Task,
  answer: Answer,
  grader: Grader,
  books: Books,
  saving: Set<Promise<void>>,
): void {
  saving.add(books.answer(completion));
  const score = grader.grade(completion, task, answer.recorded_verdict);
  if (score instanceof Promise) saving.add(score.then((late) => (late ? books.score(late) : undefined)));
  else if (score) saving.add(books.score(score));
}
