import type { FlakyTask, ModelNoise, Noise, PassRate } from './noise_types.ts';
import { weightedMean } from './stats/means.ts';
import { qualityOf } from './stats/quality.ts';
import type { Column, Table } from './table.ts';

/** One task that a model answered more than once, with its verdicts in the order of the repeats. */
interface Repeated {
  readonly task: number;
  readonly weight: number;
  readonly scores: readonly number[];
}

const MOST_FLAKY = 50;

function scoresOf({ repeats }: Column, task: number): readonly number[] {
  return repeats.flatMap(({ values, mask }) => (mask[task] === 1 ? [values[task]!] : []));
}

function repeatedTasks(column: Column, table: Table): readonly Repeated[] {
  if (column.repeats.length < 2) return [];
  return Array.from(table.ids.keys())
    .map((task) => ({ task, weight: table.weight[task]!, scores: scoresOf(column, task) }))
    .filter(({ scores }) => scores.length > 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sum of squared distances from the mean. */
function squares(scores: readonly number[]): number {
  const centre = mean(scores);
  return scores.reduce((sum, score) => sum + (score - centre) ** 2, 0);
}

/** Part of all pairs of a task's verdicts that differ: unbiased for the chance that two answers do. */
function pairsThatDiffer(scores: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
  const same = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0);
  return 1 - same / (scores.length * (scores.length - 1));
}

/** C(m, k) / C(n, k) for m <= n, without large numbers. */
function choiceRatio(m: number, n: number, k: number): number {
  let ratio = 1;
  for (let i = 0; i < k; i++) ratio *= Math.max(0, m - i) / (n - i);
  return ratio;
}

function passRate(tasks: readonly Repeated[], k: number): PassRate {
  const enough = tasks.filter(({ scores }) => scores.length >= k);
  const weights = enough.map(({ weight }) => weight);
  const right = enough.map(({ scores }) => scores.filter((score) => score === 1).length);
  const average = (rate: (n: number, c: number) => number) =>
    weightedMean(
      enough.map(({ scores }, i) => rate(scores.length, right[i]!)),
      weights,
    ).mean;
  return {
    k,
    tasks: enough.length,
    pass_at: average((n, c) => 1 - choiceRatio(n - c, n, k)),
    pass_all: average((n, c) => choiceRatio(c, n, k)),
  };
}

function passRates(tasks: readonly Repeated[]): readonly PassRate[] {
  if (tasks.some(({ scores }) => scores.some((score) => score !== 0 && score !== 1))) return [];
  const most = Math.max(...tasks.map(({ scores }) => scores.length));
  const powers = Array.from({ length: Math.ceil(Math.log2(most)) }, (_, i) => 2 ** i);
  return [...powers, most].map((k) => passRate(tasks, k));
}

/**
 * E[sigma^2]/K over the variance of the mean, both estimated from the same tasks; null when the mean has no variance to share.
 * Source: Miller 2024, Adding Error Bars to Evals.
 */
function withinShare(tasks: readonly Repeated[]): number | null {
  const weights = tasks.map(({ weight }) => weight);
  const means = tasks.map(({ scores }) => mean(scores));
  const variance = weightedMean(means, weights).standard_error ** 2;
  if (variance === 0) return null;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const within = tasks.reduce((sum, { weight, scores: { length }, scores }) => {
    const ofMean = squares(scores) / (length - 1) / length;
    return sum + (weight / total) ** 2 * ofMean;
  }, 0);
  return Math.min(1, within / variance);
}

function modelNoise(model: string, tasks: readonly Repeated[]): ModelNoise {
  // One value a task: its verdicts belong together, so the interval is over tasks.
  const { mean, low, high } = qualityOf(
    tasks.map(({ scores }) => pairsThatDiffer(scores)),
    tasks.map(({ weight }) => weight),
  );
  return {
    model,
    tasks: tasks.length,
    disagreement: mean,
    disagreement_low: low,
    disagreement_high: high,
    flaky: tasks.filter(isFlaky).length,
    pass: passRates(tasks),
    within_share: withinShare(tasks),
  };
}

function isFlaky({ scores }: Pick<Repeated, 'scores'>): boolean {
  return scores.some((score) => score !== scores[0]);
}

/** The most divided first: by the spread of their verdicts, then by how many there are, then by name. */
function byDivision(a: FlakyTask, b: FlakyTask): number {
  const spread = (task: FlakyTask) => squares(task.scores) / task.scores.length;
  return (
    spread(b) - spread(a) ||
    b.scores.length - a.scores.length ||
    (a.task_id < b.task_id ? -1 : a.task_id > b.task_id ? 1 : 0)
  );
}

/** What repeats tell of the models' noise; null when no task has two verdicts of one model. `models` are the table's columns. */
export function noiseOf(table: Table, models: readonly string[], reference: string): Noise | null {
  const repeated = models
    .map((model, i) => ({ model, tasks: repeatedTasks(table.columns[i]!, table) }))
    .filter(({ tasks }) => tasks.length > 0);
  if (repeated.length === 0) return null;
  const noise = repeated.map(({ model, tasks }) => modelNoise(model, tasks));
  const flaky = repeated.flatMap(({ model, tasks }) =>
    tasks.filter(isFlaky).map(({ task, scores }) => ({ task_id: table.ids[task]!, model, scores })),
  );
  const own = noise.find(({ model }) => model === reference);
  return {
    models: noise,
    // Of two runs that differ on a task, either is as likely to be the one that loses.
    reference_oracle: own === undefined ? null : 1 - own.disagreement / 2,
    flaky: flaky.sort(byDivision).slice(0, MOST_FLAKY),
    flaky_count: flaky.length,
  };
}
