import { confirmedBy, confirmingAlpha, needsConfirming } from '../analysis/gate/confirm.ts';
import { type GateInput, gate, gatedModels, limitsFor } from '../analysis/gate/gate.ts';
import {
  type GateSpec,
  type GateVerdict,
  type Limits,
  SHARE_ROUTERS,
  type ShareRouter,
} from '../analysis/gate/gate_types.ts';
import type { Side } from '../analysis/gate/side.ts';
import type { Report } from '../analysis/report_types.ts';
import type { MovedShare } from '../analysis/share_types.ts';
import type { Config } from '../config/config.ts';
import { didYouMean } from '../domain/nearest.ts';
import { Problem } from '../domain/problem.ts';
import type { BaselineFile } from '../results/baseline.ts';
import { type RunFolder, readRunFile } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { refuseStoppedEarly } from './adaptive_plan.ts';
import { openPair } from './compare.ts';
import { sideOfRun } from './compare_side.ts';
import type { Host } from './host.ts';
import { reportOf } from './report.ts';
import { startRun } from './run.ts';
import { refuseOtherConfig, withKeptDataset } from './same_config.ts';

export interface GateOptions {
  readonly spec: GateSpec;
  /** Absent where no limit compares. */
  readonly baseline?: BaselineFile;
  readonly allow_missing: number;
}

/** Holds a run against the limits. Problem (exit 2) when it cannot be compared with the baseline, 3 when it may have stopped early. */
export async function gateRun(folder: RunFolder, { spec, baseline, allow_missing }: GateOptions): Promise<GateVerdict> {
  const run = readRunFile(folder);
  refuseStoppedEarly(run, 'a gate takes');
  const sides = await sidesOf(folder, run, baseline);
  requireModels(spec, sides.after, sides.before);
  const whole = withFloor(spec, run.quality_floors[0]);
  const certified = asksShare(spec, sides.after) ? certifiedOf(await reportFor(folder, run, whole)) : [];
  return gate({ ...sides, spec: whole, certified, allow_missing, seed: run.seed });
}

async function sidesOf(
  folder: RunFolder,
  run: RunFile,
  baseline: BaselineFile | undefined,
): Promise<Pick<GateInput, 'before' | 'after' | 'alignment'>> {
  if (!baseline) return { after: await sideOfRun(folder, run, { prints: false }) };
  return openPair({ kind: 'baseline', file: baseline }, { kind: 'run', folder, run });
}

/** Whether a limit of the gate compares with a baseline. */
export function needsBaseline({ limits, by_model }: GateSpec): boolean {
  const all = [limits, ...Object.values(by_model)];
  return all.some(
    (one) =>
      one.max_quality_drop !== undefined ||
      one.max_cost_increase !== undefined ||
      one.max_latency_increase !== undefined,
  );
}

/** A model that is not there cannot have passed. */
function requireModels(spec: GateSpec, after: Side, before: Side | undefined): void {
  const expected = spec.models ?? [...(before?.models.keys() ?? []), ...Object.keys(spec.by_model)];
  const missing = expected.find((id) => !after.models.has(id));
  const known = [...after.models.keys()];
  const whose =
    spec.models || missing === undefined
      ? ''
      : before?.models.has(missing)
        ? `, which baseline ${before.name} has`
        : ', which has limits of its own';
  if (missing !== undefined)
    throw new Problem(2, {
      code: 'MODEL',
      message: `run ${after.name} has no model "${missing}"${whose}`,
      hint: didYouMean(missing, known) ?? 'name the models to gate (gate.models, or --models), or save a new baseline',
    });
  const added = spec.models?.find((id) => before !== undefined && !before.models.has(id));
  if (added !== undefined)
    throw new Problem(2, {
      code: 'MODEL',
      message: `baseline ${before?.name} has no model "${added}"`,
      hint: 'save a new baseline of a run that has it: bench baseline save',
    });
}

function asksShare(spec: GateSpec, after: Side): boolean {
  return gatedModels({ after, spec }).some((model) => limitsFor(spec, model).min_certified_share !== undefined);
}

/** A share without a floor is one at the run's first, and without a router one by segment: another share's are not its own. */
function withFloor(spec: GateSpec, floor: number | undefined): GateSpec {
  const defaults: Limits = { ...(floor === undefined ? {} : { certified_floor: floor }), certified_router: 'segment' };
  const whole = (limits: Limits): Limits =>
    limits.min_certified_share === undefined ? limits : { ...defaults, ...limits };
  const by_model = Object.fromEntries(Object.entries(spec.by_model).map(([id, limits]) => [id, whole(limits)]));
  return { ...spec, limits: whole(spec.limits), by_model };
}

/** The report at the run's own floors and those of the limits; in detail only where a router is asked for, which takes training. */
async function reportFor(folder: RunFolder, run: RunFile, { limits, by_model }: GateSpec): Promise<Report> {
  const all = [limits, ...Object.values(by_model)];
  const asked = all.flatMap(({ certified_floor: floor }) => floor ?? []);
  const floors = [...new Set([...run.quality_floors, ...asked])].toSorted((a, b) => a - b);
  const routed = all.some(({ certified_router: router = 'segment' }) => router !== 'segment');
  return (await reportOf(folder, run, { floors, ...(routed ? { detail: true } : {}) })).report;
}

/** By segment the corrected share where there is one: it is the one that the report promises. By a router null where the report has none. */
function certifiedOf({ shares, headline, detail }: Report): GateInput['certified'] {
  return shares.flatMap(({ candidate, floor, certified, corrected }) => {
    const routers = detail?.routers?.find((set) => set.candidate === candidate)?.routers ?? [];
    const shareBy = (router: ShareRouter): MovedShare | null | undefined =>
      router === 'segment'
        ? (corrected?.certified ?? certified)
        : routers.find(({ ordering }) => ordering === router)?.shares.find((share) => share.floor === floor)?.certified;
    return SHARE_ROUTERS.map((router) => {
      const task_share = shareBy(router)?.task_share ?? null;
      return { candidate, floor, router, task_share, chosen: candidate === headline.candidate };
    });
  });
}

/** Whether a verdict stands only if a second run agrees: it fails by what asking again could change. */
export function wantsConfirming(folder: RunFolder, verdict: GateVerdict): boolean {
  return verdict.verdict === 'fail' && needsConfirming(verdict, recordedModels(readRunFile(folder)));
}

function recordedModels({ models }: RunFile): ReadonlySet<string> {
  return new Set(models.flatMap(({ id, provider }) => (provider === 'recorded' ? [id] : [])));
}

/** Options of the second run. */
export interface ConfirmOptions extends GateOptions {
  readonly config: Config;
}

/**
 * Before a gate fails a live run: asks everything once more and fails only if the second run breaks the same limits. Recorded figures stand as they
 * are. Problem (exit 2) when the config is no longer the one that the run was made with; 3 or 4 when the second run cannot be completed.
 */
export async function confirmGate(
  folder: RunFolder,
  first: GateVerdict,
  { config, ...options }: ConfirmOptions,
  host: Host,
): Promise<GateVerdict> {
  const run = readRunFile(folder);
  const asked = withKeptDataset(folder, run, config);
  await refuseOtherConfig(run, asked, host);
  host.progress.note('confirming: the gate would fail; everything is asked once more before it does');
  const { allow_missing, baseline } = options;
  const settings = { fresh: true, confirms: run.id, keep_going: false, force_unlock: false, allow_missing };
  const models = asked.models.filter(({ id }) => run.models.some((model) => model.id === id));
  const again = await startRun({ ...asked, models }, settings, host);
  const [stopped] = again.stopped;
  if (again.exit_code === 4 && stopped)
    throw new Problem(4, {
      code: stopped.stop.code,
      message: `the confirming run ${again.folder.shown} could not be completed: ${stopped.stop.message}`,
      hint: 'the gate is undecided; ask again later',
    });
  const alpha = confirmingAlpha(baseline?.repeats ?? run.repeats, run.repeats);
  return confirmedBy(first, await gateRun(again.folder, options), { alpha, recorded: recordedModels(run) });
}
