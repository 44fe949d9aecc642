import type { Cost, Score } from '../domain/completion.ts';
import type { Trial } from '../domain/trial.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import { cellOf } from './cell.ts';
import { joinJournals } from './join.ts';

/** One trial as other tools take it: flat, null where nobody knows. Money as the exact decimal text and, for plotting, as a double. */
export interface TrialRow {
  readonly run_id: string;
  readonly task_id: string;
  readonly segment: string;
  readonly weight: number;
  readonly model: string;
  readonly repeat: number;
  readonly status: string;
  /** 0..1; null where there is no verdict, and `why` says so. */
  readonly score: number | null;
  readonly why: string | null;
  readonly scorer: string | null;
  readonly cost_usd: string | null;
  readonly cost_usd_double: number | null;
  readonly cost_source: string | null;
  readonly cost_unknown_why: string | null;
  readonly input_tokens: number | null;
  readonly cached_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly output_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly latency_ms: number | null;
  /** An earlier run paid for the answer. */
  readonly reused: boolean;
  readonly judged: boolean;
  /** What people said, 0..1. */
  readonly label: number | null;
}

/** The trials of a run by task, model and repeat, one at a time. `torn` counts the bytes of torn last lines that were left out. */
export async function trialRows(
  folder: RunFolder,
): Promise<{ readonly rows: Iterable<TrialRow>; readonly torn: number }> {
  const { ledger, torn } = await joinJournals(folder);
  const scorers = await scorersOf(folder);
  return { rows: rowsOf(folder.id, ledger.trials(), scorers), torn };
}

function* rowsOf(run: string, trials: Iterable<Trial>, scorers: ReadonlyMap<string, string>): Generator<TrialRow> {
  for (const trial of trials) yield rowOf(run, trial, scorers.get(cellOf(trial)) ?? null);
}

/** Who gave each cell its last verdict. */
async function scorersOf(folder: RunFolder): Promise<ReadonlyMap<string, string>> {
  const scorers = new Map<string, string>();
  const scores = readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, () => {});
  for await (const { record } of scores) scorers.set(cellOf(record), record.scorer);
  return scorers;
}

function rowOf(run_id: string, trial: Trial, scorer: string | null): TrialRow {
  const { usage } = trial;
  return {
    run_id,
    task_id: trial.task_id,
    segment: trial.segment,
    weight: trial.weight,
    model: trial.model,
    repeat: trial.repeat,
    status: trial.status,
    score: trial.score ?? null,
    why: trial.why ?? null,
    scorer,
    ...costCells(trial.cost),
    input_tokens: usage?.input ?? null,
    cached_tokens: usage?.cached ?? null,
    cache_write_tokens: usage?.cache_write ?? null,
    output_tokens: usage?.output ?? null,
    reasoning_tokens: usage?.reasoning ?? null,
    latency_ms: trial.ms ?? null,
    reused: trial.reused,
    judged: trial.judged !== undefined,
    label: trial.label ?? null,
  };
}

function costCells(cost: Cost): Pick<TrialRow, 'cost_usd' | 'cost_usd_double' | 'cost_source' | 'cost_unknown_why'> {
  return cost.state === 'known'
    ? { cost_usd: cost.usd, cost_usd_double: Number(cost.usd), cost_source: cost.source, cost_unknown_why: null }
    : { cost_usd: null, cost_usd_double: null, cost_source: null, cost_unknown_why: cost.why };
}

/** The columns in their order, with their types in Parquet; an interface, so tested as one. */
export const TRIAL_COLUMNS = {
  run_id: 'STRING',
  task_id: 'STRING',
  segment: 'STRING',
  weight: 'DOUBLE',
  model: 'STRING',
  repeat: 'INT64',
  status: 'STRING',
  score: 'DOUBLE',
  why: 'STRING',
  scorer: 'STRING',
  cost_usd: 'STRING',
  cost_usd_double: 'DOUBLE',
  cost_source: 'STRING',
  cost_unknown_why: 'STRING',
  input_tokens: 'INT64',
  cached_tokens: 'INT64',
  cache_write_tokens: 'INT64',
  output_tokens: 'INT64',
  reasoning_tokens: 'INT64',
  latency_ms: 'DOUBLE',
  reused: 'BOOLEAN',
  judged: 'BOOLEAN',
  label: 'DOUBLE',
} as const satisfies Record<keyof TrialRow, 'STRING' | 'DOUBLE' | 'INT64' | 'BOOLEAN'>;
