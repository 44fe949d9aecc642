import type { Score } from '../../domain/completion.ts';
import type { Judgement } from '../../domain/judge.ts';
import type { RunFolder } from '../../results/folder.ts';
import type { Stopped } from '../execute.ts';
import type { Host } from '../host.ts';
import type { Ledger } from '../ledger.ts';
import { hostLimits } from '../open_providers.ts';
import { type Answered, type Competitor, type Lane, replay } from '../replay.ts';
import type { PaidAnswers } from '../reuse.ts';
import { type JudgeBooks, openJudgeBooks } from './books.ts';
import { type CellOptions, type JudgePrepared, judgedCells, placesOf } from './cells.ts';
import { judgementOf } from './judgement.ts';
import { judgeName, type OpenJudge, type OpenJudging, promptHash } from './open.ts';
import { type JudgedTask, MOST_ORDERS } from './question.ts';
import { Questions } from './questions.ts';
import { scoreOf } from './votes.ts';
import { notAsked, withdrawScores } from './withdraw.ts';

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
  /** Called once nothing stands under the name of other judges, before any question. */
  adopt?(): Promise<void>;
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
    if (options.ask !== 'again') await work.withdraw();
    await options.adopt?.();
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
function ofJudge(judge: string, message: string): string {
  return message.startsWith('model ') ? message.replace('model ', 'judge ') : `judge ${judge}: ${message}`;
}

class JudgeWork {
  readonly stopped: Stopped[] = [];
  readonly #options: JudgeOptions;
  readonly #cells: CellOptions;
  readonly #books: JudgeBooks;
  readonly #host: Host;
  readonly #judges: ReadonlyMap<string, OpenJudge>;
  readonly #questions: Questions;

  constructor(options: JudgeOptions, cells: CellOptions, books: JudgeBooks, host: Host) {
    this.#options = options;
    this.#cells = cells;
    this.#books = books;
    this.#host = host;
    this.#judges = new Map(options.judging.judges.map((judge) => [judge.spec.id, judge]));
    this.#questions = new Questions(options.judging, options.prepared.run.seed);
  }

  withdraw(): Promise<void> {
    return withdrawScores(this.#cells, this.#options.ledger, this.#books, (task) => this.#scoreOf(task) !== undefined);
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
        const key = this.#questions.keys(this.#judge(id), task as JudgedTask)[order];
        return key !== undefined && due.get(id)?.delete(key) === true;
      },
      paid: ({ key }) => (pass === 'new' && paid?.has(key) ? paid.read(key) : undefined),
      record: (answered) => this.#record(answered, pass),
      onStop: (judge, stop) =>
        this.stopped.push({ model: `judge ${judge}`, stop: { ...stop, message: ofJudge(judge, stop.message) } }),
      keep_going,
      signal: this.#host.signal,
    });
  }

  /** One score line for every answer: what its judges say, or that not all of them were asked. */
  async giveVerdicts(): Promise<void> {
    for await (const cell of judgedCells(this.#cells)) {
      const score = 'score' in cell ? cell.score : (this.#scoreOf(cell.ask) ?? this.#notAsked(cell.ask));
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
        for (const key of this.#questions.keys(this.#judge(id), task)) if (isDue(key)) keys.add(key);
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
        request: (task, order) => this.#questions.of(judge, task as JudgedTask, order).request,
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
      const { question } = this.#questions.of(judge, task, request.repeat);
      const prompt_hash = promptHash(this.#options.judging.settings, task.rubric);
      const cell = { task_id, model: author, repeat };
      const put = { judge, question, key: request.key, prompt_hash, purpose, cell } as const;
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

  /** Undefined where an earlier score stands. */
  #notAsked(task: JudgedTask): Score | undefined {
    const { task_id, model, repeat } = task.completion;
    if (this.#options.ledger.isGraded(task_id, model, repeat)) return undefined;
    return notAsked(task, judgeName(this.#options.judging, task.rubric));
  }

  #scoreOf(task: JudgedTask): Score | undefined {
    return scoreOf(task, this.#questions, this.#options.ledger.readings);
  }

  #judge(id: string): OpenJudge {
    const judge = this.#judges.get(id);
    if (!judge) throw new Error(`judge ${id} was not opened`);
    return judge;
  }
}
