import { scaleLinear, scaleLog } from 'd3-scale';
import { count } from '../numbers.ts';
import { textWidth } from './svg.ts';

/** A value's place in px, and the places that are named. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Dollars on a logarithmic axis; what costs nothing has a place of its own at the left. */
export interface CostAxis extends Axis {
  /** Where `free` is; undefined when nothing is. */
  readonly free: number | undefined;
  /** Where the logarithmic part begins and ends, in px and in dollars. */
  readonly left: number;
  readonly right: number;
  readonly least: number;
  readonly most: number;
}

const FREE_BAND = 56;
/** How far a label may reach beyond the right end of the axis: less than there is paper. */
const OVERHANG = 12;

/** 1, 10, 100 ... within the range; with more between them where a label finds room beside its neighbours and before the end of the paper. */
function logTicks(least: number, most: number, at: (value: number) => number): number[] {
  const kept: { readonly from: number; readonly to: number; readonly value: number }[] = [];
  for (const lead of [1, 5, 2, 3]) {
    for (let e = Math.floor(Math.log10(least)); e <= Math.ceil(Math.log10(most)); e++) {
      const value = Number(`${lead}e${e}`);
      if (value < least || value > most) continue;
      const half = textWidth(tickDollars(value)) / 2 + 8;
      const [from, to] = [at(value) - half, at(value) + half];
      if (to - 8 > at(most) + OVERHANG) continue;
      if (kept.every((other) => to <= other.from || from >= other.to)) kept.push({ from, to, value });
    }
  }
  return kept.map(({ value }) => value).sort((a, b) => a - b);
}

/** A round number of dollars as plain decimal: `$0.005`, `$20`, `$1,000`. */
export function tickDollars(value: number): string {
  if (value >= 1) return `$${count(value)}`;
  const decimals = Math.ceil(-Math.log10(value) - 1e-9);
  return `$${value.toFixed(decimals)}`;
}

/** The range of positive costs with room on both sides; one decade around a single cost. */
function costRange(costs: readonly number[]): [number, number] {
  const paid = costs.filter((cost) => cost > 0);
  if (paid.length === 0) return [1, 10];
  const [least, most] = [Math.min(...paid), Math.max(...paid)];
  const pad = Math.max(1.35, (10 / (most / least)) ** 0.5, (most / least) ** 0.06);
  return [least / pad, most * pad];
}

/** `costs` in the unit that is shown. */
export function costAxis(costs: readonly number[], from: number, to: number): CostAxis {
  const [least, most] = costRange(costs);
  const isFree = costs.some((cost) => cost === 0);
  const left = isFree ? from + FREE_BAND : from;
  const scale = scaleLog([least, most], [left, to]);
  const free = isFree ? from + FREE_BAND / 2 : undefined;
  const isPaid = costs.some((cost) => cost > 0);
  const ticks = isPaid ? logTicks(least, most, scale) : [];
  return {
    at: (cost) => (cost > 0 ? scale(Math.min(most, Math.max(least, cost))) : (free ?? left)),
    ticks: [
      ...(free === undefined ? [] : [{ at: free, text: 'free' }]),
      ...ticks.map((value) => ({ at: scale(value), text: tickDollars(value) })),
    ],
    ...{ free, left, right: to, least, most },
  };
}

/** The range of fractions with room, within 0..1, at least four points wide. */
function fractionRange(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max((high - low) * 0.08, (0.04 - (high - low)) / 2, 0.005);
  return [Math.max(0, low - pad), Math.min(1, high + pad)];
}

/** Fractions as percent, not from 0: from `from` px (the lowest) to `to` px. `values` is not empty. */
export function fractionAxis(values: readonly number[], from: number, to: number, ticks = 6): Axis {
  const [low, high] = fractionRange(values);
  const scale = scaleLinear([low * 100, high * 100], [from, to]);
  const format = scale.tickFormat(ticks);
  return {
    at: (value) => scale(Math.min(high, Math.max(low, value)) * 100),
    ticks: scale.ticks(ticks).map((value) => ({ at: scale(value), text: `${format(value)} %` })),
  };
}
