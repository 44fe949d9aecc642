import { withoutLimits } from '../analysis/gate/gate.ts';
import type { GateSpec, LimitName } from '../analysis/gate/gate_types.ts';
import { limitsOf, NO_GATE } from '../config/gate.ts';
import type { LimitsBlock } from '../config/gate_schema.ts';
import { Problem } from '../domain/problem.ts';

/** Limits from the command line, as they are written. */
export interface LimitFlags {
  readonly maxQualityDrop?: string;
  readonly maxCostIncrease?: string;
  readonly maxLatencyIncrease?: string;
  readonly minQuality?: string;
  readonly minCertifiedShare?: string;
  readonly maxUnscored?: string;
  readonly models?: readonly string[];
  readonly warnUnderpowered?: boolean;
}

const FLAGS: readonly (readonly [flag: keyof LimitFlags, limit: LimitName, most: number])[] = [
  ['maxQualityDrop', 'max_quality_drop', 100],
  ['maxCostIncrease', 'max_cost_increase', 100_000],
  ['maxLatencyIncrease', 'max_latency_increase', 100_000],
  ['minQuality', 'min_quality', 100],
  ['minCertifiedShare', 'min_certified_share', 100],
];

/** The gate of the config with what flags say in its place: a limit from a flag holds for every model. Of a certified share it is the number that changes: floor and router stay. Problem (exit 2) for what is no number. */
export function gateSpecOf(config: GateSpec | undefined, flags: LimitFlags): GateSpec {
  const spec = config ?? NO_GATE;
  const limits = limitsOf({ ...numbersOf(flags), ...unscoredOf(flags.maxUnscored) });
  const given = Object.keys(limits);
  const replaced = given.filter((name) => name !== 'min_certified_share');
  const by_model = Object.fromEntries(
    Object.entries(spec.by_model).map(([id, own]) => [id, withoutLimits(own, given)]),
  );
  const places = Object.entries(spec.places).filter(([place]) => !given.includes(place.split(' ').at(-1)!));
  const models = flags.models && modelsOf(flags.models);
  return {
    ...spec,
    limits: { ...withoutLimits(spec.limits, replaced), ...limits },
    by_model,
    places: Object.fromEntries(places),
    ...(models === undefined ? {} : { models }),
    ...(flags.warnUnderpowered ? { underpowered: 'warn' } : {}),
  };
}

/** Model ids, one a flag or several with commas. A list that names nobody gates nobody: refused. */
function modelsOf(texts: readonly string[]): readonly string[] {
  const ids = texts.flatMap((text) => text.split(',')).flatMap((id) => id.trim() || []);
  if (ids.length > 0) return ids;
  throw new Problem(2, { code: 'USAGE', message: '--models names no model', hint: 'leave it out to gate all' });
}

function numbersOf(flags: LimitFlags): LimitsBlock {
  const entries = FLAGS.flatMap(([flag, limit, most]) => {
    const text = flags[flag];
    return typeof text === 'string' ? [[limit, numberOf(text, limit, most)] as const] : [];
  });
  return Object.fromEntries(entries) as LimitsBlock;
}

function numberOf(text: string, limit: LimitName, most: number): number {
  if (/^\d{1,6}(\.\d{1,6})?$/.test(text) && Number(text) <= most) return Number(text);
  throw new Problem(2, {
    code: 'USAGE',
    message: `--${limit.replaceAll('_', '-')} takes a number from 0 to ${most}, not "${text}"`,
  });
}

function unscoredOf(text: string | undefined): LimitsBlock {
  if (text === undefined) return {};
  if (/^\d{1,9}$/.test(text)) return { max_unscored: Number(text) };
  if (/^(100(\.0+)?|\d{1,2}(\.\d+)?)\s*%$/.test(text)) return { max_unscored: text };
  throw new Problem(2, {
    code: 'USAGE',
    message: `--max-unscored takes a whole number or a percentage, not "${text}"`,
  });
}
