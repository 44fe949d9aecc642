import { relative, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { openDataset } from '../datasets/dataset.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { Problem } from '../domain/problem.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile, RunJudge } from '../results/run_file.ts';
import type { Host } from './host.ts';
import { draftRun } from './spec.ts';

/** The config with the dataset that a run kept of standard input, which can be read only once. */
export function withKeptDataset(folder: RunFolder, run: RunFile, config: Config): Config {
  if (config.dataset.path !== '-') return config;
  const path = relative(config.folder, resolve(folder.path, run.base, run.dataset.path));
  return { ...config, dataset: { ...config.dataset, path, name: run.dataset.name ?? 'stdin' } };
}

/** Throws a Problem (exit 2), before anything is sent, where a config would not ask and grade what a run asked and was graded by. */
export async function refuseOtherConfig(run: RunFile, config: Config, host: Host): Promise<void> {
  const other = await differenceOf(run, await draftRun(config, host), config);
  if (other === undefined) return;
  throw new Problem(2, {
    code: 'CONFIG',
    message: `${other} in ${config.file} is not the one of run ${run.id}: it cannot be confirmed`,
    file: config.file,
    hint: 'gate a run of the same config, or leave --confirm out',
  });
}

/** The first thing that is not as it was. */
async function differenceOf(run: RunFile, draft: RunFile, { folder }: Config): Promise<string | undefined> {
  const identities = new Map(draft.models.map(({ id, identity }) => [id, identity]));
  const model = run.models.find(({ id, identity }) => identities.get(id) !== identity);
  if (model) return `model ${model.id}`;
  if (draft.repeats !== run.repeats) return 'the number of repeats';
  if (canonicalJson(draft.scorer) !== canonicalJson(run.rescored ?? run.scorer)) return 'the scorer';
  if (judging(draft.judge) !== judging(run.judge)) return 'the judge';
  const { sha256 } = await openDataset(draft.dataset, folder).check(() => []);
  return sha256 === run.dataset.sha256 ? undefined : 'the dataset';
}

/** A judge as the config has it: without what is looked up when a run begins. */
function judging(judge: RunJudge | undefined): string {
  if (!judge) return '';
  const { rubrics: _rubrics, probed: _probed, models, ...words } = judge;
  return canonicalJson({ ...words, judges: models.map(({ identity }) => identity) });
}
