import { outcomes } from '../shared.ts';
import type { Outcome } from './workloads.ts';

/** Rows of GSM8K's test set whose text RouteLLM found in its training data (routellm/evals/gsm8k/contaminated_prompts.jsonl, `eval_idx`). */
const CONTAMINATED = new Set([0, 1, 2, 18, 67, 147, 233, 269, 285, 364, 530, 932]);

/** Mixtral against GPT-4, published grades, in the order of the data set; all rows, or those that RouteLLM evaluates. */
export function gsm8k(decontaminated: boolean): Outcome[] {
  const grades = new Map(
    outcomes('gsm8k/recordings.csv').map((row) => [
      `${row.task_id} ${row.model}`,
      row.published_correct === '1' ? 1 : 0,
    ]),
  );
  return outcomes('gsm8k/tasks.csv')
    .filter((_, i) => !decontaminated || !CONTAMINATED.has(i))
    .map(({ id, input }) => ({
      ...{ segment: '', input: input! },
      weak: grades.get(`${id} Mixtral-8x7B-Instruct-v0.1`)!,
      strong: grades.get(`${id} gpt-4-1106-preview`)!,
    }));
}
