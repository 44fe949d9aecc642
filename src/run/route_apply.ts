import { dirname } from 'node:path';
import { basisOf } from '../analysis/basis.ts';
import type { AppliedRoute, RouteTest } from '../analysis/routing/applied_route.ts';
import type { SavedRoute } from '../analysis/routing/saved_route.ts';
import { testPolicy } from '../analysis/routing/tested_policy.ts';
import { prepare } from '../analysis/share.ts';
import { splitTasks } from '../analysis/split.ts';
import { roundedUsd } from '../analysis/standing.ts';
import { type Table, tabulate } from '../analysis/table.ts';
import type { EmbeddingSpec } from '../domain/model.ts';
import { Problem } from '../domain/problem.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Host } from './host.ts';
import { joinJournals } from './join.ts';
import { requireModel } from './reference.ts';
import { type Decided, decideAll, type RoutableTask } from './route_decide.ts';
import type { EmbeddingPlace } from './route_embed.ts';
import { readInputs } from './route_inputs.ts';
import { type NewTasks, readNewTasks, type Weighed } from './route_tasks.ts';

/** Applies a route to a dataset, labelled or not. Problem (exit 2) with everything that is wrong with the file. */
export async function applyToDataset(
  route: SavedRoute,
  from: NewTasks,
  place: EmbeddingPlace | undefined,
  host: Host,
): Promise<AppliedRoute> {
  const tasks = await readNewTasks(route, from, host);
  return appliedTo(route, tasks, await decideAll(route, tasks, place, host));
}

/** Applies a route to the tasks of a later run, and tests it on the outcomes there. Problem (exit 2) where one of the two models is not in it. */
export async function applyToRun(
  route: SavedRoute,
  folder: RunFolder,
  run: RunFile,
  spec: EmbeddingSpec | undefined,
  host: Host,
): Promise<AppliedRoute> {
  for (const id of [route.reference, route.candidate]) requireModel(run, id);
  const { ledger, torn } = await joinJournals(folder);
  const names = run.models.map(({ id }) => id);
  const table = tabulate(ledger.trials(), names, run.dataset.tasks, run.repeats);
  const inputs = route.router.kind === 'segment' ? undefined : await readInputs(folder, run);
  const tasks = table.ids.map((id, i): Weighed => {
    const segment = table.segments[table.segment[i]!] ?? '';
    return { id, segment, weight: table.weight[i]!, input: inputs?.get(id) ?? '' };
  });
  const place = spec && { spec, limits: run.limits, results: dirname(folder.path) };
  const decided = await decideAll(route, tasks, place, host);
  return { ...appliedTo(route, tasks, decided), test: { ...tested(route, table, names, run, decided), torn } };
}

function tested(
  route: SavedRoute,
  table: Table,
  names: readonly string[],
  run: RunFile,
  decided: readonly Decided[],
): Omit<RouteTest, 'torn'> {
  const [candidate, reference] = [route.candidate, route.reference].map((id) => table.columns[names.indexOf(id)]!);
  const prepared = prepare(table, candidate!, reference!, splitTasks(table, run.seed));
  if (prepared.pairs.n === 0)
    throw new Problem(2, {
      code: 'PAIRS',
      message: `no task of run ${run.id} has a verdict of both ${route.candidate} and ${route.reference}`,
      hint: 'bench report says what is missing',
    });
  const identities = new Map(run.models.map(({ id, identity }) => [id, identity]));
  const changed = route.models.filter(({ id, identity }) => identities.get(id) !== identity);
  return {
    run: run.id,
    basis: prepared.correction ? 'corrected' : basisOf(undefined, [candidate!, reference!]),
    same_dataset: run.dataset.sha256 === route.dataset.sha256,
    changed_models: changed.map(({ id }) => id),
    ...testPolicy(prepared, (task) => decided[task]?.moves === true, route.floor, table.n),
  };
}

function appliedTo(route: SavedRoute, tasks: readonly Weighed[], decided: readonly Decided[]): AppliedRoute {
  let [weight, moved, count] = [0, 0, 0];
  for (const [i, task] of tasks.entries()) {
    weight += task.weight;
    if (!decided[i]!.moves) continue;
    moved += task.weight;
    count++;
  }
  const task_share = weight > 0 ? moved / weight : 0;
  return {
    tasks: tasks.length,
    moved_tasks: count,
    task_share,
    unknown_segments: unknownSegments(route, tasks),
    estimate: estimateOf(route, task_share),
    decisions: tasks.map(({ id }, i) => {
      const { moves, score } = decided[i]!;
      return { task_id: id, model: moves ? route.candidate : route.reference, score };
    }),
  };
}

function unknownSegments({ policy }: SavedRoute, tasks: readonly RoutableTask[]) {
  const known = policy.segments && new Set(policy.segments.map(({ segment }) => segment));
  const counts = new Map<string, number>();
  for (const { segment } of known ? tasks : [])
    if (!known!.has(segment)) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return [...counts].map(([segment, n]) => ({ segment, tasks: n })).sort((a, b) => b.tasks - a.tasks);
}

/** A moved task saves what it saved in the certificate, on the average. */
function estimateOf({ certified }: SavedRoute, task_share: number): AppliedRoute['estimate'] {
  const { cost_before_usd, cost_after_usd } = certified;
  const [before, after] = [Number(cost_before_usd), Number(cost_after_usd)];
  if (cost_before_usd === null || cost_after_usd === null || !(before > 0) || certified.task_share === 0) return null;
  const now = before - ((before - after) * task_share) / certified.task_share;
  return { cost_before_usd, cost_after_usd: roundedUsd(now), saving: 1 - now / before };
}
