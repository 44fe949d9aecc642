import { canonicalJson } from '../domain/canonical.ts';
import type { Completion, Score } from '../domain/completion.ts';
import type { ScorerSpec, Verdict } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { NEEDS_JUDGE } from '../scorers/judge.ts';
import { type OpenedScorer, openScorer, openTaskScorer } from '../scorers/table.ts';

/** Grades completions, each with its task's own scorer or the configured one. */
export interface Grader {
  /** Opens the task's own scorer, if it names one. Throws a Problem (exit 2) when there is no such scorer. */
  prepare(task: Task): Promise<void>;
  /**
   * The score line of an answer; undefined for `failed`, which is nobody's answer, and for what has to wait for a judge. The task must have been
   * prepared. A promise only where the scorer needs time.
   */
  grade(completion: Completion, task: Task, recorded?: Verdict): Score | undefined | Promise<Score | undefined>;
  /** The name of the rubric ("" for the default one) by which a judge grades what the task's other scorers cannot decide; undefined when none is needed. */
  rubricOf(task: Task): string | undefined;
  /** `scorer@version` of every scorer opened so far, sorted. */
  readonly names: readonly string[];
}

/** Verdicts that stand in a recording rather than being made here. */
export const RECORDED_SCORER = 'recorded@1';
const NO_ANSWER_SCORER = 'no_answer@1';

/** Opens the configured scorer; scorers that tasks name are opened once each. Without a judge, what only a judge can grade has no verdict. */
export async function openGrader(spec: ScorerSpec, baseDir: string, hasJudge: boolean): Promise<Grader> {
  const standard = await openScorer(spec, baseDir);
  const byText = new Map<string, OpenedScorer>();
  const openedFor = (task: Task): OpenedScorer | undefined =>
    task.scorer === undefined ? standard : byText.get(canonicalJson(task.scorer));
  const scorerOf = (task: Task): OpenedScorer => {
    const scorer = openedFor(task);
    if (!scorer) throw new Error(`scorer of task ${task.id} was not prepared`);
    return scorer;
  };
  const scoreOf = (completion: Completion, scorer: string, verdict: Verdict): Score | undefined => {
    const waits = hasJudge && verdict.state === 'unscored' && verdict.why === NEEDS_JUDGE;
    const { task_id, model, repeat } = completion;
    return waits ? undefined : { task_id, model, repeat, scorer, verdict };
  };
  return {
    async prepare(task) {
      if (task.scorer === undefined || openedFor(task)) return;
      byText.set(canonicalJson(task.scorer), await openTaskScorer(task.scorer));
    },
    grade(completion, task, recorded) {
      if (completion.status === 'failed') return undefined;
      if (recorded) return scoreOf(completion, RECORDED_SCORER, recorded);
      if (!isGradable(completion)) {
        return scoreOf(completion, NO_ANSWER_SCORER, { state: 'scored', score: 0, detail: completion.status });
      }
      const scorer = scorerOf(task);
      const verdict = scorer.grade(completion.text, task);
      if (!(verdict instanceof Promise)) return scoreOf(completion, scorer.name, verdict);
      return verdict.then((late) => scoreOf(completion, scorer.name, late));
    },
    rubricOf: (task) => scorerOf(task).judge?.rubric,
    get names() {
      return [...new Set([standard, ...byText.values()].map((scorer) => scorer.name))].sort();
    },
  };
}

/** There is a text to grade; everything else that is somebody's answer is graded wrong. */
export function isGradable({ status }: Pick<Completion, 'status'>): boolean {
  return status === 'ok' || status === 'truncated';
}
