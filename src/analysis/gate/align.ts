import type { Side } from './side.ts';

/** What keeps two sides from being compared at all; `before` and `after` are what each has. */
export interface Obstacle {
  readonly what: 'dataset' | 'scorer' | 'judge';
  readonly before: string;
  readonly after: string;
  /** Of a dataset: tasks of the earlier side that the later one has too, unchanged. */
  readonly common?: number;
  readonly of?: number;
}

/** The tasks that both sides have. */
export interface Alignment {
  /** Ids, sorted by code unit. */
  readonly tasks: readonly string[];
  readonly gone: number;
  readonly added: number;
  /** Same id, but another question, label or weight. */
  readonly changed: number;
}

/** Fewer common tasks than this part of the earlier side are another dataset. */
const COMMON_ENOUGH = 0.9;

/** The common tasks of two sides, or everything that keeps them from being compared. */
export function align(before: Side, after: Side): Alignment | readonly Obstacle[] {
  const tasks = commonTasks(before, after);
  const obstacles = [
    ...datasetObstacle(before, after, tasks),
    ...scorerObstacle(before, after),
    ...judgeObstacle(before, after),
  ];
  return obstacles.length > 0 ? obstacles : tasks;
}

function commonTasks(before: Side, after: Side): Alignment {
  // What an incomplete run never came to is not gone.
  if (before.dataset.sha256 === after.dataset.sha256)
    return {
      tasks: [...new Set([...before.tasks.keys(), ...after.tasks.keys()])].sort(),
      gone: 0,
      added: 0,
      changed: 0,
    };
  const tasks: string[] = [];
  let changed = 0;
  for (const [id, task] of before.tasks) {
    const other = after.tasks.get(id);
    if (!other) continue;
    const same = task.print !== null && task.print === other.print && task.weight === other.weight;
    if (same) tasks.push(id);
    else changed++;
  }
  const common = tasks.length + changed;
  return { tasks: tasks.sort(), gone: before.tasks.size - common, added: after.tasks.size - common, changed };
}

function datasetObstacle(before: Side, after: Side, { tasks }: Alignment): readonly Obstacle[] {
  const of = before.tasks.size;
  if (tasks.length > 0 && tasks.length >= COMMON_ENOUGH * of) return [];
  return [{ what: 'dataset', before: nameOf(before), after: nameOf(after), common: tasks.length, of }];
}

const nameOf = ({ dataset }: Side): string => `${dataset.path} (${dataset.sha256.slice(0, 12)})`;

function scorerObstacle(before: Side, after: Side): readonly Obstacle[] {
  const [a, b] = [before.scorers.toSorted().join(', '), after.scorers.toSorted().join(', ')];
  return a === b ? [] : [{ what: 'scorer', before: a, after: b }];
}

function judgeObstacle(before: Side, after: Side): readonly Obstacle[] {
  if (before.judge?.identity === after.judge?.identity) return [];
  const words = ({ judge }: Side) => (judge ? `${judge.names.join(', ')} (${judge.identity.slice(0, 12)})` : 'none');
  return [{ what: 'judge', before: words(before), after: words(after) }];
}
