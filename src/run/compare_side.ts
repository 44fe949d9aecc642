import { resolve } from 'node:path';
import Big from 'big.js';
import type { Side, SideCell, SideModel, SideTask } from '../analysis/gate/side.ts';
import { templateColumns } from '../config/template.ts';
import { openDataset } from '../datasets/dataset.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { Problem } from '../domain/problem.ts';
import type { Task } from '../domain/task.ts';
import type { Trial } from '../domain/trial.ts';
import { costOf } from '../prices/cost.ts';
import { METERS, type ResolvedPrice } from '../prices/rates.ts';
import { priceFromRun } from '../prices/resolve.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';
import { isFileScorer } from '../scorers/file.ts';
import { figuresOf, Sources } from './compare_sources.ts';
import { hashOf } from './identity.ts';
import { joinJournals } from './join.ts';

/** Prices of the other side, by model: what this side's usage would have cost there. */
export type Prices = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

export interface SideOptions {
  /** Whether to read the dataset again, to know the tasks by what they ask. */
  readonly prints: boolean;
  readonly prices?: Prices;
}

/** A run as one side of a comparison. */
export async function sideOfRun(folder: RunFolder, run: RunFile, options: SideOptions): Promise<Side> {
  const sources = new Sources(run.id);
  const joined = await joinJournals(
    folder,
    (record) => sources.answer(record),
    (record) => sources.judgement(record),
  );
  const trials = [...joined.ledger.trials()];
  const byModel = grouped(trials, ({ model }) => model);
  const at = new Date(run.started_at);
  return {
    name: run.id,
    dataset: { path: run.dataset.name ?? run.dataset.path, sha256: run.dataset.sha256, tasks: run.dataset.tasks },
    scorers: run.scorers,
    judge: judgeOf(run),
    repeats: run.repeats,
    tasks: await tasksOf(folder, run, trials, options.prints),
    models: new Map(
      run.models.map((model) => [model.id, sideModel(model, byModel.get(model.id) ?? [], sources, options.prices, at)]),
    ),
  };
}

/** The tasks that were tried, and where the dataset is read, also those that were not. */
async function tasksOf(
  folder: RunFolder,
  run: RunFile,
  trials: readonly Trial[],
  prints: boolean,
): Promise<ReadonlyMap<string, SideTask>> {
  const bare = isWithoutDataset(run);
  const tasks = new Map<string, SideTask>();
  for (const { task_id, weight, segment } of trials)
    tasks.set(task_id, { weight, print: bare ? printOf({ segment }) : null });
  const read = prints && !bare ? await datasetTasks(folder, run) : undefined;
  return read ?? tasks;
}

function grouped(trials: readonly Trial[], key: (trial: Trial) => string): ReadonlyMap<string, readonly Trial[]> {
  const groups = new Map<string, Trial[]>();
  for (const trial of trials) {
    const group = groups.get(key(trial));
    if (group) group.push(trial);
    else groups.set(key(trial), [trial]);
  }
  return groups;
}

/** Outcomes that were imported without a dataset: a task is its id, its segment and its weight. */
function isWithoutDataset(run: RunFile): boolean {
  return run.kind === 'import' && run.models.every((model) => model.path === run.dataset.path);
}

/** The tasks as they stand in the dataset; undefined where it is not at hand as the run saw it. */
async function datasetTasks(folder: RunFolder, run: RunFile): Promise<ReadonlyMap<string, SideTask> | undefined> {
  const tasks = new Map<string, SideTask>();
  try {
    const dataset = openDataset(run.dataset, resolve(folder.path, run.base));
    const asked = askedOf(run);
    const summary = await dataset.check((task) => {
      tasks.set(task.id, { weight: task.weight, print: printOf(asked(task)) });
      return [];
    });
    return summary.sha256 === run.dataset.sha256 ? tasks : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** What of a task can change an answer or its verdict. Of its columns only those that a prompt or the judge names; a scorer file is given them all. */
function askedOf(run: RunFile): (task: Task) => object {
  const templates = [run, ...run.models].flatMap(({ prompt, system }) => [prompt ?? '', system ?? '']);
  const named = [...new Set([...templates.flatMap(templateColumns), ...(run.judge ? [run.judge.rubric_column] : [])])];
  const scorers = [run.scorer, run.rescored ?? []].flat();
  const all = scorers.some((scorer) => isFileScorer(typeof scorer === 'string' ? scorer : scorer.type));
  return ({ id: _, columns, ...task }) => ({
    ...task,
    columns: all ? columns : Object.fromEntries(named.map((name) => [name, columns[name] ?? null])),
  });
}

/** A short hash of what a task asks and expects. */
function printOf(asked: object): string {
  return hashOf(asked).slice(0, 8);
}

/** Everything about judges that can change a verdict. */
function judgeOf({ judge }: RunFile): Side['judge'] {
  if (!judge) return null;
  const { models, rubrics, kind, combine, rubric, rubric_column, max_answer_chars } = judge;
  const words = rubrics.map(({ name, sha256 }) => ({ name, sha256 })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const identity = hashOf({
    judges: models.map((model) => model.identity),
    words,
    kind,
    combine,
    rubric,
    rubric_column,
    max_answer_chars,
  });
  return { names: models.map(({ id }) => id), identity };
}

function sideModel(
  model: RunModel,
  trials: readonly Trial[],
  sources: Sources,
  prices: Prices | undefined,
  at: Date,
): SideModel {
  const other = prices && Object.hasOwn(prices, model.id) ? priceFromRun(prices[model.id]) : undefined;
  const cells = grouped(trials, ({ task_id }) => task_id);
  const built = new Map(
    [...cells].map(([id, own]) => [id, sideCell(own, sources.of(model.id, id), other, at)] as const),
  );
  return {
    ...kindOf(model.provider, model.price_used),
    identity: model.identity,
    asked_in: sources.askedIn(model.id),
    judged_in: sources.judgedIn(model.id),
    by_run: [figuresOf(built)],
    cells: built,
  };
}

/** What can vary from run to run. */
export function kindOf(
  provider: string,
  price: Readonly<Record<string, unknown>> | undefined,
): Pick<SideModel, 'fixed' | 'fixed_cost' | 'measured' | 'price' | 'recorded'> {
  const measured = price?.per_hour !== undefined;
  return {
    fixed: provider !== 'openai',
    fixed_cost: provider === 'recorded' && !measured,
    measured,
    recorded: provider === 'recorded',
    price: priceWords(price),
  };
}

/** The rates alone: where they come from and of which date changes no cost. */
function priceWords(price: Readonly<Record<string, unknown>> | undefined): string | null {
  if (!price) return null;
  const rates = [...METERS, 'request', 'per_hour', 'parallel', 'multiplier', 'variants'] as const;
  return rates
    .flatMap((name) => (price[name] === undefined ? [] : [`${name} ${canonicalJson(price[name])}`]))
    .join(', ');
}

function sideCell(
  trials: readonly Trial[],
  asked_in: readonly string[],
  other: ResolvedPrice | undefined,
  at: Date,
): SideCell {
  const scores = trials.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const times = trials.flatMap(({ ms }) => (ms === undefined ? [] : [ms]));
  const costs = trials.map(({ cost }) => (cost.state === 'known' ? cost.usd : null));
  const each = costs.filter((usd) => usd !== null);
  return {
    scores,
    missing: trials.length - scores.length,
    usd: sumOf(costs),
    ...(each.length > 1 && each.length === costs.length ? { usd_each: each } : {}),
    rebased_usd: other === undefined ? null : sumOf(trials.map((trial) => rebased(trial, other, at))),
    ms: times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length,
    asked_in,
  };
}

/** Exact; null when one of them is. */
export function sumOf(amounts: readonly (string | null)[]): string | null {
  let total = new Big(0);
  for (const amount of amounts) {
    if (amount === null) return null;
    total = total.plus(amount);
  }
  return total.toFixed();
}

/** What a call would have cost at other prices; only where its own cost was made of prices. */
function rebased({ cost, usage, ms }: Trial, price: ResolvedPrice, at: Date): string | null {
  if (cost.state === 'unknown' || (cost.source !== 'config' && cost.source !== 'catalogue')) return null;
  const answer = { ...(usage ? { usage } : {}), ...(ms === undefined ? {} : { ms }) };
  const other = costOf(answer, price, at);
  return other.state === 'known' ? other.usd : null;
}
