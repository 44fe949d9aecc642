import type { Criterion, Rubric } from '../../../src/domain/judge.ts';
import type { Task } from '../../../src/domain/task.ts';
import { questionFor } from '../../../src/scorers/judge/prompt.ts';
import type { Asked, Question } from '../../../src/scorers/judge/question.ts';

export const CRITERIA: readonly Criterion[] = [
  { name: 'faithful', text: 'Says nothing that the source does not say.', weight: 3 },
  { name: 'short', text: 'Holds to the length that was asked for.', weight: 1 },
];

export const RUBRIC: Rubric = {
  name: 'test-rubric',
  kind: 'pointwise',
  about: 'A summary.',
  origin: 'a test',
  instructions: 'Compare with the source.',
  criteria: CRITERIA,
  scale: { min: 1, max: 5, labels: { 1: 'poor', 5: 'excellent' } },
  reference_answer: 'if_present',
  sha256: 'f'.repeat(64),
};

/** A task with the input "What is 2 + 2?" and the label "four". */
export function taskWith(changes: Partial<Task> = {}): Task {
  return { id: 't1', input: 'What is 2 + 2?', expected: 'four', segment: '', weight: 1, columns: {}, ...changes };
}

/** What a judge would be asked: pass or fail as JSON, where nothing else is said. */
export function askedWith(changes: Partial<Asked> = {}): Asked {
  return {
    rubric: RUBRIC,
    kind: 'pass_fail',
    task: taskWith(),
    answer: 'It is four.',
    seed: 1,
    form: 'json_schema',
    rubric_column: 'rubric_points',
    max_answer_chars: 20_000,
    ...(changes.kind === 'pairwise' ? { other: 'It is five.' } : {}),
    ...changes,
  };
}

export function question(changes: Partial<Asked> = {}): Question {
  return questionFor(askedWith(changes));
}

/** All that the judge is shown, as one text. */
export function shownBy({ messages }: Question): string {
  return messages.map(({ content }) => content).join('\n');
}

/** A verdict object as JSON, with the right nonce and a reason. */
export function reply({ nonce }: Question, members: object): string {
  return JSON.stringify({ nonce, reason: 'because', ...members });
}
