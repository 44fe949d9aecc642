import { canonicalJson } from '../domain/canonical.ts';
import type { Completion, Score } from '../domain/completion.ts';
import type { Scorer, ScorerSpec, Verdict } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { openScorer, openTaskScorer } from '../scorers/table.ts';

/** Grades completions, each with its task's own scorer or the configured one. */
export interface Grader {
  /** Opens the task's own scorer, if it names one. Throws a Problem (exit 2) when there is no such scorer. */
  prepare(task: Task): Promise<void>;
  /** The score line of an answer; undefined for `failed`, which is nobody's answer. The task must have been prepared. A promise only where the scorer needs time. */
  grade(completion: Completion, task: Task, recorded?: Verdict): Score | undefined | Promise<Score>;
  /** `scorer@version` of every scorer opened so far, sorted. */
  readonly names: readonly string[];
}

/** Verdicts that stand in a recording rather than being made here. */
export const RECORDED_SCORER = 'recorded@1';
const NO_ANSWER_SCORER = 'no_answer@1';

/** Opens the configured scorer; scorers that tasks name are opened once each. */
export async function openGrader(spec: ScorerSpec, baseDir: string): Promise<Grader> {
  const standard = await openScorer(spec, baseDir);
  const byText = new Map<string, Scorer>();
  const scorerOf = (task: Task): Scorer | undefined =>
    task.scorer === undefined ? standard : byText.get(canonicalJson(task.scorer));
  return {
    async prepare(task) {
      if (task.scorer === undefined || scorerOf(task)) return;
      byText.set(canonicalJson(task.scorer), await openTaskScorer(task.scorer));
    },
    grade(completion, task, recorded) {
      if (completion.status === 'failed') return undefined;
      if (recorded) return scoreOf(completion, RECORDED_SCORER, recorded);
      if (completion.status !== 'ok' && completion.status !== 'truncated') {
        return scoreOf(completion, NO_ANSWER_SCORER, { state: 'scored', score: 0, detail: completion.status });
      }
      const scorer = scorerOf(task);
      if (!scorer) throw new Error(`scorer of task ${task.id} was not prepared`);
      const verdict = scorer.grade(completion.text, task);
      if (!(verdict instanceof Promise)) return scoreOf(completion, scorer.name, verdict);
      return verdict.then((late) => scoreOf(completion, scorer.name, late));
    },
    get names() {
      return [...new Set([standard, ...byText.values()].map((scorer) => scorer.name))].sort();
    },
  };
}

function scoreOf(completion: Completion, scorer: string, verdict: Verdict): Score {
  return { task_id: completion.task_id, model: completion.model, repeat: completion.repeat, scorer, verdict };
}
