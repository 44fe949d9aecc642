import { fullTally, pairUp } from '../pairs.ts';
import { columnCost } from '../standing.ts';
import {
  neededTasks,
  type PairMethod,
  type PairTally,
  smallestPassing,
  Z_SUM_SQUARED,
} from '../stats/noninferiority.ts';
import type { Table } from '../table.ts';
import type { CandidatePlan, Decides, PlannedFloor, PlannedPair } from './plan_types.ts';

/** How surely a candidate that is as good is found to be: what `neededTasks` is made for. */
export const PLAN_POWER = 0.8;
/** Share of tasks on which two models are taken to differ where nobody has measured it. On real pairs of models .13 to .36 has been seen. */
export const USUAL_DISCORDANCE = 0.2;
export const SEEN_DISCORDANCE = { low: 0.13, high: 0.36 } as const;

/** Variance of one task's difference when the mean is 0: the share of tasks whose 0/1 verdicts differ; more with unequal weights, less with graded scores. */
export function discordanceOf(tally: PairTally): number {
  return tally.weight > 0 ? (tally.n * tally.square) / tally.weight ** 2 : 0;
}

/**
 * Tasks under test that show non-inferiority at this floor, 80 % power at 5 %, if the candidate is better by `difference`; at least what a candidate
 * without a single loss needs. Null where no number does.
 */
export function pairsNeeded(psi: number, floor: number, method: PairMethod, difference = 0): number | null {
  const smallest = smallestPassing(method, floor);
  if (smallest === null || floor + difference <= 0) return null;
  return Math.max(neededTasks(psi, floor, difference), smallest);
}

/** Floors are looked for to a hundredth of a point. */
const PER_UNIT = 10_000;

/** The smallest floor that so many tasks under test can decide, a fraction; null where none up to 1 is. */
export function smallestFloor(psi: number, tested: number, method: PairMethod, difference = 0): number | null {
  const decides = (floor: number) => (pairsNeeded(psi, floor, method, difference) ?? Infinity) <= tested;
  let [low, high] = [0, 1];
  if (!decides(high)) return null;
  while (high - low > 0.1 / PER_UNIT) {
    const middle = (low + high) / 2;
    if (decides(middle)) high = middle;
    else low = middle;
  }
  return Math.ceil(high * PER_UNIT) / PER_UNIT;
}

/** The largest share of differing verdicts with which so many tasks under test still decide this floor; null where none is small enough. */
export function mostDiscordance(tested: number, floor: number): number | null {
  const smallest = smallestPassing('tango', floor);
  if (smallest === null || tested < smallest) return null;
  return Math.min(1, (tested * floor ** 2) / Z_SUM_SQUARED);
}

/** So many of a dataset's tasks test a certified share: half. */
export function testedOf(tasks: number): number {
  return Math.floor(tasks / 2);
}

function plannedFloor(pair: PlannedPair, floor: number, tasks: number, difference: number): PlannedFloor {
  const whole = pairsNeeded(pair.discordance, floor, pair.method, difference);
  const decides: Decides =
    whole === null || whole > tasks ? 'nothing' : whole <= testedOf(tasks) ? 'certified' : 'whole';
  return { floor, tasks: whole === null ? null : 2 * whole, tasks_whole: whole, decides };
}

/** How many tasks each floor takes for one candidate that is better by `difference`, and what the `tasks` there are can decide. */
export function planFor(
  pair: PlannedPair,
  floors: readonly number[],
  tasks: number,
  difference: number,
): CandidatePlan {
  const least = (tested: number) => smallestFloor(pair.discordance, tested, pair.method, difference);
  return {
    ...pair,
    smallest_floor: least(testedOf(tasks)),
    smallest_floor_whole: least(tasks),
    floors: floors.toSorted((a, b) => a - b).map((floor) => plannedFloor(pair, floor, tasks, difference)),
  };
}

/** The discordance of every candidate with the reference, where a run has pairs of them. */
export function measuredPairs(table: Table, models: readonly string[], reference: string): readonly PlannedPair[] {
  const strong = table.columns[models.indexOf(reference)];
  if (strong === undefined) return [];
  const order = Uint32Array.from(table.ids.keys());
  return models.flatMap((candidate, i) => {
    const pairs = candidate === reference ? undefined : pairUp(table, table.columns[i]!, strong, order);
    if (pairs === undefined || pairs.n === 0) return [];
    const discordance = discordanceOf(fullTally(pairs));
    return [{ candidate, discordance, source: 'measured' as const, pairs: pairs.n, method: pairs.method }];
  });
}

/** Dollars per task of every model whose costs a run knows. */
export function measuredCosts(table: Table, models: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    models.flatMap((model, i) => {
      const cost = columnCost(table.columns[i]!, table.weight);
      return cost === undefined ? [] : [[model, cost] as const];
    }),
  );
}
