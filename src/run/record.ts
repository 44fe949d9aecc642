import type { Answer, Completion, Cost } from '../domain/completion.ts';
import type { Task } from '../domain/task.ts';
import { costOf } from '../prices/cost.ts';
import type { Journal } from '../results/journal.ts';
import type { OpenModel } from './competitors.ts';
import type { Grader } from './grader.ts';
import type { KeyedRequest } from './replay.ts';

/** An answer as it goes to disk: what was sent, what came back, what it cost. */
export function completionOf(model: OpenModel, request: KeyedRequest, answer: Answer, at: Date): Completion {
  const { task, repeat, key } = request;
  const { reason, reasoning_text, usage, ms, served_model, finish_reason, request_id, attempts, reused } = answer;
  return {
    task_id: task.id,
    model: model.id,
    repeat,
    key,
    segment: task.segment,
    weight: task.weight,
    status: answer.status,
    text: answer.text,
    ...(reason === undefined ? {} : { reason }),
    ...(reasoning_text === undefined ? {} : { reasoning_text }),
    ...(usage ? { usage } : {}),
    cost: reused?.cost ?? costFor(model, answer, at),
    ...(ms === undefined ? {} : { ms }),
    ...(attempts.length > 0 ? { attempts } : {}),
    ...(served_model === undefined ? {} : { served_model }),
    ...(finish_reason === undefined ? {} : { finish_reason }),
    ...(request_id === undefined ? {} : { request_id }),
    ...(reused ? { reused_from: reused.from } : {}),
  };
}

/** Keeps what the cap counted where it is not simply the cost, so that a run that is taken up again keeps to one cap. */
export function withCharge(completion: Completion, charged: string | undefined): Completion {
  const { cost, reused_from } = completion;
  const known = cost.state === 'known' && reused_from === undefined ? cost.usd : '0';
  return charged === undefined || charged === known ? completion : { ...completion, charged_usd: charged };
}

function costFor(model: OpenModel, answer: Answer, at: Date): Cost {
  const cost = costOf(answer, model.price, at, model.reportedAs);
  return cost.state === 'unknown' && cost.why === 'no price' ? { ...cost, why: `no price for model ${model.spec.model}` } : cost;
}

/** Writes a completion and its score; resolves when both are in their files. */
export async function recordGraded(
  completion: Completion,
  task: Task,
  answer: Answer,
  grader: Grader,
  completions: Journal,
  scores: Journal,
): Promise<void> {
  const saved = completions.append(completion);
  const score = await grader.grade(completion, task, answer.recorded_verdict);
  await (score ? Promise.all([saved, scores.append(score)]) : saved);
}
