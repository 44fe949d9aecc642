import type { Completion, Stop } from '../domain/completion.ts';
import type { Task } from '../domain/task.ts';
import type { RunFolder } from '../results/folder.ts';
import { openRecords, type RecordReader } from '../results/read.ts';
import { replayByLooks } from './adaptive.ts';
import { planOf } from './adaptive_plan.ts';
import type { OpenModel } from './competitors.ts';
import type { History } from './history.ts';
import type { Host } from './host.ts';
import type { Ledger } from './ledger.ts';
import { hostLimits } from './open_providers.ts';
import type { Prepared } from './prepare.ts';
import { type Books, completionOf, openBooks, recordGraded, withCharge } from './record.ts';
import { type Answered, type Lane, type ReplayJob, replay } from './replay.ts';
import type { PaidAnswers } from './reuse.ts';

/** Why a model was not asked to the end. */
export interface Stopped {
  readonly model: string;
  readonly stop: Stop;
}

export interface ExecuteOptions {
  readonly history: History;
  /** Told of every record that goes to disk. */
  readonly ledger: Ledger;
  readonly paid: PaidAnswers | undefined;
  readonly keep_going: boolean;
}

/** Asks for every cell that has no answer yet and puts answers and scores on disk. Rejects when interrupted or when the disk fails; all that was answered is saved. */
export async function execute(
  prepared: Prepared,
  folder: RunFolder,
  options: ExecuteOptions,
  host: Host,
): Promise<readonly Stopped[]> {
  const books = openBooks(folder, options.ledger);
  const stopped: Stopped[] = [];
  const work = new Work(prepared, options, books, host);
  try {
    await work.gradeWhatWasLeft(folder);
    const job: ReplayJob = {
      lanes: lanesOf(prepared),
      repeats: prepared.run.repeats,
      tasks: () => prepared.dataset.tasks(),
      wants: (task, model, repeat) => work.wants(task, model, repeat),
      paid: (request) => (options.paid?.has(request.key) ? options.paid.read(request.key) : undefined),
      record: (answered) => work.record(answered),
      onStop: (model, stop) => stopped.push({ model, stop }),
      keep_going: options.keep_going,
      signal: host.signal,
    };
    const plan = planOf(prepared.run);
    if (plan) await replayByLooks(job, prepared.run, plan, options.ledger, (line) => host.progress.note(line));
    else await replay(job);
  } finally {
    await books.close();
  }
  return stopped;
}

/** Models that run here are measured one at a time; recordings answer at once, many in one go. */
function lanesOf({ models, providers, run }: Prepared): readonly Lane[] {
  const hosts = new Map<string, OpenModel[]>();
  for (const model of models) {
    const host = providers.opened.get(model.id)?.host ?? model.id;
    hosts.set(host, [...(hosts.get(host) ?? []), model]);
  }
  const concurrency = {
    openai: (host: string) => hostLimits(run.limits, host).concurrency,
    classifier: () => 1,
    recorded: () => 1,
  };
  return [...hosts].map(([host, competitors]) => ({
    host,
    concurrency: concurrency[competitors[0]?.spec.provider ?? 'openai'](host),
    competitors,
  }));
}

const MOST_WARNINGS = 20;

class Work {
  readonly #prepared: Prepared;
  readonly #options: ExecuteOptions;
  readonly #books: Books;
  readonly #host: Host;
  readonly #models: ReadonlyMap<string, OpenModel>;
  readonly #warned = new Set<string>();

  constructor(prepared: Prepared, options: ExecuteOptions, books: Books, host: Host) {
    this.#prepared = prepared;
    this.#options = options;
    this.#books = books;
    this.#host = host;
    this.#models = new Map(prepared.models.map((model) => [model.id, model]));
  }

  /** Recordings are read again for free, with the verdict that may stand in them; everybody else is only asked for what has no answer. */
  wants(task: Task, model: string, repeat: number): boolean {
    const { history } = this.#options;
    if (!history.isAnswered(task.id, model, repeat)) return true;
    return this.#isRecorded(model) && history.ungraded(task.id, model, repeat) !== undefined;
  }

  /** Answers count once they are on disk. */
  async record(answered: readonly Answered[]): Promise<void> {
    const saving = new Set<Promise<void>>();
    const at = this.#host.now();
    const completions = answered.map((one) => this.#save(one, at, saving));
    for (const result of await Promise.allSettled(saving)) if (result.status === 'rejected') throw result.reason;
    for (const completion of completions) {
      const failed = completion.status === 'failed';
      const sent = completion.attempts !== undefined;
      const { cost, model } = completion;
      this.#host.progress.advance(model, sent ? { failed, usd: cost.state === 'known' ? cost.usd : null } : { failed });
    }
  }

  #save({ request, model, answer, meter }: Answered, at: Date, saving: Set<Promise<void>>): Completion {
    const priced = completionOf(this.#model(model), request, answer, at);
    const completion = withCharge(priced, meter.finish(priced.cost));
    for (const warning of answer.warnings ?? []) this.#warn(`${model}: ${warning}`);
    recordGraded(completion, request.task, answer, this.#prepared.grader, this.#books, saving);
    return completion;
  }

  #model(id: string): OpenModel {
    const model = this.#models.get(id);
    if (!model) throw new Error(`model ${id} was not prepared`);
    return model;
  }

  #isRecorded(id: string): boolean {
    return this.#model(id).spec.provider === 'recorded';
  }

  /** Each warning once, however many answers carry it. */
  #warn(text: string): void {
    if (this.#warned.has(text) || this.#warned.size >= MOST_WARNINGS) return;
    this.#warned.add(text);
    this.#host.progress.note(`warning: ${text}`);
  }

  /** A kill between an answer and its score leaves an answer without a score: it is graded now, and asked of nobody. */
  async gradeWhatWasLeft(folder: RunFolder): Promise<void> {
    const { models, run, dataset } = this.#prepared;
    let reader: RecordReader | undefined;
    try {
      if (!this.#options.history.hasUngraded) return;
      reader = await openRecords(folder.completions);
      for await (const task of dataset.tasks()) {
        for (const model of models) {
          for (let repeat = 0; repeat < run.repeats; repeat++) await this.#gradeOne(task, model.id, repeat, reader);
        }
      }
    } finally {
      await reader?.close();
    }
  }

  async #gradeOne(task: Task, model: string, repeat: number, reader: RecordReader): Promise<void> {
    const place = this.#options.history.ungraded(task.id, model, repeat);
    if (!place || this.#isRecorded(model)) return;
    const completion = (await reader.read(place.offset, place.length)) as Completion;
    const score = await this.#prepared.grader.grade(completion, task);
    if (score) await this.#books.score(score);
  }
}
