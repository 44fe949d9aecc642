import type { Completion, CompletionStatus, Cost, Score, Usage } from '../domain/completion.ts';
import type { Trial } from '../domain/trial.ts';

/** What is kept of an answer, or of a failure to get one. */
interface Entry {
  readonly status: CompletionStatus;
  readonly reason: string | undefined;
  readonly cost: Cost;
  readonly usage: Usage | undefined;
  readonly ms: number | undefined;
  readonly reused: boolean;
}

/** One model in one repeat; both lists by the number of the task. */
interface Lane {
  readonly model: string;
  readonly repeat: number;
  readonly entries: (Entry | undefined)[];
  /** The score, or why there can be none. */
  readonly verdicts: (number | string | undefined)[];
}

/**
 * What a run has come to, cell by cell, without the texts: what the report is made of. It is told of every record that goes to the journals,
 * or stands in them, and both give the same trials: each journal in its own order, but answers and scores in any order to each other.
 */
export class Ledger {
  /** Task id -> number, in the order in which they came. */
  readonly #numbers = new Map<string, number>();
  /** The task that was asked for last: often the one that is asked for next. */
  #last = { taskId: '', number: -1 };
  readonly #segments: string[] = [];
  readonly #weights: number[] = [];
  /** Model -> repeat -> lane. */
  readonly #lanes = new Map<string, Lane[]>();

  /** The last answer wins; an answer outranks later failures. */
  answer({ task_id, model, repeat, segment, weight, status, reason, cost, usage, ms, reused_from }: Completion): void {
    const task = this.#number(task_id);
    const { entries } = this.#lane(model, repeat);
    if (status === 'failed' && isAnswer(entries[task])) return;
    this.#segments[task] = segment;
    this.#weights[task] = weight;
    entries[task] = { status, reason, cost, usage, ms, reused: reused_from !== undefined };
  }

  /** The last verdict wins, also when it is none. */
  score({ task_id, model, repeat, verdict }: Score): void {
    const { verdicts } = this.#lane(model, repeat);
    verdicts[this.#number(task_id)] = verdict.state === 'scored' ? verdict.score : verdict.why;
  }

  /** Somebody answered: everything but `failed`. */
  isAnswered(taskId: string, model: string, repeat: number): boolean {
    const task = this.#numbers.get(taskId);
    return task !== undefined && isAnswer(this.#lanes.get(model)?.[repeat]?.entries[task]);
  }

  /** There is a verdict, if only that there can be no score. */
  isGraded(taskId: string, model: string, repeat: number): boolean {
    const task = this.#numbers.get(taskId);
    return task !== undefined && this.#lanes.get(model)?.[repeat]?.verdicts[task] !== undefined;
  }

  /** One trial a cell with an answer or a failure, by task, model and repeat (texts by code unit): the order of arrival cannot matter. */
  *trials(): Generator<Trial> {
    const models = [...this.#lanes.keys()].sort();
    const lanes = models.flatMap((model) => Object.values(this.#lanes.get(model) ?? []));
    for (const task_id of [...this.#numbers.keys()].sort()) {
      const task = this.#numbers.get(task_id)!;
      const [segment, weight] = [this.#segments[task]!, this.#weights[task]!];
      for (const { model, repeat, entries, verdicts } of lanes) {
        const entry = entries[task];
        if (entry) yield trialOf({ task_id, model, repeat, segment, weight }, entry, verdicts[task]);
      }
    }
  }

  #number(taskId: string): number {
    if (taskId === this.#last.taskId && this.#last.number >= 0) return this.#last.number;
    const number = this.#numbers.get(taskId) ?? this.#numbers.size;
    if (number === this.#numbers.size) this.#numbers.set(taskId, number);
    this.#last = { taskId, number };
    return number;
  }

  #lane(model: string, repeat: number): Lane {
    let repeats = this.#lanes.get(model);
    if (!repeats) {
      repeats = [];
      this.#lanes.set(model, repeats);
    }
    repeats[repeat] ??= { model, repeat, entries: [], verdicts: [] };
    return repeats[repeat];
  }
}

function isAnswer(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.status !== 'failed';
}

type Cell = Pick<Trial, 'task_id' | 'model' | 'repeat' | 'segment' | 'weight'>;

function trialOf(cell: Cell, entry: Entry, verdict: number | string | undefined): Trial {
  const { task_id, model, repeat, segment, weight } = cell;
  const { status, reason, cost, usage, ms, reused } = entry;
  const trial: { -readonly [Field in keyof Trial]: Trial[Field] } = {
    task_id,
    model,
    repeat,
    segment,
    weight,
    status,
    cost,
    reused,
  };
  if (status === 'failed') trial.why = reason ?? 'failed';
  else if (typeof verdict === 'number') trial.score = verdict;
  else trial.why = verdict ?? 'not graded';
  if (usage) trial.usage = usage;
  if (ms !== undefined) trial.ms = ms;
  return trial;
}
