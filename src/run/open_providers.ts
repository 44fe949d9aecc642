import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRowBatches, readRows } from '../datasets/rows.ts';
import type { Completion, Score } from '../domain/completion.ts';
import type { HostLimits, Limits, ModelSpec } from '../domain/model.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Verdict } from '../domain/scorer.ts';
import type { ColumnMap, Json } from '../domain/task.ts';
import type { LabelledRow } from '../providers/classifier/train_set.ts';
import type { Endpoint } from '../providers/openai/endpoint.ts';
import type { RecordedCompletion } from '../providers/recorded/outcome.ts';
import { readRunFile, runFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';
import { fromBase, type Opened } from './competitors.ts';
import { RECORDED_SCORER } from './grader.ts';
import type { Host } from './host.ts';

/** All providers of a run, by model id, and of its judges, by judge id. `close` ends their connections. */
export interface Providers {
  readonly opened: ReadonlyMap<string, Opened>;
  readonly judges: ReadonlyMap<string, Opened>;
  close(): Promise<void>;
}

/** The providers of one kind. */
type Group = Pick<Providers, 'opened' | 'close'>;

type Open = (models: readonly ModelSpec[], run: RunFile, base: string, host: Host) => Promise<Group>;

/**
 * To add a provider: its files in `providers/`, one line here, its tests. Each line opens all models of its kind at once. Endpoints stand apart: judges
 * share them with the models.
 */
const PROVIDERS = { recorded: openRecordings, classifier: openClassifiers } satisfies Record<
  Exclude<ModelSpec['provider'], 'openai'>,
  Open
>;

/** Opens every model of a run; nothing is sent. Throws a Problem (exit 2) for whatever is wrong locally. */
export async function openProviders(run: RunFile, base: string, host: Host): Promise<Providers> {
  const kinds = Object.entries(PROVIDERS) as [ModelSpec['provider'], Open][];
  const endpoints = await openEndpoints(run, host);
  const groups: Group[] = [];
  for (const [kind, open] of kinds) {
    const models = run.models.filter((model) => model.provider === kind);
    if (models.length > 0) groups.push(await open(models, run, base, host));
  }
  return {
    opened: new Map([...endpoints.opened, ...groups.flatMap((group) => [...group.opened])]),
    judges: endpoints.judges,
    async close() {
      await Promise.all([endpoints, ...groups].map((group) => group.close()));
    },
  };
}

/** What one host may be pushed to: its own limits over the general ones. */
export function hostLimits(limits: Limits, host: string): HostLimits {
  return { ...limits, ...limits.hosts[host] };
}

/** Models and judges behind endpoints; whoever is on the same host shares its pace and its connections. */
async function openEndpoints(run: RunFile, host: Host): Promise<Providers> {
  const models = run.models.filter((model) => model.provider === 'openai');
  const judges = run.judge?.models ?? [];
  if (models.length + judges.length === 0) return { opened: new Map(), judges: new Map(), close: async () => {} };
  const openai = await import('../providers/openai.ts');
  const endpoints = new Map<string, Endpoint>();
  const problems: ProblemDetail[] = [];
  const open = async (model: ModelSpec): Promise<[string, Opened][]> => {
    const name = openai.hostOf(model);
    const endpoint = endpoints.get(name) ?? openai.openEndpoint(run.limits, name);
    endpoints.set(name, endpoint);
    const provider = await openai.openOpenAi(model, endpoint, host.env).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      problems.push(...error.details);
    });
    const body: Opened['body'] = ({ messages, params }) => openai.requestBody(model, messages, params);
    return provider ? [[model.id, { provider, host: name, body }]] : [];
  };
  const openedModels = await Promise.all(models.map(open));
  const openedJudges = await Promise.all(judges.map(open));
  const [first, ...rest] = problems;
  if (first) throw new Problem(2, first, ...rest);
  return {
    opened: new Map(openedModels.flat()),
    judges: new Map(openedJudges.flat()),
    async close() {
      await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
    },
  };
}

/** Nobody is asked, so no key is needed: whatever is not set has a placeholder. */
export function withoutKeys(models: readonly ModelSpec[], env: Host['env']): Host['env'] {
  const named = models.flatMap((model) => [model.api_key_env, ...Object.values(model.headers_env ?? {})]);
  const names = ['OPENAI_API_KEY', ...named.filter((name) => name !== undefined)];
  return { ...env, ...Object.fromEntries(names.map((name) => [name, env[name] || 'not-set'])) };
}

async function openRecordings(models: readonly ModelSpec[], _run: RunFile, base: string, host: Host): Promise<Group> {
  const recorded = await import('../providers/recorded.ts');
  const opened = new Map<string, Opened>();
  for (const path of new Set(models.map((model) => model.path ?? ''))) {
    const group = models.filter((model) => (model.path ?? '') === path);
    const absolute = fromBase(base, path);
    const isRun = existsSync(absolute) && statSync(absolute).isDirectory();
    const source = isRun
      ? ({ kind: 'run', path, completions: completionsOf(absolute, host.cwd) } as const)
      : ({ kind: 'rows', path, rows: readRowBatches(absolute, { file: path }) } as const);
    const recordedSha = isRun ? readRunFile(runFolder(absolute, host.cwd)).dataset.sha256 : undefined;
    const providers = await recorded.openRecordings(group, source);
    for (const model of group) {
      const provider = providers.get(model.id);
      if (!provider) throw new Error(`no recording was opened for ${model.id}`);
      const refuseAll: Opened['refuseAll'] = (isTask, sha) => {
        if (recordedSha !== undefined) recorded.refuseOtherDataset(model, recordedSha, sha);
        recorded.refuseExtraTasks(model, provider, isTask);
      };
      opened.set(model.id, { provider, host: 'recordings', refuseAll });
    }
  }
  return { opened, close: async () => {} };
}

/** A run's completions, each with the grade that was recorded rather than made: an imported outcome may hold nothing else. */
async function* completionsOf(path: string, cwd: string): AsyncGenerator<RecordedCompletion> {
  const folder = runFolder(path, cwd);
  const recorded = new Map<string, Verdict>();
  for await (const { record } of readJournal<Score>(folder.scores, join(folder.shown, 'scores.jsonl'), () => {})) {
    if (record.scorer === RECORDED_SCORER) recorded.set(cellOf(record), record.verdict);
  }
  for await (const { record } of readJournal<Completion>(
    folder.completions,
    join(folder.shown, 'completions.jsonl'),
    () => {},
  )) {
    const recorded_verdict = recorded.get(cellOf(record));
    yield recorded_verdict ? { ...record, recorded_verdict } : record;
  }
}

async function openClassifiers(models: readonly ModelSpec[], run: RunFile, base: string, host: Host): Promise<Group> {
  const { openClassifier, trainOverlap } = await import('../providers/classifier.ts');
  host.progress.note(`training ${models.map((model) => model.id).join(', ')}`);
  const opened = new Map<string, Opened>();
  for (const model of models) {
    const rows = labelledRows(fromBase(base, model.train ?? ''), model.train ?? '', run.dataset.columns);
    const provider = await openClassifier(model, rows, run.seed, host.signal);
    opened.set(model.id, {
      provider,
      host: 'this machine',
      refuse(task, line) {
        const found = trainOverlap(provider, model, { id: task.id, input: task.input, file: run.dataset.path, line });
        return found ? [found] : [];
      },
    });
  }
  return { opened, close: async () => {} };
}

async function* labelledRows(path: string, file: string, columns: ColumnMap): AsyncGenerator<LabelledRow> {
  for await (const { line, values } of readRows(path, { file })) {
    const id = values[columns.id ?? 'id'];
    yield {
      line,
      input: textOf(values[columns.input ?? 'input']),
      label: textOf(values[columns.expected ?? 'expected']),
      ...(id === undefined ? {} : { id: textOf(id) }),
    };
  }
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
