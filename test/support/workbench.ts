import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from '../../src/cli/main.ts';
import type { Completion, Score } from '../../src/domain/completion.ts';
import type { Judgement } from '../../src/domain/judge.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import {
  checkCounts,
  checkLedger,
  checkOutput,
  checkResults,
  type JsonReport,
  KEY,
  type Ran,
  splitLines,
} from './invariants.ts';
import { type FakeIo, type FakeIoOptions, fakeIo } from './io.ts';
import { chat, type Loopback, type Script, startLoopback } from './loopback.ts';

/** What differs from the usual bench: models `big` (the reference) and `cheap` at the loopback, 40 tasks, concurrency 4, one retry. */
export interface BenchOptions {
  readonly tasks?: number;
  readonly models?: readonly string[];
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Merged into every model. */
  readonly model?: Readonly<Record<string, unknown>>;
  readonly script?: Script;
}

/** A command that is running in this process. */
export interface Running {
  readonly io: FakeIo;
  readonly done: Promise<Ran>;
}

export const PRICE = { input: 2, output: 8 };
/** Dollars of one answer of the loopback: 10 input and 5 output tokens. */
export const CALL_USD = (10 * PRICE.input + 5 * PRICE.output) / 1e6;

/** Answers right, but `cheap` fails every tenth task. */
export const fair: Script = (seen) => ({
  body: chat(seen.model === 'cheap' && seen.prompt.endsWith('0') ? 'wrong' : `answer ${seen.prompt.slice(5)}`, {
    model: seen.model,
  }),
});

/** The dataset: `task N` is to be answered with `answer N`. */
export function tasksCsv(tasks: number): string {
  const rows = Array.from(
    { length: tasks },
    (_, i) => `t${i + 1},task ${i + 1},answer ${i + 1},${i % 2 === 0 ? 'odd' : 'even'}`,
  );
  return `id,input,expected,segment\n${rows.join('\n')}\n`;
}

/** A folder with a config, a dataset and a server that plays the provider. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
  readonly server: Loopback;
  readonly concurrency: number;
  readonly options: BenchOptions;

  constructor(server: Loopback, options: BenchOptions) {
    this.server = server;
    this.options = options;
    this.concurrency = Number(options.limits?.concurrency ?? 4);
    this.write('tasks.csv', tasksCsv(options.tasks ?? 40));
    this.configure();
  }

  get results(): string {
    return join(this.folder, 'results');
  }

  /** Writes bench.yaml (JSON is YAML); `config` and `model` replace what the bench was opened with. */
  configure(
    config: BenchOptions['config'] = this.options.config,
    models = this.options.models ?? ['big', 'cheap'],
    model = this.options.model,
  ): void {
    const file = {
      dataset: 'tasks.csv',
      models: models.map((id) => ({ id, base_url: this.server.url, api_key_env: 'TEST_KEY', price: PRICE, ...model })),
      reference: models[0],
      limits: { concurrency: this.concurrency, retries: 1, timeout_s: 10, ...this.options.limits },
      ...config,
    };
    this.write('bench.yaml', JSON.stringify(file, null, 1));
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Starts a command in this process. */
  start(argv: readonly string[], options: Partial<FakeIoOptions> = {}): Running {
    const io = fakeIo({ cwd: this.folder, ...options, env: { TEST_KEY: KEY, ...options.env } });
    const done = main(argv, io).then((code) => ({ code, out: io.out(), err: io.err() }));
    return { io, done };
  }

  /** Runs a command in this process and checks every invariant afterwards. */
  async run(...argv: readonly string[]): Promise<Ran> {
    const ran = await this.start(argv).done;
    this.check(ran);
    return ran;
  }

  check(ran: Ran): void {
    checkOutput(ran);
    checkResults(this.results);
    checkLedger(this.server, this.concurrency);
  }

  /** `run --json`, or another command that shows a report; the counts must add up. */
  async report(...argv: readonly string[]): Promise<JsonReport & { readonly code: number }> {
    const ran = await this.run(...argv, '--json');
    const report = JSON.parse(ran.out) as JsonReport;
    if (report.standings) checkCounts(report);
    return { ...report, code: ran.code };
  }

  /** Ids of the runs, oldest first. */
  runs(): readonly string[] {
    return readdirSync(this.results).sort();
  }

  /** Path inside the newest run. */
  inRun(name: string, run = this.runs().at(-1) ?? 'none'): string {
    return join(this.results, run, name);
  }

  /** A file of the newest run, as text. */
  read(name: string, run?: string): string {
    return readFileSync(this.inRun(name, run), 'utf8');
  }

  runFile(run?: string): RunFile {
    return JSON.parse(readFileSync(this.inRun('run.json', run), 'utf8')) as RunFile;
  }

  completions(run?: string): readonly Completion[] {
    return records(this.inRun('completions.jsonl', run)) as Completion[];
  }

  /** How many answers the newest run has on disk; 0 while there is no run. */
  completionCount(): number {
    return this.ranOnce() && existsSync(this.inRun('completions.jsonl')) ? this.completions().length : 0;
  }

  ranOnce(): boolean {
    return existsSync(this.results) && this.runs().length > 0;
  }

  scores(run?: string): readonly Score[] {
    return records(this.inRun('scores.jsonl', run)) as Score[];
  }

  /** What judges were asked; nothing while there is no such file. */
  judgements(run?: string): readonly Judgement[] {
    const path = this.inRun('judgements.jsonl', run);
    return existsSync(path) ? (records(path) as Judgement[]) : [];
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function records(path: string): unknown[] {
  return splitLines(readFileSync(path))
    .slice(0, -1)
    .map((line) => JSON.parse(line.toString()));
}

/** A bench with a server of its own; close it. */
export async function openWorkbench(options: BenchOptions = {}): Promise<Workbench> {
  return new Workbench(await startLoopback(options.script ?? fair), options);
}

/** Runs `work` on a bench and closes it. */
export async function onBench(options: BenchOptions, work: (bench: Workbench) => Promise<void>): Promise<void> {
  const bench = await openWorkbench(options);
  try {
    await work(bench);
  } finally {
    await bench.close();
  }
}

/** A report without what may differ between two equal runs: its id, times, and how often things were asked. */
export function comparable(report: JsonReport): unknown {
  const { id: _id, started_at: _started, finished_at: _finished, ...run } = report.run;
  const timeless = (key: string, value: unknown): unknown => (/_ms$|^reused$|^code$/.test(key) ? undefined : value);
  return JSON.parse(JSON.stringify({ ...report, run }, timeless));
}

/** Resolves once `condition` holds; throws when it does not within 20 s. */
export async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 20_000; !condition(); await sleep(5)) {
    if (performance.now() > end) throw new Error(`never came true: ${String(condition)}`);
  }
}
