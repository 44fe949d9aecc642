import { best } from '../best.ts';
import { moneyOf } from '../moved.ts';
import { ALPHA } from '../stats/distributions.ts';
import { weightedMean } from '../stats/means.ts';
import type { HarveyClaim } from './claims_types.ts';
import { costTest, isBelowFloor, policyCostTest, tasksToDecide } from './decide.ts';
import type { ClaimsInput } from './input.ts';
import { type Strategy, saves } from './strategies.ts';

/** Three times cheaper: a third of the spend. */
const HARVEY_FACTOR = 3;

/** True when even the cheapest model of each task, whatever its quality, is shown to cost more than a third of the reference. */
export function isTooDear({ table, reference }: ClaimsInput): boolean {
  const known = table.columns.filter(({ cost }) => cost.mask.includes(1));
  const strong = table.columns[reference]!.cost;
  const tasks = Array.from(table.ids.keys()).filter((task) => known.every(({ cost }) => cost.mask[task] === 1));
  if (strong.mask.every((mask) => mask !== 1)) return false;
  const least = tasks.map((task) => known.reduce((least, { cost }) => Math.min(least, cost.values[task]!), Infinity));
  const weight = tasks.map((task) => table.weight[task]!);
  const whatItCosts = tasks.map((task) => strong.values[task]!);
  return costTest(least, whatItCosts, 1 / HARVEY_FACTOR, weight).above <= ALPHA;
}

const GOAL = 1 - 1 / HARVEY_FACTOR;
/** A saving that is more than rounding. */
const ANYTHING = 1e-6;

/** The strategy that promises most on the half that learns. */
function choose(strategies: readonly Strategy[], floor: number): Strategy | undefined {
  const promising = strategies.map((strategy) => ({ strategy, saving: strategy.promised(floor) }));
  return best(
    promising.filter(({ saving }) => saving > 0),
    ({ saving }) => saving,
  )?.strategy;
}

/** Where none promises anything: the one of the best quality there that would save enough. */
function nearest(strategies: readonly Strategy[]): Strategy | undefined {
  return best(strategies, (strategy) => strategy.nearness(GOAL));
}

/** Every strategy that is there to be tried is shown to lose too much, or to cost too much, where it would have to be. */
function isHarveyExcluded(strategies: readonly Strategy[], floor: number): boolean {
  const tried = strategies.flatMap((strategy) => {
    const policy = strategy.reaching(GOAL, floor);
    return policy === null ? [] : [{ corrected: strategy.corrected, policy }];
  });
  const isExcluded = ({ corrected, policy }: (typeof tried)[number]) =>
    (!corrected && isBelowFloor(policy, floor)) || policyCostTest(policy, 1 / HARVEY_FACTOR).above <= ALPHA;
  return tried.length > 0 && tried.every(isExcluded);
}

/** What the chosen strategy is worth on the half that tests; all null where it is not certified to save there. */
function certified(strategy: Strategy | undefined, floor: number) {
  const none = { factor: null, quality: null, quality_reference: null, holds: false };
  const tried = strategy?.tested(floor);
  if (!tried?.passes) return none;
  const { policy } = tried;
  const { saving, cost_before_usd, cost_after_usd } = moneyOf(policy, new Uint8Array(policy.n).fill(1));
  if (saving === null || saving <= 0) return none;
  const factor = Number(cost_after_usd) > 0 ? Number(cost_before_usd) / Number(cost_after_usd) : null;
  const quality = (scores: Float64Array) => weightedMean(scores, policy.weight).mean;
  return {
    factor,
    quality: quality(policy.candidate),
    quality_reference: quality(policy.reference),
    holds: saves(policy, GOAL) && policyCostTest(policy, 1 / HARVEY_FACTOR).below <= ALPHA,
  };
}

/** What would decide the first of these that would save enough. */
function neededFor(strategies: readonly (Strategy | undefined)[], floor: number, tasks: number): number | null {
  for (const strategy of strategies) {
    const goal = strategy?.reaching(GOAL, floor) ?? null;
    if (goal !== null && saves(goal, GOAL)) return strategy?.corrected ? null : tasksToDecide(goal, floor, tasks);
  }
  return null;
}

/** The claim at one floor; `dear` as `isTooDear` finds. */
export function harvey(
  strategies: readonly Strategy[],
  dear: boolean,
  { table }: ClaimsInput,
  floor: number,
): HarveyClaim {
  const isCheaper = (strategy: Strategy) =>
    strategy.promised(floor) > 0 || strategy.nearness(ANYTHING) > Number.NEGATIVE_INFINITY;
  const nobody = { candidate: null, strategy: null, factor: null, quality: null, quality_reference: null };
  const none = { ...nobody, floor, needed_tasks: null };
  if (!strategies.some(isCheaper)) return { ...none, verdict: 'no_candidate' };
  const chosen = choose(strategies, floor);
  const { holds, ...figures } = certified(chosen, floor);
  const said = chosen ?? nearest(strategies);
  const named = { strategy: said?.name ?? null, candidate: said?.candidate ?? null, floor };
  const claim = { ...named, ...figures, needed_tasks: null };
  if (holds) return { ...claim, verdict: 'holds' };
  if (dear || isHarveyExcluded(strategies, floor)) return { ...claim, verdict: 'fails' };
  return { ...claim, verdict: 'undecided', needed_tasks: neededFor([said, nearest(strategies)], floor, table.n) };
}
