import { best } from '../best.ts';
import { describeMove } from '../moved.ts';
import { ALPHA } from '../stats/distributions.ts';
import type { ArmstrongClaim } from './claims_types.ts';
import { isBelowFloor, policyCostTest, tasksToDecide } from './decide.ts';
import type { ClaimsInput } from './input.ts';
import { countAt, countOfShare, type Ordering, prefix, savingOf, whole } from './strategies.ts';

/** 80 % of the tasks, on a model whose tasks cost 1 % of the reference's. */
const ARMSTRONG_SHARE = 0.8;
const ARMSTRONG_COST = 0.01;

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

/** The claim at one floor. */
export function armstrong(
  orderings: readonly Ordering[],
  { contenders, table }: ClaimsInput,
  floor: number,
): ArmstrongClaim {
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
