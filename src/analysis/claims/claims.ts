import type { Contender } from '../headline.ts';
import { describeMove, moneyOf } from '../moved.ts';
import { ALPHA } from '../stats/distributions.ts';
import { weightedMean } from '../stats/means.ts';
import type { Table } from '../table.ts';
import type { ArmstrongClaim, Claims, HarveyClaim } from './claims_types.ts';
import { costTest, isBelowFloor, policyCostTest, tasksToDecide } from './decide.ts';
import {
  countAt,
  countOfShare,
  type Ordering,
  ordered,
  prefix,
  type Strategy,
  saves,
  savingOf,
  segmentOrdering,
  whole,
} from './strategies.ts';

export interface ClaimsInput {
  readonly table: Table;
  /** Ascending. */
  readonly floors: readonly number[];
  readonly contenders: readonly Contender[];
  /** The table's column of the reference. */
  readonly reference: number;
  /** Orders of routers, beside the order by segments. */
  readonly orderings: readonly Ordering[];
  /** Cascades and portfolios. */
  readonly policies: readonly Strategy[];
}

/** 80 % of the tasks, on a model whose tasks cost 1 % of the reference's. */
const ARMSTRONG_SHARE = 0.8;
const ARMSTRONG_COST = 0.01;
/** Three times cheaper: a third of the spend. */
const HARVEY_FACTOR = 3;

/** The first of those with the largest value. */
function best<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  let [top, most] = [undefined as T | undefined, Number.NEGATIVE_INFINITY];
  for (const item of items) {
    const v = value(item);
    if (v > most) [top, most] = [item, v];
  }
  return top;
}

/** The part of the weight of the half that learns which it lets move. */
function promisedShare({ learn }: Ordering, floor: number): number {
  const moved = new Uint8Array(learn.pairs.n);
  for (const i of learn.order.slice(0, countAt(learn, floor))) moved[i] = 1;
  let [share, total] = [0, 0];
  for (let i = 0; i < learn.pairs.n; i++) {
    total += learn.pairs.weight[i]!;
    share += moved[i]! * learn.pairs.weight[i]!;
  }
  return total > 0 ? share / total : 0;
}

/** The order with the largest share on the half that learns, then the best quality there. */
function bestOrdering(orderings: readonly Ordering[], floor: number): Ordering | undefined {
  const promised = orderings.map((ordering) => ({ ordering, share: promisedShare(ordering, floor) }));
  const most = Math.max(...promised.map(({ share }) => share));
  const leading = promised.filter(({ share }) => share === most);
  return best(leading, ({ ordering }) => whole(ordering).nearness(Number.NEGATIVE_INFINITY))?.ordering;
}

/** Shown on the half that tests: the share that the claim asks for is below the floor, or the candidate is not as cheap. */
function isArmstrongExcluded({ test }: Ordering, floor: number): boolean {
  if (test.pairs.n === 0 || test.p !== undefined) return false;
  const policy = prefix(test, countOfShare(test, ARMSTRONG_SHARE));
  return isBelowFloor(policy, floor) || policyCostTest(test.pairs, ARMSTRONG_COST).above <= ALPHA;
}

const NO_CANDIDATE = {
  verdict: 'no_candidate',
  candidate: null,
  cheaper: null,
  certified: null,
  saving: null,
  oracle: null,
  needed_tasks: null,
} as const;

function armstrong(orderings: readonly Ordering[], { contenders, table }: ClaimsInput, floor: number): ArmstrongClaim {
  const cheaper = ({ learn }: Ordering) => savingOf(learn.pairs) ?? Number.NEGATIVE_INFINITY;
  const eligible = orderings.filter((ordering) => cheaper(ordering) >= 1 - ARMSTRONG_COST - 1e-9);
  const cheapest = Math.max(...orderings.map(cheaper));
  const pool = eligible.length > 0 ? eligible : orderings.filter((ordering) => cheaper(ordering) === cheapest);
  const chosen = cheapest === Number.NEGATIVE_INFINITY ? undefined : bestOrdering(pool, floor);
  if (chosen === undefined) return { ...NO_CANDIDATE, floor };
  const { test } = chosen;
  const moved = describeMove(test.pairs, test.order, countAt(test, floor), undefined);
  const oracle = contenders
    .find(({ model }) => model === chosen.candidate)
    ?.shares.find(({ share }) => share.floor === floor)?.share.oracle;
  const figures = {
    candidate: chosen.candidate,
    cheaper: savingOf(test.pairs),
    floor,
    certified: moved.task_share,
    saving: moved.saving,
    oracle: oracle ?? null,
  };
  if (eligible.length === 0) return { ...figures, verdict: 'no_candidate', needed_tasks: null };
  const isCheap = policyCostTest(test.pairs, ARMSTRONG_COST).below <= ALPHA;
  if (isCheap && moved.task_share >= ARMSTRONG_SHARE - 1e-9)
    return { ...figures, verdict: 'holds', needed_tasks: null };
  if (eligible.every((ordering) => isArmstrongExcluded(ordering, floor)))
    return { ...figures, verdict: 'fails', needed_tasks: null };
  const goal = prefix(test, countOfShare(test, ARMSTRONG_SHARE));
  const needed_tasks = test.p === undefined ? tasksToDecide(goal, floor, table.n) : null;
  return { ...figures, verdict: 'undecided', needed_tasks };
}

/** True when even the cheapest model of each task, whatever its quality, is shown to cost more than a third of the reference. */
function isTooDear({ table, reference }: ClaimsInput): boolean {
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

function harvey(strategies: readonly Strategy[], dear: boolean, { table }: ClaimsInput, floor: number): HarveyClaim {
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

/**
 * Both claims at every floor. The half that learns chooses candidate, order and strategy; only the chosen one is tested on the other half, so that the
 * best of many does not look better than it is. `holds`: quality and cost are both shown there, each one-sided at 5 %, so both together are. `fails`:
 * every way to keep the claim that is at hand is shown to break it.
 */
export function claimsOf(input: ClaimsInput): Claims {
  const segments = input.contenders.filter(({ candidate }) => candidate.pairs.n > 0).map(segmentOrdering);
  const orderings = [...segments, ...input.orderings];
  // The simplest first: of two that save the same, the first is chosen.
  const strategies = [...segments.map(whole), ...orderings.map(ordered), ...input.policies];
  const dear = isTooDear(input);
  const floors = [...new Set([0, ...input.floors])];
  return {
    armstrong: input.floors.map((floor) => armstrong(orderings, input, floor)),
    harvey: floors.map((floor) => harvey(strategies, dear, input, floor)),
  };
}
