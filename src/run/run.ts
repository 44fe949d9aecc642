import { rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { AdaptiveDesign } from '../analysis/adaptive/adaptive_types.ts';
import type { Config } from '../config/config.ts';
import { spoolStdin } from '../datasets/spool.ts';
import { createRunFolder, type RunFolder, readRunFile, writeRunFile } from '../results/folder.ts';
import { lockRun } from '../results/lock.ts';
import { cutTornTail } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { planAdaptive, refuseUnplannable, withoutPlan } from './adaptive_plan.ts';
import { announce, sentIdentities } from './announce.ts';
import { execute, type Stopped } from './execute.ts';
import { gateForecast } from './gate_forecast.ts';
import { type History, noHistory, readHistory } from './history.ts';
import type { Host } from './host.ts';
import { judgeWhatIsMissing, probeOnce } from './judging/phase.ts';
import { Ledger } from './ledger.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { planForecast } from './plan_forecast.ts';
import { type Prepared, prepare } from './prepare.ts';
import { reportFrom } from './report.ts';
import { openPaidAnswers } from './reuse.ts';
import { draftRun, finalRun } from './spec.ts';
import { refuseChangedDataset, refuseChangedModels, refuseChangedScorers, refuseImported } from './unchanged.ts';

export interface RunOptions {
  /** Ask again, even where an earlier run has paid for the answer. */
  readonly fresh: boolean;
  readonly keep_going: boolean;
  /** Cells that may lack a verdict before the run counts as incomplete. */
  readonly allow_missing: number;
  /** Take a lock over whose owner is on another host. */
  readonly force_unlock: boolean;
  /** Name of the run folder, in place of the time. */
  readonly run_id?: string;
  /** Of a run that is taken up again: another cap, on all that it spends from its beginning. */
  readonly max_cost?: string;
  /** The run that this one is to confirm. */
  readonly confirms?: string;
  /** Stop asking a candidate once its verdict is certain. */
  readonly adaptive?: AdaptiveDesign;
  /** Of an adaptive run that is taken up again: ask what its plan spared. */
  readonly all?: boolean;
  /** Stop before any model is paid when a judge lets a known-wrong answer pass. */
  readonly strict_judge?: boolean;
}

/** Replays the dataset against every model, from the config to the report. Throws Problems; an interruption throws the signal's reason, with everything saved. */
export async function startRun(config: Config, options: RunOptions, host: Host): Promise<Outcome> {
  if (options.adaptive) refuseUnplannable(config);
  for (const warning of config.warnings) host.progress.note(`warning: ${warning.message}`);
  const create = (): RunFolder => createRunFolder(config.results, host.now(), host.cwd, options.run_id);
  const piped = config.dataset.path === '-' ? await spooled(config, create(), host) : undefined;
  const draft = await draftRun(piped?.config ?? config, host);
  const prepared = await prepare(draft, config.folder, host).catch(async (error: unknown) => {
    if (piped) await rm(piped.folder.path, { recursive: true });
    throw error;
  });
  const { tasks } = prepared.summary;
  for (const line of [...gateForecast(config, tasks), ...planForecast(config, tasks)]) host.progress.note(line);
  try {
    const { adaptive } = options;
    const plan = adaptive && (await planAdaptive(prepared.dataset, draft.seed, adaptive));
    const folder = piped?.folder ?? create();
    const rubrics = prepared.judging?.rubrics;
    const final = finalRun(draft, folder.id, folder.path, prepared.summary, prepared.grader.names, rubrics);
    const run = {
      ...final,
      ...(plan ? { adaptive: plan } : {}),
      ...(options.fresh ? { fresh: true } : {}),
      ...(options.confirms === undefined ? {} : { confirms: options.confirms }),
    };
    return await locked(folder, options, host, async () => {
      await writeRunFile(folder, run);
      return carryOut({ ...prepared, run }, folder, noHistory, new Ledger(), options, host);
    });
  } finally {
    await prepared.providers.close();
  }
}

/** Standard input can be read only once: it is kept in the run's folder, where resume finds it again. */
async function spooled(config: Config, folder: RunFolder, host: Host): Promise<{ config: Config; folder: RunFolder }> {
  const path = join(folder.path, 'dataset');
  try {
    await spoolStdin(addAbortSignal(host.signal, host.stdin), path);
  } catch (error) {
    await rm(folder.path, { recursive: true });
    host.signal.throwIfAborted();
    throw error;
  }
  return {
    folder,
    config: { ...config, dataset: { ...config.dataset, path: relative(config.folder, path), name: 'stdin' } },
  };
}

/** Takes a run up again: only what has no answer is asked, only what has no score is graded. */
export async function resumeRun(folder: RunFolder, options: RunOptions, host: Host): Promise<Outcome> {
  const stored = readRunFile(folder);
  refuseImported(stored);
  const capped = options.max_cost === undefined ? stored : { ...stored, max_cost: options.max_cost };
  const run = options.all ? withoutPlan(capped) : capped;
  return locked(folder, options, host, async () => {
    await recover(folder, host);
    await refuseChangedModels(run, resolve(folder.path, run.base));
    const prepared = await prepare(run, resolve(folder.path, run.base), host);
    try {
      refuseChangedDataset(run, prepared.summary);
      refuseChangedScorers(run, prepared.grader.names);
      // Also where this is killed, what was spared is to be asked.
      if (run !== capped) await writeRunFile(folder, { ...run, status: 'running' });
      const ledger = new Ledger();
      const history = await readHistory(folder, () => {}, ledger);
      return await carryOut(prepared, folder, history, ledger, options, host);
    } finally {
      await prepared.providers.close();
    }
  });
}

/** Keeps other processes out of the folder while `work` runs. */
export async function locked<T>(
  folder: RunFolder,
  options: Pick<RunOptions, 'force_unlock'>,
  host: Host,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await lockRun(folder, host.now(), options.force_unlock);
  if (lock.note) host.progress.note(lock.note);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Cuts what a killed process left half written. */
export async function recover(folder: RunFolder, host: Host): Promise<void> {
  for (const path of [folder.completions, folder.scores, folder.judgements, folder.labels]) {
    const cut = await cutTornTail(path);
    const name = path.slice(folder.path.length + 1);
    if (cut > 0) host.progress.note(`recovered: dropped 1 incomplete record at the end of ${name} (${cut} bytes)`);
  }
}

async function carryOut(
  opened: Prepared,
  folder: RunFolder,
  history: History,
  ledger: Ledger,
  options: RunOptions,
  host: Host,
): Promise<Outcome> {
  let prepared = opened;
  const paid =
    options.fresh || prepared.run.fresh
      ? undefined
      : await openPaidAnswers(dirname(folder.path), host.cwd, sentIdentities(prepared), folder.id);
  announce(prepared, folder, history, host);
  let stopped: readonly Stopped[] = [];
  try {
    prepared.budget?.charge(history.paid_usd);
    prepared = await probeOnce(prepared, folder, ledger, options, host);
    if (prepared.judging) await writeRunFile(folder, prepared.run);
    const all = await execute(prepared, folder, { history, ledger, paid, keep_going: options.keep_going }, host);
    stopped = withBudgetFigures(all, prepared, host.progress, 'answers');
    host.progress.stop();
    const judges = await judgeWhatIsMissing(prepared, folder, ledger, stopped, options, host);
    stopped = [...stopped, ...withBudgetFigures(judges, prepared, host.progress, 'judgements')];
  } catch (error) {
    host.progress.stop();
    await writeRunFile(folder, { ...prepared.run, status: 'interrupted' });
    if (host.signal.aborted) host.progress.note(interruptedLine(host.progress, folder));
    throw error;
  } finally {
    host.progress.stop();
    await paid?.close();
  }
  return finish(prepared.run, folder, ledger, stopped, options, host);
}

/** A cap ends all models at once: it is told once, with its figures. */
function withBudgetFigures(
  all: readonly Stopped[],
  { budget, run }: Prepared,
  { done, total }: Host['progress'],
  what: 'answers' | 'judgements',
): readonly Stopped[] {
  const capped = all.find(({ stop }) => stop.code === 'BUDGET');
  if (!capped || !budget) return all;
  const message = `budget $${budget.cap}: spent $${budget.spent()}, ${done} of ${total} ${what} done`;
  const stop = {
    code: 'BUDGET',
    message,
    hint: `a higher cap for the same run: bench resume ${run.id} --max-cost ...`,
  } as const;
  return [...all.filter((one) => one.stop.code !== 'BUDGET'), { model: capped.model, stop }];
}

function interruptedLine({ done, total }: Host['progress'], folder: RunFolder): string {
  return `interrupted: ${done} of ${total} done, requests in flight cancelled. Resume: bench resume ${folder.shown}`;
}

/** Marks the run as ended and analyses what is on disk, as the ledger knows it. */
async function finish(
  run: RunFile,
  folder: RunFolder,
  ledger: Ledger,
  stopped: readonly Stopped[],
  options: RunOptions,
  host: Host,
): Promise<Outcome> {
  const ended = { ...run, ended_at: host.now().toISOString() };
  const report = reportFrom(ledger, ended);
  const outcome = outcomeOf(folder, ended, report, stopped, options.allow_missing);
  await writeRunFile(folder, { ...ended, status: outcome.missing === 0 ? 'complete' : 'incomplete' });
  return outcome;
}
