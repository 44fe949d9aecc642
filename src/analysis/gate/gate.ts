import { ALPHA } from '../stats/distributions.ts';
import { holm } from '../stats/multiplicity.ts';
import { absoluteChecks, anyCandidate, type Certified } from './absolute.ts';
import type { Alignment } from './align.ts';
import { compare } from './compare.ts';
import type { Comparison, ModelComparison } from './compare_types.ts';
import {
  type GateCheck,
  type GateFinding,
  type GateOutcome,
  type GateSpec,
  type GateVerdict,
  LIMIT_NAMES,
  type LimitName,
  type Limits,
} from './gate_types.ts';
import { isBlind, notesOf } from './notes.ts';
import { costCheck, latencyCheck, qualityChecks } from './relative.ts';
import { exactCost, exactVerdicts, isReplay, runsOf, type Side, type SideModel } from './side.ts';

/** The sides of a gate. Without `before` only limits that need no baseline can be looked at. */
export interface GateInput {
  readonly after: Side;
  readonly before?: Side;
  /** Present with `before`. */
  readonly alignment?: Alignment;
  readonly spec: GateSpec;
  /** Certified shares of the run, by candidate and floor. */
  readonly certified: readonly Certified[];
  /** Trials that may lack a verdict, where no limit says so. */
  readonly allow_missing: number;
  readonly seed: number;
}

/** What is part of a limit, and goes with it where another says it anew. */
const PARTS: Readonly<Partial<Record<string, readonly (keyof Limits)[]>>> = {
  max_unscored: ['max_unscored_share'],
  min_certified_share: ['certified_floor', 'certified_router'],
};

/** Limits without those named, nor any part of them. */
export function withoutLimits(limits: Limits, names: readonly string[]): Limits {
  const gone: readonly string[] = names.flatMap((name) => [name, ...(PARTS[name] ?? [])]);
  return Object.fromEntries(Object.entries(limits).filter(([name]) => !gone.includes(name)));
}

/** The limits that hold for one model: its own in the place of the common ones, each as a whole. */
export function limitsFor({ limits, by_model }: GateSpec, model: string): Limits {
  const own = Object.hasOwn(by_model, model) ? by_model[model]! : {};
  return { ...withoutLimits(limits, Object.keys(own)), ...own };
}

/** Models that the gate looks at, in the order of the run. */
export function gatedModels({ after, spec }: Pick<GateInput, 'after' | 'spec'>): readonly string[] {
  return [...after.models.keys()].filter((model) => spec.models === undefined || spec.models.includes(model));
}

/** The verdict: every limit of every gated model, decided once. Pure: the same input gives the same bytes. */
export function gate(input: GateInput): GateVerdict {
  const models = gatedModels(input);
  const { before, after, alignment, seed, spec } = input;
  const tests = countTests(input, models);
  const alpha = ALPHA / Math.max(1, tests);
  const comparison = before && alignment ? compare(before, after, alignment, { seed, alpha }) : undefined;
  const raw = models.flatMap((model) => checksOf(model, input, comparison, alpha));
  const checks = decided(
    raw.map((check) => placed(check, spec)),
    spec.underpowered,
  );
  const unchecked = uncheckedLimits(spec, models, checks);
  const asked = models.some((model) =>
    Object.keys(limitsFor(spec, model)).some((name) => !name.startsWith('certified_')),
  );
  const outcome = asked || outcomeOf(checks) === 'undecided' ? outcomeOf(checks, unchecked.length > 0) : 'empty';
  return {
    format: 'bench.gate/1',
    verdict: outcome,
    exit_code: outcome === 'pass' ? 0 : outcome === 'fail' ? 1 : 3,
    run: after.name,
    baseline: before?.name ?? null,
    dataset: after.dataset.path,
    tasks: alignment?.tasks.length ?? after.dataset.tasks,
    checks,
    findings: checks.filter((check): check is GateFinding => check.state === 'broken'),
    notes: [
      ...notesOf(input, models, checks, comparison, tests),
      ...unchecked.map((limit) => ({ code: 'unchecked', limit }) as const),
    ],
    confirmed_by: null,
  };
}

/** An incomplete run gets no verdict; what is broken is broken whatever else is undecided; a limit that nothing could be held against is undecided. */
export function outcomeOf(checks: readonly GateCheck[], unchecked = false): GateOutcome {
  if (checks.some(({ limit, state }) => limit === 'max_unscored' && state === 'undecided')) return 'undecided';
  if (checks.some(({ state }) => state === 'broken')) return 'fail';
  return unchecked || checks.some(({ state }) => state === 'undecided') ? 'undecided' : 'pass';
}

/** Limits that were asked for and that no model could be held against. */
function uncheckedLimits(
  spec: GateSpec,
  models: readonly string[],
  checks: readonly GateCheck[],
): readonly LimitName[] {
  const asked = models.flatMap((model) => Object.keys(limitsFor(spec, model)));
  return LIMIT_NAMES.filter((name) => asked.includes(name) && !checks.some(({ limit }) => limit === name));
}

const RELATIVE = ['max_quality_drop', 'max_cost_increase', 'max_latency_increase'] as const;

/** How many tests of noisy figures share the error rate. */
function countTests({ before, after, spec, alignment }: GateInput, models: readonly string[]): number {
  let tests = 0;
  for (const model of models) {
    const [a, b] = [before?.models.get(model), after.models.get(model)];
    if (!a || !b) continue;
    const limits = limitsFor(spec, model);
    for (const limit of RELATIVE) {
      if (limits[limit] !== undefined && isTested(limit, a, b, alignment?.tasks ?? [])) tests++;
    }
  }
  return tests;
}

function isTested(limit: (typeof RELATIVE)[number], a: SideModel, b: SideModel, tasks: readonly string[]): boolean {
  if (isReplay(a, b, tasks)) return false;
  if (limit === 'max_quality_drop') return !exactVerdicts(a, b);
  if (exactCost(a, b)) return false;
  if (limit === 'max_latency_increase') return runsOf(a, b, tasks, 'ms') !== undefined;
  return !(a.measured || b.measured) || runsOf(a, b, tasks, 'usd') !== undefined;
}

function checksOf(
  model: string,
  input: GateInput,
  comparison: Comparison | undefined,
  alpha: number,
): readonly GateCheck[] {
  const limits = sharedOut(model, limitsFor(input.spec, model), input);
  const compared = comparison?.models.find((one) => one.model === model);
  return [...absoluteChecks(model, limits, input), ...(compared ? relativeChecks(compared, limits, alpha) : [])];
}

/** A share that is asked of no model by name is asked of one candidate: the workload has to be certified once. */
function sharedOut(model: string, limits: Limits, { spec, certified }: GateInput): Limits {
  const own = Object.hasOwn(spec.by_model, model) ? spec.by_model[model] : undefined;
  if (limits.min_certified_share === undefined || own?.min_certified_share !== undefined) return limits;
  if (anyCandidate(certified, limits) === model) return limits;
  const { min_certified_share: _, ...rest } = limits;
  return rest;
}

function relativeChecks(compared: ModelComparison, limits: Limits, alpha: number): readonly GateCheck[] {
  const { max_quality_drop, max_cost_increase, max_latency_increase } = limits;
  return [
    ...(max_quality_drop === undefined ? [] : qualityChecks(compared, max_quality_drop, alpha)),
    ...(max_cost_increase === undefined ? [] : [costCheck(compared, max_cost_increase)]),
    ...(max_latency_increase === undefined ? [] : [latencyCheck(compared, max_latency_increase)]),
  ];
}

function placed(check: GateCheck, { places }: GateSpec): GateCheck {
  const at = (key: string) => (Object.hasOwn(places, key) ? places[key] : undefined);
  return { ...check, place: at(`${check.model} ${check.limit}`) ?? at(check.limit) ?? null };
}

/** What a test has found stands only where Holm's adjustment over all tests leaves it. */
function decided(checks: readonly GateCheck[], underpowered: GateSpec['underpowered']): readonly GateCheck[] {
  const tested = checks.filter(({ p }) => p !== null);
  const adjusted = holm(tested.map(({ p }) => p!));
  return checks.map((check) => {
    const at = tested.indexOf(check);
    if (at < 0) return check;
    const p_adjusted = adjusted[at]!;
    if (check.state !== 'broken' || p_adjusted < ALPHA) return blind({ ...check, p_adjusted }, underpowered);
    if (isTooFew(check, tested.length)) return { ...check, p_adjusted, state: 'undecided', why: 'underpowered' };
    return blind({ ...check, p_adjusted, state: 'ok' }, underpowered);
  });
}

/** So few tasks that no rise of cost whatever could have been called one: 2^-n is the smallest p of n signs. */
function isTooFew({ limit, method, pairs }: GateCheck, tests: number): boolean {
  if (limit === 'max_quality_drop' || method === 'runs_t') return false;
  return 2 ** -(pairs ?? 0) * tests >= ALPHA;
}

function blind(check: GateCheck, underpowered: GateSpec['underpowered']): GateCheck {
  return underpowered === 'refuse' && isBlind(check) ? { ...check, state: 'undecided', why: 'underpowered' } : check;
}
