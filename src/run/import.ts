import { rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import Big from 'big.js';
import type { Answer, Completion } from '../domain/completion.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import type { Task } from '../domain/task.ts';
import { openDataset } from '../datasets/dataset.ts';
import { readRows } from '../datasets/rows.ts';
import { costOf } from '../prices/cost.ts';
import { answerOfRow } from '../providers/recorded/outcome.ts';
import { createRunFolder, type RunFolder, writeRunFile } from '../results/folder.ts';
import { type Journal, openJournal } from '../results/journal.ts';
import type { RunFile } from '../results/run_file.ts';
import { fileSha256 } from './competitors.ts';
import { type Grader, openGrader } from './grader.ts';
import type { Host } from './host.ts';
import { hashOf } from './identity.ts';
import { openColumns, type OutcomeCells, parseColumns, parseWhere, textOf } from './outcome_columns.ts';

export interface ImportOptions {
  /** The file, as the user wrote it. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly where: readonly string[];
  readonly reference?: string;
  readonly quality_floors: readonly number[];
  readonly seed: number;
  /** Absolute folder for the runs. */
  readonly results: string;
  /** Grades outputs; also where the file holds scores of its own. */
  readonly scorer?: ScorerSpec;
  /** Labels, where the file has no `expected` column. */
  readonly dataset?: string;
}

/** Makes a run of outcomes that somebody else recorded. Throws a Problem (exit 2) with up to 20 lines at fault; then no run is left behind. */
export async function importRun(options: ImportOptions, host: Host): Promise<{ folder: RunFolder; run: RunFile }> {
  const grader = await openGrader(options.scorer ?? 'exact', host.cwd);
  const labels = await readLabels(options, grader, host);
  const sha256 = await fileSha256(resolve(host.cwd, options.file), options.file);
  const folder = createRunFolder(options.results, host.now(), host.cwd);
  try {
    const importing = new Import(options, grader, labels, folder, host.now());
    await importing.read(resolve(host.cwd, options.file), host.signal);
    const run = importing.runFile(sha256, host);
    await writeRunFile(folder, run);
    return { folder, run };
  } catch (error) {
    await rm(folder.path, { recursive: true, force: true });
    throw error;
  }
}

async function readLabels(options: ImportOptions, grader: Grader, host: Host): Promise<ReadonlyMap<string, Task> | undefined> {
  if (options.dataset === undefined) return undefined;
  const tasks = new Map<string, Task>();
  await openDataset({ path: options.dataset, columns: {}, allow_unlabelled: false }, host.cwd).check(async (task) => {
    await grader.prepare(task);
    tasks.set(task.id, task);
    return [];
  });
  return tasks;
}

const WRITE_EVERY = 500;
/** Nobody is asked, so nothing is limited. */
const NO_LIMITS: RunFile['limits'] = { concurrency: 1, timeout_s: 60, retries: 0, max_wait_s: 60, hosts: {} };

class Import {
  readonly #options: ImportOptions;
  readonly #grader: Grader;
  readonly #labels: ReadonlyMap<string, Task> | undefined;
  readonly #folder: RunFolder;
  readonly #at: Date;
  readonly #tasks = new Map<string, Task>();
  readonly #models = new Map<string, { usd: Big; costs: number }>();
  readonly #lineOf = new Map<string, number>();
  readonly #scorers = new Set<string>();
  readonly #problems: ProblemDetail[] = [];
  #repeats = 1;

  constructor(options: ImportOptions, grader: Grader, labels: ReadonlyMap<string, Task> | undefined, folder: RunFolder, at: Date) {
    this.#options = options;
    this.#grader = grader;
    this.#labels = labels;
    this.#folder = folder;
    this.#at = at;
  }

  async read(path: string, signal: AbortSignal): Promise<void> {
    const completions = openJournal(this.#folder.completions, this.#folder.shown);
    const scores = openJournal(this.#folder.scores, this.#folder.shown);
    try {
      await this.#readRows(path, completions, scores, signal);
    } finally {
      await completions.close();
      await scores.close();
    }
    const [first, ...rest] = this.#problems;
    if (first) throw new Problem(2, first, ...rest);
    if (this.#tasks.size === 0) throw this.#nothing();
  }

  async #readRows(path: string, completions: Journal, scores: Journal, signal: AbortSignal): Promise<void> {
    const mapped = parseColumns(this.#options.columns);
    const where = parseWhere(this.#options.where);
    let pick: ReturnType<typeof openColumns> | undefined;
    let written = 0;
    for await (const { line, values, columns } of readRows(path, { file: this.#options.file })) {
      pick ??= openColumns(columns, mapped, where, this.#options.file);
      const cells = pick(values);
      if (!cells) continue;
      const saved = await this.#row(cells, line, completions, scores);
      if (++written % WRITE_EVERY === 0) {
        await saved;
        signal.throwIfAborted();
      }
    }
  }

  async #row(cells: OutcomeCells, line: number, completions: Journal, scores: Journal): Promise<Promise<void> | undefined> {
    const model = textOf(cells.model);
    const id = textOf(cells.task_id);
    const repeat = Number(textOf(cells.repeat) || 0);
    if (!this.#isSound(id, model, repeat, line)) return undefined;
    const task = this.#task(id, cells, line);
    const answer = answerOfRow(this.#options.scorer === undefined ? cells : withoutScore(cells));
    const completion = this.#completion(task, model, repeat, answer);
    this.#note(model, repeat, completion);
    const saved = completions.append(completion);
    const score = await this.#grader.grade(completion, task, answer.recorded_verdict);
    if (score) this.#scorers.add(score.scorer);
    if (score) void scores.append(score);
    return saved;
  }

  #isSound(id: string, model: string, repeat: number, line: number): boolean {
    const cell = `${repeat} ${model}\n${id}`;
    const earlier = this.#lineOf.get(cell);
    this.#lineOf.set(cell, line);
    if (id === '' || model === '') this.#complain(line, id === '' ? 'no task_id' : 'no model');
    else if (!Number.isSafeInteger(repeat) || repeat < 0) this.#complain(line, 'repeat is not a whole number');
    else if (earlier !== undefined) this.#complain(line, `model "${model}" answered task "${id}" already in line ${earlier}`);
    else if (this.#labels && !this.#labels.has(id)) this.#complain(line, `task "${id}" is not in ${this.#options.dataset}`);
    else return true;
    return false;
  }

  #task(id: string, cells: OutcomeCells, line: number): Task {
    const weight = textOf(cells.weight) === '' ? 1 : Number(textOf(cells.weight));
    if (!(weight > 0 && Number.isFinite(weight))) this.#complain(line, `weight "${textOf(cells.weight)}" is not a number above 0`);
    const segment = textOf(cells.segment);
    const known = this.#labels?.get(id) ?? this.#tasks.get(id);
    const expected = cells.expected ?? known?.expected;
    const task: Task = known ?? { id, input: '', segment, weight, columns: {}, ...(expected === undefined ? {} : { expected }) };
    if (this.#labels === undefined && (task.segment !== segment || task.weight !== weight)) {
      this.#complain(line, `task "${id}" has another segment or weight than in an earlier line`);
    }
    this.#tasks.set(id, task);
    return task;
  }

  #completion(task: Task, model: string, repeat: number, answer: Answer): Completion {
    const { status, text, reason, usage, ms } = answer;
    return {
      task_id: task.id,
      model,
      repeat,
      key: hashOf({ recorded: model, task: task.id, repeat }),
      segment: task.segment,
      weight: task.weight,
      status,
      text,
      ...(reason === undefined ? {} : { reason }),
      ...(usage ? { usage } : {}),
      cost: answer.reported_cost_usd === undefined ? { state: 'unknown', why: 'not recorded' } : costOf(answer, undefined, this.#at, 'recorded'),
      ...(ms === undefined ? {} : { ms }),
    };
  }

  #note(model: string, repeat: number, { cost }: Completion): void {
    this.#repeats = Math.max(this.#repeats, repeat + 1);
    const sum = this.#models.get(model) ?? { usd: new Big(0), costs: 0 };
    this.#models.set(model, cost.state === 'known' ? { usd: sum.usd.plus(cost.usd), costs: sum.costs + 1 } : sum);
  }

  #complain(line: number, message: string): void {
    this.#problems.push({ code: 'IMPORT', message, file: this.#options.file, line });
  }

  #nothing(): Problem {
    const { where, file } = this.#options;
    return new Problem(2, {
      code: 'IMPORT',
      message: where.length > 0 ? `no row has ${where.join(' and ')}` : 'no outcomes: the file has no rows',
      file,
    });
  }

  runFile(sha256: string, host: Host): RunFile {
    const { options } = { options: this.#options };
    const reference = this.#reference(host);
    const tasks = this.#labels?.size ?? this.#tasks.size;
    return {
      format: 'bench.run/1',
      id: this.#folder.id,
      kind: 'import',
      status: 'complete',
      started_at: this.#at.toISOString(),
      ended_at: host.now().toISOString(),
      bench: host.version,
      node: process.version,
      base: relative(this.#folder.path, host.cwd) || '.',
      dataset: { path: options.dataset ?? options.file, columns: {}, allow_unlabelled: false, sha256, tasks },
      scorer: options.scorer ?? 'exact',
      scorers: [...this.#scorers].sort(),
      prompt: '',
      models: [...this.#models.keys()].map((id) => ({ id, provider: 'recorded', model: id, params: {}, path: options.file, identity: hashOf({ sha256, id }) })),
      reference,
      quality_floors: options.quality_floors,
      repeats: this.#repeats,
      seed: options.seed,
      limits: NO_LIMITS,
    };
  }

  /** The model named, or the dearest: the one that a cheaper model would have to match. */
  #reference(host: Host): string {
    const { reference } = this.#options;
    if (reference !== undefined && this.#models.has(reference)) return reference;
    const known = [...this.#models.keys()];
    if (reference !== undefined) {
      const shown = `${known.slice(0, 20).join(', ')}${known.length > 20 ? ', ...' : ''}`;
      throw new Problem(2, { code: 'IMPORT', message: `no model "${reference}" among the rows`, file: this.#options.file, hint: `it has ${shown}` });
    }
    const dearest = dearestOf(this.#models) ?? known[0] ?? '';
    host.progress.note(`reference: ${dearest} (the dearest per task; --reference names another)`);
    return dearest;
  }
}

function dearestOf(models: ReadonlyMap<string, { readonly usd: Big; readonly costs: number }>): string | undefined {
  let best: { readonly id: string; readonly mean: Big } | undefined;
  for (const [id, { usd, costs }] of models) {
    const mean = costs > 0 ? usd.div(costs) : undefined;
    if (mean && (!best || mean.gt(best.mean))) best = { id, mean };
  }
  return best?.id;
}

function withoutScore({ score: _, ...cells }: OutcomeCells): OutcomeCells {
  return cells;
}
