import type { Report } from '../analysis/report_types.ts';
import type { Beaten, FrontierPoint } from '../analysis/standing_types.ts';
import { interval, percentDown } from './numbers.ts';

/** From this frequency on a model is said to be on the frontier without a percentage. */
const SURE = 0.95;

function pointOf({ frontier }: Report, model: string): FrontierPoint | undefined {
  return frontier.points.find((point) => point.model === model);
}

/** `55 %` where resampling leaves this model of the frontier on it less often than in 95 %; else empty. Rounded down. */
export function frontierDoubt(report: Report, model: string): string {
  const frequency = pointOf(report, model)?.pareto_frequency ?? 1;
  return frequency < SURE ? percentDown(frequency) : '';
}

/** `frontier`, `frontier 55 %`; undefined for a model that is not on it. */
export function frontierMark(report: Report, model: string): string | undefined {
  if (!report.frontier.pareto.includes(model)) return undefined;
  return ['frontier', frontierDoubt(report, model)].filter(Boolean).join(' ');
}

/** `points` is the interval of the difference in quality: it stands beside what it speaks of. */
const SAID: Readonly<Record<Beaten['distinguishable'], (points: string) => string>> = {
  quality_and_cost: (points) => `is better ${points} and cheaper`,
  quality: (points) => `is better ${points}, cost not distinguishable`,
  cost: (points) => `is cheaper, quality not distinguishable ${points}`,
  neither: (points) => `is ahead, quality ${points} and cost not distinguishable`,
};

/** Which model of the frontier is ahead of this one and how sure that is: `linear is cheaper, quality not distinguishable (-0.4 to 4.4 points)`. */
export function behindWords(report: Report, model: string): string | undefined {
  const beaten = pointOf(report, model)?.beaten_by;
  if (!beaten) return undefined;
  const { by, distinguishable, quality_low: low, quality_high: high } = beaten;
  return `${by} ${SAID[distinguishable](`(${interval(low, high)} points)`)}`;
}
