import { dirname } from 'node:path';
import { basisOf } from '../analysis/basis.ts';
import type { Headline, Report } from '../analysis/report_types.ts';
import type { Look } from '../analysis/routing/by_router.ts';
import { compareOrderings, type RouteComparison } from '../analysis/routing/comparison.ts';
import type { RouterKind } from '../analysis/routing/routing_types.ts';
import { isHopeless } from '../analysis/segment_share.ts';
import { prepare } from '../analysis/share.ts';
import { splitTasks } from '../analysis/split.ts';
import { type Table, tabulate } from '../analysis/table.ts';
import type { EmbeddingSpec } from '../domain/model.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { EmbeddingNeeds } from '../report/route_embedding.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Host } from './host.ts';
import { requireModel } from './reference.ts';
import { reportOf } from './report.ts';
import { embedAll, estimateEmbedding, requireEmbedding } from './route_embed.ts';
import { readInputs } from './route_inputs.ts';

/** What `bench route` was asked; what is left out has a default. */
export interface RouteOptions {
  readonly candidate?: string;
  readonly reference?: string;
  /** Fraction; the run's smallest where absent. */
  readonly floor?: number;
  readonly router: RouterKind;
  readonly embedding?: EmbeddingSpec;
}

/** Every ordering of one candidate, and what the words about it need. */
export interface Routed {
  readonly comparison: RouteComparison;
  /** With a headline that speaks of this candidate at this floor. */
  readonly report: Report;
  readonly basis: Headline['basis'];
  /** Why no text could be looked at: then only segments are compared. */
  readonly without_texts?: string;
  readonly torn: number;
}

/** Trains and certifies routers on a run's own outcomes. Problem (exit 2) for what cannot be routed. */
export async function routeOf(folder: RunFolder, run: RunFile, options: RouteOptions, host: Host): Promise<Routed> {
  const { router } = options;
  const reference = requireModel(run, options.reference ?? run.reference);
  const floor = options.floor ?? Math.min(...run.quality_floors);
  const { report, ledger, torn } = await reportOf(folder, run, { floors: [floor], reference });
  const candidate = candidateOf(options.candidate, run, report);
  const names = run.models.map(({ id }) => id);
  const table = tabulate(ledger.trials(), names, run.dataset.tasks, run.repeats);
  const columnOf = (id: string) => table.columns[names.indexOf(id)]!;
  const split = splitTasks(table, run.seed);
  const prepared = prepare(table, columnOf(candidate), columnOf(reference), split);
  refuseWithoutPairs(prepared.test.n, candidate, reference);
  const seen = await lookAt(folder, run, table, options, host);
  const index = report.shares.findIndex((share) => share.candidate === candidate);
  const share = report.shares[index];
  const comparison = compareOrderings(prepared, table, split, seen.look, {
    ids: { candidate, reference },
    floor,
    router,
    oracle: share?.oracle ?? null,
    seed: run.seed,
    ...(options.embedding ? { embedding_model: options.embedding.model } : {}),
  });
  const basis = basisOf(share, [columnOf(candidate), columnOf(reference)]);
  const { without_texts } = seen;
  const verdict = verdictOf(comparison, isHopeless(prepared.test, floor));
  return {
    comparison,
    report: spoken(report, comparison, index, { verdict, basis }),
    basis,
    torn,
    ...(without_texts ? { without_texts } : {}),
  };
}

function verdictOf({ certified }: RouteComparison, hopeless: boolean): Headline['verdict'] {
  if (certified === null) return hopeless ? 'too_few_tasks' : 'nothing_certified';
  if (certified.saving === null) return 'cost_unknown';
  return certified.task_share === 1 ? 'whole_workload' : 'certified';
}

/** The report as if its answer were this route: one wording for both. What missing verdicts could do is only known of the order by segments. */
function spoken(
  report: Report,
  { candidate, floor, router, certified, needed_tasks }: RouteComparison,
  index: number,
  said: Pick<Headline, 'verdict' | 'basis'>,
): Report {
  const shares = report.shares.map((share, i) => {
    if (i !== index) return share;
    const corrected = share.corrected && { ...share.corrected, certified };
    return { ...share, certified, corrected, bounds: router === 'segment' ? share.bounds : null };
  });
  const headline = { ...report.headline, ...said, candidate, floor, share: index, needed_tasks };
  return { ...report, shares, headline };
}

/** What making the missing vectors of a run's tasks would take; asks nobody. */
export async function estimateRoute(
  folder: RunFolder,
  run: RunFile,
  embedding: EmbeddingSpec | undefined,
  host: Host,
): Promise<EmbeddingNeeds> {
  const spec = requireEmbedding(embedding);
  const inputs = await readInputs(folder, run);
  return estimateEmbedding(inputs.values(), placeOf(folder, run, spec), host);
}

function placeOf(folder: RunFolder, run: RunFile, spec: EmbeddingSpec) {
  return { spec, limits: run.limits, results: dirname(folder.path) };
}

function candidateOf(asked: string | undefined, run: RunFile, { headline, run: { reference } }: Report): string {
  const chosen = asked === undefined ? headline.candidate : requireModel(run, asked);
  if (chosen !== null && chosen !== reference) return chosen;
  const others = run.models.map(({ id }) => id).filter((id) => id !== reference);
  throw new Problem(2, {
    code: 'CANDIDATE',
    message:
      chosen === reference
        ? `${chosen} is the reference: nothing moves to it`
        : `run ${run.id} recommends no candidate to move to`,
    hint: others.length === 0 ? 'a route needs two models' : `--candidate ID with one of ${others.join(', ')}`,
  });
}

function refuseWithoutPairs(pairs: number, candidate: string, reference: string): void {
  if (pairs > 0) return;
  throw new Problem(2, {
    code: 'PAIRS',
    message: `no task to test a route on has a verdict of both ${candidate} and ${reference}`,
    hint: 'bench report says what is missing',
  });
}

/** What routers may see of each task of the table. Texts are only asked for where they can be had; a router that needs them refuses. */
async function lookAt(
  folder: RunFolder,
  run: RunFile,
  table: Table,
  { router, embedding }: RouteOptions,
  host: Host,
): Promise<{ readonly look?: Look; readonly without_texts?: string }> {
  const spec = router === 'embedding' ? requireEmbedding(embedding) : undefined;
  const inputs = await inputsIfAny(folder, run, router);
  if (typeof inputs === 'string') return { without_texts: inputs };
  const vectorOf = spec && (await embedAll(inputs.values(), placeOf(folder, run, spec), host));
  const look: Look = (task) => {
    const input = inputs.get(table.ids[task] ?? '') ?? '';
    const segment = table.segments[table.segment[task]!] ?? '';
    return { segment, input, ...(vectorOf ? { embedding: vectorOf(input) } : {}) };
  };
  return { look };
}

function whyOf({ message, file }: ProblemDetail): string {
  return file === undefined || message.includes(file) ? message : `${file}: ${message}`;
}

async function inputsIfAny(folder: RunFolder, run: RunFile, router: RouterKind) {
  try {
    return await readInputs(folder, run);
  } catch (error) {
    if (router === 'segment' && error instanceof Problem) return whyOf(error.details[0]);
    throw error;
  }
}
