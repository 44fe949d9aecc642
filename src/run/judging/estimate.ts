import type { Task } from '../../domain/task.ts';
import { type Estimate, openEstimate } from '../../prices/estimate.ts';
import { countTokens } from '../../prices/tokens.ts';
import { KNOWN_WRONG } from '../../scorers/judge/probes.ts';
import type { Prepared } from '../prepare.ts';
import { kindOf, type OpenJudge, type OpenJudging } from './open.ts';
import { type JudgedTask, ordersOf, questionOf } from './question.ts';

/** What judging would take of one judge, about: answers that other scorers decide, and equal answers, cost nothing; asking once more is not counted. */
export interface JudgeEstimate extends Estimate {
  readonly judge: string;
}

/** An answer of the length that the estimate of the models assumes: 300 tokens. */
const TYPICAL_ANSWER = 'word '.repeat(300);

/** Collects the judges' calls for a dry run, task by task. */
export interface JudgeEstimator {
  add(task: Task): Promise<void>;
  total(): readonly JudgeEstimate[];
}

/** Every answer of every model to every judged task, by every judge, in every order; and the probes. */
export function openJudgeEstimate(prepared: Prepared, judging: OpenJudging, at: Date): JudgeEstimator {
  const builders = judging.judges.map((judge) => ({ judge, calls: openEstimate(judge.spec, judge.price, at) }));
  let isFirst = true;
  return {
    async add(task) {
      if (!judging.tasks.has(task.id)) return;
      const asked = askedOf(task, prepared, judging);
      const answers = (prepared.models.length - (asked.kind === 'pairwise' ? 1 : 0)) * prepared.run.repeats;
      const probes = isFirst ? KNOWN_WRONG.length : 0;
      isFirst = false;
      for (const { judge, calls } of builders)
        calls.add(await tokensOf(judge, asked, prepared, judging), answers * ordersOf(asked) + probes);
    },
    total: () => builders.map(({ judge, calls }) => ({ judge: judge.spec.id, ...calls.total() })),
  };
}

function askedOf(task: Task, { grader }: Prepared, judging: OpenJudging): JudgedTask {
  const rubric = judging.rubricOf(grader.rubricOf(task) ?? '');
  const kind = kindOf(judging, rubric);
  const completion = { task_id: task.id, model: '', repeat: 0, text: TYPICAL_ANSWER };
  return { ...task, completion, rubric, kind, ...(kind === 'pairwise' ? { other: TYPICAL_ANSWER } : {}) };
}

function tokensOf(judge: OpenJudge, asked: JudgedTask, { run }: Prepared, judging: OpenJudging): Promise<number> {
  return Promise.resolve(countTokens(questionOf(judging, judge, asked, 0, run.seed).messages));
}
