import pLimit from 'p-limit';
import type { Answer, Stop } from '../domain/completion.ts';
import type { CompletionRequest, Provider } from '../domain/provider.ts';
import type { Task } from '../domain/task.ts';
import type { CellMeter } from './budget_meter.ts';

/** A request with the sha256 (hex) of exactly what is sent, and the repeat: equal keys may share an answer. "" where nothing is sent. */
export interface KeyedRequest extends CompletionRequest {
  readonly key: string;
}

/** One model, ready to be asked. */
export interface Competitor {
  readonly id: string;
  readonly provider: Provider;
  request(task: Task, repeat: number): KeyedRequest;
  meter(request: CompletionRequest): CellMeter;
}

/** The models that share one host, and how many requests that host takes at a time. */
export interface Lane {
  readonly host: string;
  readonly concurrency: number;
  readonly competitors: readonly Competitor[];
}

/** What one model said to one request. */
export interface Answered {
  readonly request: KeyedRequest;
  readonly model: string;
  readonly answer: Answer;
  readonly meter: CellMeter;
}

/** One request to make: a task, a model, a repeat. */
export interface Cell {
  readonly task: Task;
  readonly repeat: number;
  readonly competitor: Competitor;
}

export interface ReplayJob {
  readonly lanes: readonly Lane[];
  readonly repeats: number;
  /** A fresh pass over the dataset for each lane, so that a slow host holds nobody up. */
  tasks(): AsyncIterable<Task>;
  /** False: there is nothing to ask for this cell. */
  wants(task: Task, model: string, repeat: number): boolean;
  /** The answer that an earlier run paid for, if there is one. */
  paid(request: KeyedRequest, model: string): Promise<Answer | undefined> | undefined;
  /** Puts answers on disk, graded; resolves when they are there. A rejection stops the whole replay. */
  record(answered: readonly Answered[]): Promise<void>;
  onStop(model: string, stop: Stop): void;
  /** Go on with the other models when one cannot work at all. */
  readonly keep_going: boolean;
  readonly signal: AbortSignal;
}

/** After this many failed tasks in a row a model is not asked again. */
export const BREAKER_THRESHOLD = 5;

/** Asks every model for every task, each lane at its own concurrency; replays that follow each other share a state. Rejects with the signal's reason, or with what `record` threw; nothing is in flight then. */
export async function replay(job: ReplayJob, state = new ReplayState(job)): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([job.signal, failure.signal]);
  await Promise.all(job.lanes.map((lane) => runLane(lane, job, state, signal).catch((error) => failure.abort(error))));
  signal.throwIfAborted();
}

/** How many recorded answers a worker takes in one go: they share a write to the disk, and a turn of the event loop for each would be most of the work. */
const RECALLED_AT_ONCE = 256;

/** Workers pull the next cells when they are free: whatever the size of the dataset, no more than one (recorded: one batch) a worker is in memory. */
async function runLane(lane: Lane, job: ReplayJob, state: ReplayState, signal: AbortSignal): Promise<void> {
  const isRecorded = lane.competitors.every(({ provider }) => provider.recall);
  const batches = batchesOf(lane, job, state, isRecorded ? RECALLED_AT_ONCE : 1);
  const limit = pLimit(lane.concurrency);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const work = async (): Promise<void> => {
    for (let next = await batches.next(); !next.done && !either.aborted; next = await batches.next()) {
      if (isRecorded) await job.record(next.value.flatMap(recall));
      else for (const cell of next.value) await ask(cell, job, state, either);
    }
  };
  const workers = Array.from({ length: lane.concurrency }, () => limit(work).catch((error) => stop.abort(error)));
  await Promise.all(workers);
  await batches.return(undefined);
  either.throwIfAborted();
}

async function* batchesOf(
  lane: Lane,
  job: ReplayJob,
  state: ReplayState,
  size: number,
): AsyncGenerator<readonly Cell[]> {
  let batch: Cell[] = [];
  for await (const task of job.tasks()) {
    for (let repeat = 0; repeat < job.repeats; repeat++) {
      for (const competitor of lane.competitors) {
        if (state.allStopped(lane)) return;
        if (state.isStopped(competitor.id) || !job.wants(task, competitor.id, repeat)) continue;
        if (batch.push({ task, repeat, competitor }) < size) continue;
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

/** A recorded answer: nothing is sent, paid or waited for. */
function recall({ task, repeat, competitor }: Cell): readonly Answered[] {
  const { id: model, provider } = competitor;
  const request = competitor.request(task, repeat);
  return provider.recall
    ? [{ request, model, answer: provider.recall(request), meter: competitor.meter(request) }]
    : [];
}

async function ask(cell: Cell, job: ReplayJob, state: ReplayState, signal: AbortSignal): Promise<void> {
  const { id, provider } = cell.competitor;
  if (state.isStopped(id)) return;
  const request = cell.competitor.request(cell.task, cell.repeat);
  const meter = cell.competitor.meter(request);
  try {
    const paid = await job.paid(request, id);
    if (!paid) await meter.turn(signal);
    if (state.isStopped(id)) return; // while it waited
    const answer =
      paid ?? (await provider.complete(request, signal, meter).catch((error: unknown) => cutShort(error, meter)));
    if (answer.stop) state.stop(id, answer.stop);
    if (answer.attempts.length === 0 && answer.stop) return; // never sent: there is nothing to record
    state.count(id, answer);
    await job.record([{ request, model: id, answer, meter }]);
  } finally {
    meter.end();
  }
}

/** A request that was cut may still be on the bill: under a cap it is written down, so that a run that is taken up again keeps to the cap. */
export function cutShort(error: unknown, meter: CellMeter): Answer {
  const charged = meter.finish({ state: 'unknown', why: 'interrupted' });
  if (charged === undefined || charged === '0') throw error;
  return {
    status: 'failed',
    text: '',
    reason: 'interrupted',
    attempts: [{ outcome: 'interrupted', ms: 0, billed: 'possibly' }],
  };
}

/** Which models may still be asked. */
export class ReplayState {
  readonly #job: Pick<ReplayJob, 'keep_going' | 'onStop'>;
  readonly #stopped = new Set<string>();
  readonly #failedInARow = new Map<string, number>();
  #everythingStopped = false;

  constructor(job: Pick<ReplayJob, 'keep_going' | 'onStop'>) {
    this.#job = job;
  }

  isStopped(model: string): boolean {
    return this.#everythingStopped || this.#stopped.has(model);
  }

  allStopped(lane: Lane): boolean {
    return lane.competitors.every((competitor) => this.isStopped(competitor.id));
  }

  stop(model: string, stop: Stop): void {
    if (this.#stopped.has(model)) return;
    this.#stopped.add(model);
    if (stop.code === 'BUDGET' || (isFatal(stop) && !this.#job.keep_going)) this.#everythingStopped = true;
    this.#job.onStop(model, stop);
  }

  /** What was not sent, a recording with gaps or an answer of an earlier run, says nothing about an endpoint. */
  count(model: string, answer: Answer): void {
    if (answer.attempts.length === 0) return;
    const failed = answer.status === 'failed' ? (this.#failedInARow.get(model) ?? 0) + 1 : 0;
    this.#failedInARow.set(model, failed);
    if (failed < BREAKER_THRESHOLD) return;
    this.stop(model, {
      code: 'ENDPOINT',
      message: `model ${model} stopped after ${failed} tasks failed in a row (${answer.reason ?? 'no reason given'})`,
      hint: 'bench resume asks again for what is missing',
    });
  }
}

/** A model that cannot work at all (exit 4), as opposed to one that did not work this time (exit 3). */
export function isFatal(stop: Stop): boolean {
  return stop.code !== 'ENDPOINT' && stop.code !== 'RETRY_AFTER' && stop.code !== 'BUDGET';
}
