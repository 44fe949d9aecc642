import type { SavedRoute } from '../analysis/routing/saved_route.ts';
import { weightCell } from '../datasets/cells.ts';
import { openDataset } from '../datasets/dataset.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { ColumnMap, Task } from '../domain/task.ts';
import type { Host } from './host.ts';
import { inputOf } from './labels_cards.ts';
import type { RoutableTask } from './route_decide.ts';

/** A task to decide, and how much of the workload it stands for. */
export interface Weighed extends RoutableTask {
  readonly weight: number;
}

/** Where tasks stand that nobody has answered yet, and what the user says of their columns. */
export interface NewTasks {
  readonly path: string;
  readonly columns: ColumnMap;
}

/** Reads tasks to decide, labelled or not. Problem (exit 2) with everything that is wrong with the file. */
export async function readNewTasks(route: SavedRoute, { path, columns }: NewTasks, host: Host): Promise<Weighed[]> {
  const tasks: Weighed[] = [];
  const weightOf = weigher(route.dataset.columns.weight, path);
  const spec = { path, columns: columnsFor(route, columns), allow_unlabelled: true };
  const visit = (task: Task, line: number): readonly ProblemDetail[] => {
    const weight = weightOf(task, line);
    if (typeof weight !== 'number') return [weight];
    tasks.push({ id: task.id, segment: task.segment, input: inputOf(task), weight });
    return [];
  };
  try {
    const { warnings } = await openDataset(spec, host.cwd).check(visit);
    for (const warning of warnings) host.progress.note(`warning: ${path}: ${warning}`);
  } catch (error) {
    throw error instanceof Problem ? inWordsOfFlags(error) : error;
  }
  return tasks;
}

/** The columns that this router looks at. Labels and graders say nothing of where a task goes, and new tasks have none. */
function columnsFor({ router, dataset }: SavedRoute, named: ColumnMap): ColumnMap {
  const { expected: _label, scorer: _grader, weight: _weight, segment, messages, ...rest } = dataset.columns;
  return {
    ...rest,
    ...(segment !== undefined && router.kind === 'segment' ? { segment } : {}),
    ...(messages !== undefined && named.input === undefined ? { messages } : {}),
    ...named,
  };
}

/** The column that weighed the tasks of the route, where the new ones have it; 1 where they have not. */
function weigher(column: string | undefined, file: string): (task: Task, line: number) => number | ProblemDetail {
  return (task, line) => {
    const cell = column === undefined ? { value: task.weight } : weightCell(task.columns[column]);
    if ('value' in cell) return cell.value;
    return { code: 'DATASET', message: cell.fault, file, line, ...(cell.hint ? { hint: cell.hint } : {}) };
  };
}

/** No config is read here: what to mend is the command. */
function inWordsOfFlags({ exitCode, details }: Problem): Problem {
  const [first, ...rest] = details.map((detail) => {
    if (!detail.hint?.includes('bench.yaml')) return detail;
    const hint = detail.message.startsWith('no column')
      ? 'columns are those of the dataset that taught the route; --id, --input or --segment names another'
      : 'the path is relative to the folder you are in';
    return { ...detail, hint };
  });
  return new Problem(exitCode, first!, ...rest);
}
