import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Alignment, align, type Obstacle } from '../analysis/gate/align.ts';
import { compare } from '../analysis/gate/compare.ts';
import type { Comparison } from '../analysis/gate/compare_types.ts';
import type { Side } from '../analysis/gate/side.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import { type BaselineFile, baselinePath } from '../results/baseline.ts';
import { type RunFolder, readRunFile } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { sideOfBaseline } from './baseline_side.ts';
import { type Prices, sideOfRun } from './compare_side.ts';

/** What can be compared: a run, or a saved baseline. */
export type Source =
  | { readonly kind: 'run'; readonly folder: RunFolder; readonly run: RunFile }
  | { readonly kind: 'baseline'; readonly file: BaselineFile };

/** True when a name is a baseline's: a .json file, or one in the folder of the baselines. */
export function namesBaseline(named: string, folder: string, cwd: string): boolean {
  if (named.endsWith('run.json')) return false;
  return (named.endsWith('.json') && existsSync(resolve(cwd, named))) || existsSync(baselinePath(folder, named));
}

export function runSource(folder: RunFolder): Source {
  return { kind: 'run', folder, run: readRunFile(folder) };
}

function shaOf(source: Source): string {
  return (source.kind === 'run' ? source.run : source.file).dataset.sha256;
}

/** The prices that a source was charged, by model. */
function pricesOf(source: Source): Prices {
  if (source.kind === 'baseline')
    return Object.fromEntries(Object.entries(source.file.models).map(([id, { price }]) => [id, price]));
  return Object.fromEntries(source.run.models.map(({ id, price_used }) => [id, price_used]));
}

async function sideOf(source: Source, prints: boolean, prices?: Prices): Promise<Side> {
  if (source.kind === 'baseline') return sideOfBaseline(source.file);
  return sideOfRun(source.folder, source.run, { prints, ...(prices ? { prices } : {}) });
}

/** Two sides and their common tasks. */
export interface Pair {
  readonly before: Side;
  readonly after: Side;
  readonly alignment: Alignment;
}

/** Opens both sides. Problem (exit 2) that names what differs where they cannot be compared. */
export async function openPair(before: Source, after: Source): Promise<Pair> {
  const prints = shaOf(before) !== shaOf(after);
  const earlier = await sideOf(before, prints);
  const later = await sideOf(after, prints, pricesOf(before));
  const alignment = align(earlier, later);
  if ('tasks' in alignment) return { before: earlier, after: later, alignment };
  throw obstacleProblem(earlier.name, later.name, alignment);
}

/** Runs or baselines side by side. */
export async function compareSources(before: Source, after: Source): Promise<Comparison> {
  const pair = await openPair(before, after);
  const seed = after.kind === 'run' ? after.run.seed : 1;
  return compare(pair.before, pair.after, pair.alignment, { seed });
}

/** What keeps two sides from being compared, each as a detail. */
export function obstacleProblem(before: string, after: string, obstacles: readonly Obstacle[]): Problem {
  const details = obstacles.map((obstacle) => detailOf(before, after, obstacle));
  return new Problem(2, details[0]!, ...details.slice(1));
}

const CODES = { dataset: 'DATASET', scorer: 'SCORER', judge: 'JUDGE' } as const;

function detailOf(before: string, after: string, obstacle: Obstacle): ProblemDetail {
  const { what, before: a, after: b, common, of } = obstacle;
  const share = common === undefined ? '' : `; only ${common} of ${of} tasks are the same`;
  const hints = {
    dataset: 'compare runs of the same dataset, or save a new baseline: bench baseline save',
    scorer: `grade both alike (bench rescore), or save a new baseline: bench baseline save`,
    judge: 'have the same judge grade both, or save a new baseline: bench baseline save',
  };
  return {
    code: CODES[what],
    message: `${before} and ${after} cannot be compared: another ${what}: ${a} before, ${b} now${share}`,
    hint: hints[what],
  };
}
