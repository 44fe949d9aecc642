import { type GateSpec, LIMIT_NAMES, type LimitPlace, type Limits } from '../analysis/gate/gate_types.ts';
import { fraction } from './fraction.ts';
import type { GateBlock, LimitsBlock } from './gate_schema.ts';
import type { Source } from './source.ts';

/** A gate without a single limit of its own. */
export const NO_GATE: GateSpec = { baseline: 'main', underpowered: 'refuse', limits: {}, by_model: {}, places: {} };

interface GatedModel {
  readonly id: string;
  readonly gate?: LimitsBlock;
}

/** The gate of a config: its block, and what single models say; undefined where neither says anything. */
export function gateOf(
  block: GateBlock | undefined,
  models: readonly GatedModel[],
  source: Pick<Source, 'locate'>,
  file: string,
): GateSpec | undefined {
  const own = models.filter(({ gate }) => gate !== undefined);
  if (!block && own.length === 0) return undefined;
  const { baseline, models: gated, underpowered } = block ?? NO_GATE;
  return {
    baseline,
    underpowered,
    ...(gated === undefined ? {} : { models: gated }),
    limits: limitsOf(block ?? {}),
    by_model: Object.fromEntries(own.map(({ id, gate }) => [id, limitsOf(gate!)])),
    places: { ...placesIn(block, ['gate'], ''), ...modelPlaces(models) },
  };

  function modelPlaces(all: readonly GatedModel[]): Record<string, LimitPlace> {
    return Object.assign({}, ...all.map(({ id, gate }, i) => placesIn(gate, ['models', i, 'gate'], `${id} `)));
  }

  function placesIn(
    limits: object | undefined,
    path: readonly (string | number)[],
    prefix: string,
  ): Record<string, LimitPlace> {
    const written = LIMIT_NAMES.filter((name) => limits !== undefined && name in limits);
    return Object.fromEntries(
      written.map((name) => [`${prefix}${name}`, { file, line: source.locate([...path, name], true).line }]),
    );
  }
}

/** Points and percent as fractions. */
export function limitsOf(block: LimitsBlock): Limits {
  const { max_quality_drop, max_cost_increase, max_latency_increase, min_quality } = block;
  return {
    ...(max_quality_drop === undefined ? {} : { max_quality_drop: fraction(max_quality_drop) }),
    ...(max_cost_increase === undefined ? {} : { max_cost_increase: fraction(max_cost_increase) }),
    ...(max_latency_increase === undefined ? {} : { max_latency_increase: fraction(max_latency_increase) }),
    ...(min_quality === undefined ? {} : { min_quality: fraction(min_quality) }),
    ...certifiedOf(block),
    ...unscoredOf(block),
  };
}

function certifiedOf({ min_certified_share: wanted }: LimitsBlock): Limits {
  if (wanted === undefined) return {};
  if (typeof wanted === 'number') return { min_certified_share: fraction(wanted) };
  const { share, floor, router } = wanted;
  const limits = { min_certified_share: fraction(share), certified_floor: fraction(floor) };
  return router === undefined ? limits : { ...limits, certified_router: router };
}

function unscoredOf({ max_unscored: wanted }: LimitsBlock): Limits {
  if (wanted === undefined) return {};
  return typeof wanted === 'number'
    ? { max_unscored: wanted }
    : { max_unscored: 0, max_unscored_share: fraction(Number(wanted.replace('%', ''))) };
}
