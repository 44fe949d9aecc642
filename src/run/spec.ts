import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../config/config.ts';
import type { JudgeSpec, Rubric } from '../domain/judge.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { DatasetSummary } from '../domain/task.ts';
import { resolvePrice } from '../prices/resolve.ts';
import type { RunFile, RunJudge, RunModel } from '../results/run_file.ts';
import { fileSha256, fromBase } from './competitors.ts';
import type { Host } from './host.ts';
import { identityOf } from './identity.ts';

/** What will be asked, before there is a folder for it: prices looked up, identities computed. */
export async function draftRun(config: Config, host: Host): Promise<RunFile> {
  const at = host.now();
  const models = await Promise.all(config.models.map((model) => runModel(model, config, at)));
  return {
    format: 'bench.run/1',
    id: '',
    kind: 'run',
    status: 'running',
    started_at: at.toISOString(),
    bench: host.version,
    node: process.version,
    ...(await gitState(config.folder)),
    base: config.folder,
    dataset: { ...config.dataset, sha256: '', tasks: 0 },
    scorer: config.scorer,
    scorers: [],
    ...(config.judge ? { judge: await runJudge(config.judge, at) } : {}),
    prompt: config.prompt,
    ...(config.system === undefined ? {} : { system: config.system }),
    models,
    reference: config.reference,
    quality_floors: config.quality_floors,
    repeats: config.repeats,
    seed: config.seed,
    limits: config.limits,
    ...(config.max_cost === undefined ? {} : { max_cost: config.max_cost }),
  };
}

/** The draft with what only the dataset and the new folder could tell. Paths are stored relative to the run: results may be moved with the project. */
export function finalRun(
  draft: RunFile,
  id: string,
  folder: string,
  summary: DatasetSummary,
  scorers: readonly string[],
  rubrics: readonly Rubric[] = [],
): RunFile {
  const dataset = { ...draft.dataset, sha256: summary.sha256, tasks: summary.tasks };
  const judge = draft.judge && { judge: { ...draft.judge, rubrics } };
  return { ...draft, id, base: relative(folder, draft.base) || '.', dataset, scorers, ...judge };
}

/** Judges with their prices; rubrics are opened when tasks name them. */
export async function runJudge(judge: JudgeSpec, at: Date): Promise<RunJudge> {
  const models = judge.models.map(async (model) => {
    const price = await resolvePrice(model, at);
    const priced = price ? { price_used: price as unknown as Readonly<Record<string, unknown>> } : {};
    return { ...model, identity: identityOf(model, '', undefined), ...priced };
  });
  return { ...judge, models: await Promise.all(models), rubrics: [] };
}

async function runModel(model: ModelSpec, config: Config, at: Date): Promise<RunModel> {
  const price = await resolvePrice(model, at);
  return {
    ...model,
    identity: identityOf(model, config.prompt, config.system, await sourceOf(model, config.folder, config.seed)),
    ...(price ? { price_used: price as unknown as Readonly<Record<string, unknown>> } : {}),
  };
}

/** What a model learns from, by content, and what it replays, by place. */
export async function sourceOf(model: ModelSpec, base: string, seed: number): Promise<string | undefined> {
  if (model.provider === 'recorded') return model.path;
  if (model.provider !== 'classifier' || model.train === undefined) return undefined;
  return `${await fileSha256(fromBase(base, model.train), model.train)} seed ${seed}`;
}

/** The commit that the config's folder is at; nothing outside a checkout or without git. */
async function gitState(folder: string): Promise<Pick<RunFile, 'git'>> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('git', ['-C', folder, ...args], { timeout: 5000 })).stdout.trim();
  try {
    const [commit, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain')]);
    return { git: { commit, dirty: changes !== '' } };
  } catch {
    return {};
  }
}
