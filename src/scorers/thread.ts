import { Worker } from 'node:worker_threads';
import type { Task } from '../domain/task.ts';

/** What came back from a scorer file: what it returned, what it threw, or nothing in time. */
export type Reply =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'late' };

/** Milliseconds within which a scorer file must be loaded. */
const LOADING_MS = 10_000;

/** Runs in the thread: loads the file, says what its default export is, then answers one message with one. What the file writes goes to stderr: stdout is for the result. */
const SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
process.stdout.write = process.stderr.write.bind(process.stderr);
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
const plain = (value) =>
  typeof value === 'object' && value !== null
    ? { score: value.score, detail: value.detail, unscored: value.unscored }
    : value;
const say = (work) =>
  work()
    .then((value) => parentPort.postMessage({ kind: 'returned', value }))
    .catch((error) => parentPort.postMessage({ kind: 'threw', message: messageOf(error) }));
let grade;
say(async () => typeof (grade = (await import(workerData)).default));
parentPort.on('message', ({ text, task }) => say(async () => plain(await grade(text, task))));
`;

/** A thread of its own for a user's code, so that code which never ends can be stopped; it keeps no process alive. Grades one answer at a time. */
export class ScorerThread {
  readonly #address: string;
  #worker: Worker | undefined;
  #settle: (reply: Reply) => void = () => {};
  #turn: Promise<unknown> = Promise.resolve();

  /** `address` is the file: URL of the scorer file. */
  constructor(address: string) {
    this.#address = address;
  }

  /** Loads the file; the value returned is the type of its default export. */
  load(): Promise<Reply> {
    return this.#next(() => this.#start());
  }

  /** What the file makes of an answer; `late` after `capMs` milliseconds: the thread is ended then, and the next answer gets a new one. */
  grade(text: string, task: Task, capMs: number): Promise<Reply> {
    return this.#next(async () => {
      if (this.#worker === undefined) {
        const loaded = await this.#start();
        if (loaded.kind !== 'returned') return loaded;
      }
      return this.#reply(capMs, () => this.#worker?.postMessage({ text, task }));
    });
  }

  #next(work: () => Promise<Reply>): Promise<Reply> {
    const reply = this.#turn.then(work);
    this.#turn = reply.catch(() => {});
    return reply;
  }

  #start(): Promise<Reply> {
    return this.#reply(LOADING_MS, () => {
      const worker = new Worker(SOURCE, { eval: true, workerData: this.#address });
      worker.on('message', (reply: Reply) => this.#said(worker, reply));
      worker.on('error', (error) => this.#ended(worker, error.message));
      worker.on('exit', () => this.#ended(worker, 'it ended its own thread'));
      worker.unref(); // after the listeners: the first one for messages would take the hold again
      this.#worker = worker;
    });
  }

  #said(worker: Worker, reply: Reply): void {
    if (worker === this.#worker) this.#settle(reply);
  }

  #ended(worker: Worker, message: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#settle({ kind: 'threw', message });
  }

  async #reply(capMs: number, ask: () => void): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    const reply = await new Promise<Reply>((settle) => {
      this.#settle = settle;
      timer = setTimeout(() => settle({ kind: 'late' }), capMs);
      ask();
    });
    clearTimeout(timer);
    if (reply.kind === 'late') this.#drop();
    return reply;
  }

  #drop(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.terminate();
  }
}
