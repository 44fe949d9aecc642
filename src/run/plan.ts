import { measuredCosts, measuredPairs, PLAN_POWER, planFor, USUAL_DISCORDANCE } from '../analysis/plan/plan.ts';
import type { Plan, PlannedCost, PlannedPair } from '../analysis/plan/plan_types.ts';
import { roundedUsd } from '../analysis/standing.ts';
import { ALPHA } from '../analysis/stats/distributions.ts';
import { tabulate } from '../analysis/table.ts';
import type { Config } from '../config/config.ts';
import { listRuns, type RunFolder, readRunFile } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { type DatasetEstimate, estimateRun } from './dry_run.ts';
import type { Host } from './host.ts';
import { joinJournals } from './join.ts';
import { requireModel } from './reference.ts';

/** What is asked of a plan. */
export interface PlanOptions {
  /** Share of tasks on which verdicts differ, in place of what was measured. */
  readonly discordance?: number;
  /** How much better than the reference the candidates are taken to be. */
  readonly difference: number;
  /** Fractions, in place of the config's or the run's own. */
  readonly floors?: readonly number[];
  readonly reference?: string;
}

/** What one run has measured. */
interface Measured {
  readonly id: string;
  readonly pairs: readonly PlannedPair[];
  /** Dollars per answer. */
  readonly costs: ReadonlyMap<string, number>;
}

/** What is planned: a dataset as it is, and models. */
interface Subject {
  readonly dataset: string;
  readonly tasks: number;
  readonly models: readonly string[];
  readonly reference: string;
  readonly floors: readonly number[];
  readonly repeats: number;
}

/** Problem (exit 2) where the run has no such reference. */
async function measure(folder: RunFolder, reference: string): Promise<Measured> {
  const run = readRunFile(folder);
  requireModel(run, reference);
  const models = run.models.map(({ id }) => id);
  const { ledger } = await joinJournals(folder);
  const table = tabulate(ledger.trials(), models, run.dataset.tasks, run.repeats);
  return { id: run.id, pairs: measuredPairs(table, models, reference), costs: measuredCosts(table, models) };
}

/** The newest run of the same bytes that has pairs of the reference and one of its candidates; runs that cannot be read are passed over. */
async function newestOf({ results, reference }: Config, sha256: string, host: Host): Promise<Measured | undefined> {
  for (const folder of listRuns(results, host.cwd)) {
    const run = readable(folder);
    if (run?.dataset.sha256 !== sha256 || !run.models.some(({ id }) => id === reference)) continue;
    const measured = await measure(folder, reference);
    if (measured.pairs.length > 0) return measured;
  }
  return undefined;
}

function readable(folder: RunFolder): RunFile | undefined {
  try {
    return readRunFile(folder);
  } catch {
    return undefined; // it measures nothing; the commands that read it say what is wrong
  }
}

function pairOf(candidate: string, measured: Measured | undefined, discordance: number | undefined): PlannedPair {
  const seen = measured?.pairs.find((pair) => pair.candidate === candidate);
  if (discordance !== undefined)
    return { candidate, discordance, source: 'given', pairs: null, method: seen?.method ?? 'tango' };
  return seen ?? { candidate, discordance: USUAL_DISCORDANCE, source: 'assumed', pairs: null, method: 'tango' };
}

function costsOf(
  { models, repeats, tasks }: Subject,
  measured: Measured | undefined,
  estimate: DatasetEstimate | undefined,
): readonly PlannedCost[] {
  const perTask = (usd: number, source: PlannedCost['source']) => ({ cost_per_task_usd: roundedUsd(usd), source });
  const known = (model: string) => {
    const seen = measured?.costs.get(model);
    if (seen !== undefined) return perTask(seen * repeats, 'measured');
    const guess = estimate?.models.find((one) => one.model === model);
    if (guess?.provider !== 'openai' || guess.cost.base.state !== 'known')
      return { cost_per_task_usd: null, source: null };
    return perTask(Number(guess.cost.base.usd) / tasks, 'estimated');
  };
  const judges = (estimate?.judges ?? []).map(({ judge, cost: { base } }) => ({
    model: `judge ${judge}`,
    ...(base.state === 'known'
      ? perTask(Number(base.usd) / tasks, 'estimated')
      : { cost_per_task_usd: null, source: null }),
  }));
  return [...models.map((model) => ({ model, ...known(model) })), ...judges];
}

function planned(
  subject: Subject,
  measured: Measured | undefined,
  estimate: DatasetEstimate | undefined,
  { discordance, difference }: PlanOptions,
): Plan {
  const { dataset, tasks, reference, models, floors } = subject;
  const costs = costsOf(subject, measured, estimate);
  const known = costs.flatMap((cost) => cost.cost_per_task_usd ?? []);
  return {
    format: 'bench.plan/1',
    dataset,
    tasks,
    reference,
    run: measured?.id ?? null,
    alpha: ALPHA,
    power: PLAN_POWER,
    difference,
    candidates: models
      .filter((model) => model !== reference)
      .map((model) => planFor(pairOf(model, measured, discordance), floors, tasks, difference)),
    costs,
    cost_per_task_usd: known.length === 0 ? null : roundedUsd(known.reduce((sum, usd) => sum + Number(usd), 0)),
  };
}

/** The plan of a config: its dataset as it is now, and its models. Nobody is asked. `from` is measured, or the newest run of the same dataset. */
export async function planConfig(
  config: Config,
  from: RunFolder | undefined,
  options: PlanOptions,
  host: Host,
): Promise<Plan> {
  const estimate = await estimateRun(config, true, host);
  const measured = from
    ? await measure(from, config.reference)
    : options.discordance === undefined
      ? await newestOf(config, estimate.dataset.sha256, host)
      : undefined;
  const subject = {
    dataset: config.dataset.name ?? config.dataset.path,
    tasks: estimate.dataset.tasks,
    models: config.models.map(({ id }) => id),
    reference: config.reference,
    floors: options.floors ?? config.quality_floors,
    repeats: config.repeats,
  };
  return planned(subject, measured, estimate, options);
}

/** The plan of a run's own dataset and models, by what it has measured. Problem (exit 2) where it has not the reference asked for. */
export async function planRun(folder: RunFolder, options: PlanOptions): Promise<Plan> {
  const run = readRunFile(folder);
  const reference = options.reference ?? run.reference;
  const measured = await measure(folder, reference);
  const subject = {
    dataset: run.dataset.name ?? run.dataset.path,
    tasks: run.dataset.tasks,
    models: run.models.map(({ id }) => id),
    reference,
    floors: options.floors ?? run.quality_floors,
    repeats: run.repeats,
  };
  return planned(subject, measured, undefined, options);
}
