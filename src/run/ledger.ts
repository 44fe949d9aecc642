import type { Completion, CompletionStatus, Cost, Score, Usage } from '../domain/completion.ts';
import type { Judged, Judgement, Label } from '../domain/judge.ts';
import type { Trial } from '../domain/trial.ts';
import { LabelBook } from './judging/label_book.ts';
import { Readings } from './judging/readings.ts';
import { JudgeTally } from './judging/tally.ts';

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
  /** Who judged; empty where nobody had to. */
  readonly judged: (Judged | undefined)[];
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
  /** What was asked of judges. */
  readonly judges = new JudgeTally();
  /** What judges said, question by question. */
  readonly readings = new Readings();
  /** What people said. */
  readonly labels = new LabelBook();

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
  score({ task_id, model, repeat, verdict, judged }: Score): void {
    const lane = this.#lane(model, repeat);
    const task = this.#number(task_id);
    lane.verdicts[task] = verdict.state === 'scored' ? verdict.score : verdict.why;
    if (judged || lane.judged[task]) lane.judged[task] = judged;
  }

  judgement(judgement: Judgement): void {
    this.judges.add(judgement);
    this.readings.add(judgement);
  }

  label(label: Label): void {
    this.labels.add(label);
  }

  /** A judge has yet to give its verdict, or failed to: everything but a verdict and an abstention. */
  waitsForJudge(taskId: string, model: string, repeat: number): boolean {
    const task = this.#numbers.get(taskId);
    const lane = task === undefined ? undefined : this.#lanes.get(model)?.[repeat];
    if (task === undefined || lane?.verdicts[task] === undefined) return true;
    const judged = lane.judged[task];
    if (judged === undefined || typeof lane.verdicts[task] === 'number') return false;
    return judged.votes.length === 0 || judged.votes.some(({ why }) => why !== undefined && why !== 'abstained');
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
      for (const { model, repeat, entries, verdicts, judged } of lanes) {
        const entry = entries[task];
        if (!entry) continue;
        const trial = trialOf({ task_id, model, repeat, segment, weight }, entry, verdicts[task]);
        yield judged[task] ? { ...trial, ...this.#opinions(trial, judged[task]) } : trial;
      }
    }
  }

  #opinions(trial: Trial, judged: Judged): Pick<Trial, 'judged' | 'label'> {
    const label = this.labels.of(trial, judged);
    return label === undefined ? { judged } : { judged, label };
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
    repeats[repeat] ??= { model, repeat, entries: [], verdicts: [], judged: [] };
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
