import type { Score } from '../../domain/completion.ts';
import type { Judged, Judgement, Vote } from '../../domain/judge.ts';
import type { RunFolder } from '../../results/folder.ts';
import { combineOrders, combineVotes, voteOf } from '../../scorers/judge/jury.ts';
import type { Question } from '../../scorers/judge/question.ts';
import { isSuspicious } from '../../scorers/judge/suspicious.ts';
import type { Stopped } from '../execute.ts';
import type { Host } from '../host.ts';
import type { Ledger } from '../ledger.ts';
import { hostLimits } from '../open_providers.ts';
import { type Answered, type Competitor, type Lane, replay } from '../replay.ts';
import type { PaidAnswers } from '../reuse.ts';
import { type JudgeBooks, openJudgeBooks } from './books.ts';
import { type CellOptions, type JudgePrepared, judgedCells, placesOf } from './cells.ts';
import { judgementOf } from './judgement.ts';
import { combinationOf, judgeName, type OpenJudge, type OpenJudging } from './open.ts';
import { type JudgedTask, MOST_ORDERS, ordersOf, questionOf, requestFor } from './question.ts';

export interface JudgeOptions {
  readonly prepared: JudgePrepared;
  readonly judging: OpenJudging;
  readonly folder: RunFolder;
  readonly ledger: Ledger;
  /** Verdicts that earlier runs paid for. */
  readonly paid: PaidAnswers | undefined;
  /** False: the cell has its verdict. */
  wants(taskId: string, model: string, repeat: number): boolean;
  /** `missing`: what nobody has judged. `nobody`: verdicts come from what judges have said before. `again`: what they have, to see whether they stay with it. */
  readonly ask: 'missing' | 'nobody' | 'again';
  readonly keep_going: boolean;
}

/**
 * Has every answer judged that waits for it, and puts verdicts on disk: each question once, once more where the answer held no verdict, then one score
 * a cell. Rejects when interrupted or when the disk fails; every judgement that was paid for is saved.
 */
export async function judgeAnswers(options: JudgeOptions, host: Host): Promise<readonly Stopped[]> {
  const { prepared, judging, folder, ledger } = options;
  const places = await placesOf(folder, judging.tasks);
  const cells: CellOptions = {
    prepared,
    judging,
    folder,
    places,
    wants: options.wants,
  };
  const books = openJudgeBooks(folder, ledger);
  const work = new JudgeWork(options, cells, books, host);
  try {
    for (const pass of PASSES[options.ask]) await work.ask(pass);
    if (options.ask !== 'again') await work.giveVerdicts();
  } finally {
    await books.close();
  }
  return work.stopped;
}

type Pass = 'new' | 'unreadable' | 'again';

/** Whoever gave no verdict is asked once more. */
const PASSES: Readonly<Record<JudgeOptions['ask'], readonly Pass[]>> = {
  missing: ['new', 'unreadable'],
  nobody: [],
  again: ['again'],
};

/** Stops are told in words about models. */
function ofJudge(message: string): string {
  return message.replace(/^model /, 'judge ');
}

class JudgeWork {
  readonly stopped: Stopped[] = [];
  readonly #options: JudgeOptions;
  readonly #cells: CellOptions;
  readonly #books: JudgeBooks;
  readonly #host: Host;
  readonly #judges: ReadonlyMap<string, OpenJudge>;

  constructor(options: JudgeOptions, cells: CellOptions, books: JudgeBooks, host: Host) {
    this.#options = options;
    this.#cells = cells;
    this.#books = books;
    this.#host = host;
    this.#judges = new Map(options.judging.judges.map((judge) => [judge.spec.id, judge]));
  }

  /** Puts every question that has no answer yet, those whose answer could not be read, or those that were answered: each once. */
  async ask(pass: Pass): Promise<void> {
    const { paid, keep_going } = this.#options;
    const due = await this.#due(pass);
    const laps = [...due].map(([model, keys]) => ({ model, total: keys.size, done: 0 }));
    if (laps.every(({ total }) => total === 0) || this.stopped.length > 0) return;
    this.#host.progress.start(laps);
    await replay({
      lanes: this.#lanes(),
      repeats: MOST_ORDERS,
      tasks: () => this.#tasks(),
      wants: (task, id, order) => {
        const key = this.#keyOf(id, task as JudgedTask, order);
        return key !== undefined && due.get(id)?.delete(key) === true;
      },
      paid: ({ key }) => (pass === 'new' && paid?.has(key) ? paid.read(key) : undefined),
      record: (answered) => this.#record(answered, pass),
      onStop: (judge, stop) =>
        this.stopped.push({ model: `judge ${judge}`, stop: { ...stop, message: ofJudge(stop.message) } }),
      keep_going,
      signal: this.#host.signal,
    });
  }

  /** One score line for every answer that all its judges were asked about. */
  async giveVerdicts(): Promise<void> {
    for await (const cell of judgedCells(this.#cells)) {
      const score = 'score' in cell ? cell.score : this.#scoreOf(cell.ask);
      if (score) await this.#books.score(score);
    }
  }

  /** Judge -> keys of the questions to put. */
  async #due(pass: Pass): Promise<ReadonlyMap<string, Set<string>>> {
    const { readings } = this.#options.ledger;
    const isDue = (key: string): boolean =>
      pass === 'new'
        ? !readings.settled(key)
        : pass === 'unreadable'
          ? readings.unreadable(key)
          : readings.settled(key);
    const due = new Map([...this.#judges.keys()].map((id) => [id, new Set<string>()]));
    for await (const task of this.#tasks()) {
      for (const [id, keys] of due) {
        for (let order = 0; order < ordersOf(task); order++) {
          const key = this.#keyOf(id, task, order)!;
          if (isDue(key)) keys.add(key);
        }
      }
    }
    return due;
  }

  async *#tasks(): AsyncGenerator<JudgedTask> {
    for await (const cell of judgedCells(this.#cells)) if ('ask' in cell) yield cell.ask;
  }

  #lanes(): readonly Lane[] {
    const hosts = new Map<string, Competitor[]>();
    for (const judge of this.#judges.values()) {
      const { host, provider } = judge.opened;
      const competitor: Competitor = {
        id: judge.spec.id,
        provider,
        request: (task, order) => requestFor(judge, this.#question(judge, task as JudgedTask, order), task, order),
        meter: (request) => judge.meter(request),
      };
      hosts.set(host, [...(hosts.get(host) ?? []), competitor]);
    }
    const { limits } = this.#options.prepared.run;
    return [...hosts].map(([host, competitors]) => ({
      host,
      concurrency: hostLimits(limits, host).concurrency,
      competitors,
    }));
  }

  async #record(answered: readonly Answered[], pass: Pass): Promise<void> {
    const purpose = pass === 'again' ? 'again' : 'verdict';
    const at = this.#host.now();
    for (const { request, model, answer, meter } of answered) {
      const judge = this.#judge(model);
      const task = request.task as JudgedTask;
      const { task_id, model: author, repeat } = task.completion;
      const question = this.#question(judge, task, request.repeat);
      const put = { judge, question, key: request.key, purpose, cell: { task_id, model: author, repeat } } as const;
      const judgement = this.#compared(judgementOf(put, answer, meter, at));
      await this.#books.judgement(judgement);
      const failed = judgement.score === undefined && judgement.why !== 'abstained';
      const { cost } = judgement;
      const usd = cost.state === 'known' ? cost.usd : null;
      this.#host.progress.advance(model, answer.reused_from === undefined ? { failed, usd } : { failed });
    }
  }

  /** Of a question that was put again: whether the verdict is another one. Without a verdict nobody can tell. */
  #compared(judgement: Judgement): Judgement {
    const before = this.#options.ledger.readings.of(judgement.key);
    if (judgement.purpose !== 'again' || before?.state !== 'verdict' || judgement.score === undefined) return judgement;
    return { ...judgement, flipped: judgement.score !== before.score };
  }

  /** Undefined while some question of the cell was never answered. */
  #scoreOf(task: JudgedTask): Score | undefined {
    const { judging } = this.#options;
    const votes: Vote[] = [];
    let cut = false;
    for (const judge of this.#judges.values()) {
      const vote = this.#voteOf(judge, task);
      if (!vote) return undefined;
      votes.push(vote);
      cut ||= this.#question(judge, task, 0).cut;
    }
    const { task_id, model, repeat, text } = task.completion;
    const judged: Judged = {
      kind: task.kind,
      rubric: task.rubric.name,
      votes,
      chars: text.length,
      ...(isSuspicious(text) ? { suspicious: true } : {}),
      ...(cut ? { cut: true } : {}),
    };
    const verdict = combineVotes(votes, combinationOf(judging, task.kind));
    return { task_id, model, repeat, scorer: judgeName(judging, task.rubric), verdict, judged };
  }

  #voteOf(judge: OpenJudge, task: JudgedTask): Vote | undefined {
    const { readings } = this.#options.ledger;
    const [first, second] = [0, 1].map((order) => {
      const key = this.#keyOf(judge.spec.id, task, order);
      return key === undefined ? undefined : readings.of(key);
    });
    if (task.kind !== 'pairwise') return first && voteOf(judge.spec.id, first);
    return first && second && combineOrders(judge.spec.id, first, second);
  }

  #keyOf(id: string, task: JudgedTask, order: number): string | undefined {
    if (order >= ordersOf(task)) return undefined;
    const judge = this.#judge(id);
    return requestFor(judge, this.#question(judge, task, order), task, order).key;
  }

  #question(judge: OpenJudge, task: JudgedTask, order: number): Question {
    return questionOf(this.#options.judging, judge, task, order, this.#options.prepared.run.seed);
  }

  #judge(id: string): OpenJudge {
    const judge = this.#judges.get(id);
    if (!judge) throw new Error(`judge ${id} was not opened`);
    return judge;
  }
}
