import { isAbsolute, join, relative, resolve } from 'node:path';
import { align } from '../analysis/gate/align.ts';
import { flakyTasks, flipRate, type Side } from '../analysis/gate/side.ts';
import { Problem } from '../domain/problem.ts';
import { priceFromRun } from '../prices/resolve.ts';
import {
  type BaselineFile,
  type BaselineModel,
  baselinePath,
  readBaseline,
  writeBaseline,
} from '../results/baseline.ts';
import { type RunFolder, readRunFile } from '../results/folder.ts';
import { refuseStoppedEarly } from './adaptive_plan.ts';
import { baselineOf, pooled } from './baseline_side.ts';
import { obstacleProblem } from './compare.ts';
import { sideOfRun } from './compare_side.ts';

export interface SaveOptions {
  readonly name: string;
  /** Absolute folder of the baselines. */
  readonly folder: string;
  readonly cwd: string;
  /** Keep milliseconds too. */
  readonly latency: boolean;
  /** Trials of each model that may lack a verdict. */
  readonly allow_missing: number;
}

/** What was saved, for people. */
export interface Saved {
  readonly path: string;
  readonly file: BaselineFile;
  readonly flip_rates: readonly { readonly model: string; readonly flip_rate: number | null; readonly flaky: number }[];
}

/** Saves a run, or several as one, to compare later runs with. Problem (exit 3) for a run that lacks verdicts, 2 for runs that do not belong together. */
export async function saveBaseline(folders: readonly RunFolder[], options: SaveOptions): Promise<Saved> {
  const runs = folders.map(readRunFile);
  for (const run of runs) refuseStoppedEarly(run, 'a baseline holds');
  const sides: Side[] = [];
  for (const [i, folder] of folders.entries()) sides.push(await sideOfRun(folder, runs[i]!, { prints: true }));
  for (const side of sides) refuseIncomplete(side, options.allow_missing);
  for (const side of sides.slice(1)) refuseStrangers(sides[0]!, side);
  const side = pooled(sides);
  const file = baselineOf(side, options.name, runs, options.latency);
  const path = baselinePath(options.folder, options.name);
  const shown = relative(options.cwd, path) || path;
  await writeBaseline(path, shown, file);
  const flip_rates = [...side.models].map(([model, one]) => ({
    model,
    flip_rate: flipRate(one),
    flaky: flakyTasks(one).length,
  }));
  return { path: shown, file, flip_rates };
}

/** Trials of a model without a verdict, those that never ran among them. */
export function missingTrials(side: Side, model: string): number {
  let scored = 0;
  for (const { scores } of side.models.get(model)?.cells.values() ?? []) scored += scores.length;
  return Math.max(0, side.dataset.tasks * side.repeats - scored);
}

function refuseIncomplete(side: Side, allowed: number): void {
  for (const model of side.models.keys()) {
    const missing = missingTrials(side, model);
    if (missing <= allowed) continue;
    throw new Problem(3, {
      code: 'INCOMPLETE',
      message: `run ${side.name} lacks ${missing} ${missing === 1 ? 'verdict' : 'verdicts'} of ${model}: it is no baseline`,
      hint: `bench resume ${side.name}, or --allow-missing ${missing}`,
    });
  }
}

/** Runs that are pooled ask the same models the same tasks, graded alike. */
function refuseStrangers(first: Side, side: Side): void {
  const alignment = align(first, side);
  if (!('tasks' in alignment)) throw obstacleProblem(first.name, side.name, alignment);
  const other = [...first.models].find(([id, model]) => side.models.get(id)?.identity !== model.identity);
  const same = first.models.size === side.models.size && alignment.gone + alignment.added + alignment.changed === 0;
  if (same && !other) return;
  throw new Problem(2, {
    code: 'BASELINE',
    message: other
      ? `runs ${first.name} and ${side.name} are not of the same ${other[0]}: they cannot be pooled`
      : `runs ${first.name} and ${side.name} do not have the same tasks and models: they cannot be pooled`,
    hint: 'pool repeated runs of one config: bench run --fresh',
  });
}

/** A baseline by name or path. Problem (exit 2) when there is none. */
export function openBaseline(named: string, folder: string, cwd: string): BaselineFile {
  const path = named.endsWith('.json') || isAbsolute(named) ? resolve(cwd, named) : baselinePath(folder, named);
  const inside = relative(cwd, path) || path;
  const shown = inside.startsWith('..') ? path : inside;
  const file = readBaseline(path, shown);
  for (const [id, { price }] of Object.entries(file.models)) requireSoundPrice(id, price, shown);
  return file;
}

function requireSoundPrice(model: string, price: BaselineModel['price'], file: string): void {
  try {
    priceFromRun(price);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(2, {
      code: 'BASELINE',
      message: `cannot read baseline ${file}: the price of ${model} is damaged`,
      file,
      hint: 'save it again: bench baseline save',
    });
  }
}

/** A baseline's name is one file's name, never a path. */
export function requireBaselineName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) return name;
  throw new Problem(2, {
    code: 'USAGE',
    message: `a baseline's name takes letters, digits, ".", "_" and "-", not ${JSON.stringify(name)}`,
  });
}

/** The folder of the baselines beside a config. */
export function baselinesBeside(folder: string): string {
  return join(folder, 'baselines');
}
