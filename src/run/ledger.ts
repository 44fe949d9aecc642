import type { Completion, CompletionStatus, Cost, Score, Usage } from '../domain/completion.ts';
import type { Trial } from '../domain/trial.ts';

/** The answer of one cell and its verdict; each is the last that counts. */
interface Entry {
  status: CompletionStatus | undefined;
  reason: string | undefined;
  cost: Cost | undefined;
  usage: Usage | undefined;
  ms: number | undefined;
  reused: boolean;
  score: number | undefined;
  /** Why there is a verdict without a score. */
  unscored: string | undefined;
}

/** One task: what it counts, and its entries by lane. */
interface Account {
  segment: string;
  weight: number;
  readonly entries: (Entry | undefined)[];
}

interface Lane {
  readonly model: string;
  readonly repeat: number;
}

/**
 * What a run has come to, cell by cell, without the texts: what the report is made of. It is told of every record that goes to the journals,
 * or stands in them, and both give the same trials: each journal in its own order, but answers and scores in any order to each other.
 */
export class Ledger {
  readonly #accounts = new Map<string, Account>();
  readonly #lanes: Lane[] = [];
  /** Model -> repeat -> index into `#lanes`. */
  readonly #indices = new Map<string, number[]>();

  /** The last answer wins; an answer outranks later failures. */
  answer(completion: Completion): void {
    const account = this.#account(completion.task_id);
    account.segment = completion.segment;
    account.weight = completion.weight;
    const entry = entryOf(account, this.#lane(completion.model, completion.repeat));
    const { status, cost, usage, ms, reused_from } = completion;
    if (isAnswer(entry.status) && status === 'failed') return;
    entry.status = status;
    entry.reason = completion.reason;
    entry.cost = cost;
    entry.usage = usage;
    entry.ms = ms;
    entry.reused = reused_from !== undefined;
  }

  /** The last verdict wins, also when it is none. */
  score({ task_id, model, repeat, verdict }: Score): void {
    const entry = entryOf(this.#account(task_id), this.#lane(model, repeat));
    entry.score = verdict.state === 'scored' ? verdict.score : undefined;
    entry.unscored = verdict.state === 'scored' ? undefined : verdict.why;
  }

  /** Somebody answered: everything but `failed`. */
  isAnswered(taskId: string, model: string, repeat: number): boolean {
    return isAnswer(this.#find(taskId, model, repeat)?.status);
  }

  /** There is a verdict, if only that there can be none. */
  isGraded(taskId: string, model: string, repeat: number): boolean {
    const entry = this.#find(taskId, model, repeat);
    return entry !== undefined && (entry.score !== undefined || entry.unscored !== undefined);
  }

  /** One trial a cell with an answer or a failure, by task, model and repeat (texts by code unit): the order of arrival cannot matter. */
  *trials(): Generator<Trial> {
    const lanes = [...this.#lanes.entries()].sort(([, a], [, b]) => compare(a.model, b.model) || a.repeat - b.repeat);
    for (const taskId of [...this.#accounts.keys()].sort()) {
      const account = this.#accounts.get(taskId)!;
      for (const [at, lane] of lanes) {
        const entry = account.entries[at];
        if (entry?.status !== undefined && entry.cost)
          yield trialOf(taskId, account, lane, entry, entry.status, entry.cost);
      }
    }
  }

  #account(taskId: string): Account {
    let account = this.#accounts.get(taskId);
    if (!account) {
      account = { segment: '', weight: 1, entries: [] };
      this.#accounts.set(taskId, account);
    }
    return account;
  }

  #lane(model: string, repeat: number): number {
    let repeats = this.#indices.get(model);
    if (!repeats) {
      repeats = [];
      this.#indices.set(model, repeats);
    }
    repeats[repeat] ??= this.#lanes.push({ model, repeat }) - 1;
    return repeats[repeat];
  }

  #find(taskId: string, model: string, repeat: number): Entry | undefined {
    const lane = this.#indices.get(model)?.[repeat];
    return lane === undefined ? undefined : this.#accounts.get(taskId)?.entries[lane];
  }
}

function entryOf({ entries }: Account, lane: number): Entry {
  while (entries.length <= lane) entries.push(undefined);
  let entry = entries[lane];
  if (!entry) {
    const answer = { status: undefined, reason: undefined, cost: undefined, usage: undefined, ms: undefined };
    entry = { ...answer, reused: false, score: undefined, unscored: undefined };
    entries[lane] = entry;
  }
  return entry;
}

function isAnswer(status: CompletionStatus | undefined): boolean {
  return status !== undefined && status !== 'failed';
}

function trialOf(
  task_id: string,
  account: Account,
  lane: Lane,
  entry: Entry,
  status: CompletionStatus,
  cost: Cost,
): Trial {
  const { usage, ms, reused } = entry;
  const { segment, weight } = account;
  const trial: { -readonly [Field in keyof Trial]: Trial[Field] } = {
    task_id,
    ...lane,
    segment,
    weight,
    status,
    cost,
    reused,
  };
  if (status === 'failed') trial.why = entry.reason ?? 'failed';
  else if (entry.score === undefined) trial.why = entry.unscored ?? 'not graded';
  else trial.score = entry.score;
  if (usage) trial.usage = usage;
  if (ms !== undefined) trial.ms = ms;
  return trial;
}

/** By code unit: the same order under every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
