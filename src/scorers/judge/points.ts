import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical.ts';
import type { Criterion, Rubric } from '../../domain/judge.ts';
import type { Json, Task } from '../../domain/task.ts';

/**
 * The rubric of one task: its own column may replace the criteria by a JSON list of points, each met (1) or not (0) and all of weight 1, or add an
 * instruction as plain text. An empty cell changes nothing.
 */
export function rubricOf(task: Task, rubric: Rubric, rubricColumn: string): Rubric {
  const own = Object.hasOwn(task.columns, rubricColumn) ? task.columns[rubricColumn]!.trim() : '';
  if (own === '' || own === '[]') return rubric;
  const points = pointsOf(own);
  if (points === undefined) return { ...rubric, instructions: `${rubric.instructions}\n\n${own}` };
  const criteria = points.map((text, i) => ({ name: `point ${i + 1}`, text, weight: 1 }));
  return { ...rubric, criteria, scale: { min: 0, max: 1, labels: { 0: 'not met', 1: 'met' } } };
}

function pointsOf(cell: string): readonly string[] | undefined {
  if (!cell.startsWith('[')) return undefined;
  try {
    const list = JSON.parse(cell) as Json;
    const texts = Array.isArray(list) ? list.filter((point) => typeof point === 'string' && point.trim() !== '') : [];
    return texts.length > 0 && texts.length === (list as readonly Json[]).length ? (texts as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The criteria in an order of their own for each task, the same for the same seed: no criterion is always read first. */
export function shuffled(criteria: readonly Criterion[], seed: number, taskId: string): readonly Criterion[] {
  const drawn = criteria.map((criterion, i) => ({ criterion, key: hash([seed, taskId, i]) }));
  return drawn.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ criterion }) => criterion);
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** The label as the judge reads it; undefined where the rubric keeps it from the judge, or there is none. */
export function referenceText(task: Task, rubric: Pick<Rubric, 'reference_answer'>): string | undefined {
  if (rubric.reference_answer === 'never' || task.expected === undefined) return undefined;
  const text = typeof task.expected === 'string' ? task.expected : canonicalJson(task.expected);
  return text.trim() === '' ? undefined : text;
}

/** Why a judge cannot grade this task by this rubric; undefined when it can. */
export function whyNotGradable(rubric: Rubric, task: Task): string | undefined {
  if (rubric.reference_answer !== 'required' || referenceText(task, rubric) !== undefined) return undefined;
  return `judge: rubric ${rubric.name} needs a reference answer, and the task has no label`;
}
