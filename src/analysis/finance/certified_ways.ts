import type { CascadeSet, VerifierColumn } from '../cascade/cascade_types.ts';
import { type Cases, casesOf, casesWhere } from '../cascade/cases.ts';
import { stepAt } from '../cascade/steps.ts';
import { accepting, portfolioStrategy } from '../claims/adapters.ts';
import { countOfShare, type Line, prefix } from '../claims/strategies.ts';
import type { StudyInput } from '../detail_types.ts';
import { certifiedOf } from '../judging/correct_share.ts';
import { describeMove, moneyOf, weightShare } from '../moved.ts';
import type { Pairs } from '../pairs.ts';
import type { Portfolio, PortfolioShare } from '../portfolio/portfolio_types.ts';
import type { Report } from '../report_types.ts';
import { learntOrder } from '../routing/by_router.ts';
import type { Ordering, RouterKind, RouterSet } from '../routing/routing_types.ts';
import { type Candidate, prepare } from '../share.ts';
import type { Share } from '../share_types.ts';
import { type Split, splitTasks } from '../split.ts';
import { roundedUsd } from '../standing.ts';
import { weightedMean } from '../stats/means.ts';
import { visibleIn } from '../study.ts';
import type { Table } from '../table.ts';
import { NOBODY, perSuccess } from './dollars.ts';
import type { Way } from './finance_types.ts';
import { policyWay, within } from './policy_way.ts';

/** What the policies of a report are laid over. */
interface Ground {
  readonly table: Table;
  readonly split: Split;
  readonly report: Report;
  readonly study: StudyInput;
}

/**
 * What the report certifies, and nothing else: routings by segment, and where the report is in detail those by every other order, cascades and portfolios.
 * Policies are the report's: with other costs in the table, they are the same policies at those costs.
 */
export function certifiedWays(table: Table, report: Report, study: StudyInput): readonly Way[] {
  const { models, reference, seed } = report.run;
  const { shares, detail } = report;
  const ground = { table, split: splitTasks(table, seed), report, study };
  const strong = table.columns[models.indexOf(reference)]!;
  const ofOne = models.flatMap((model, i) => {
    if (model === reference) return [];
    const own = prepare(table, table.columns[i]!, strong, ground.split);
    const isOwn = (one: { readonly candidate: string }): boolean => one.candidate === model;
    return [
      ...shares.filter(isOwn).flatMap((share) => bySegment(share, own)),
      ...(detail?.routers ?? []).filter(isOwn).flatMap((set) => byRouters(set, own, ground)),
      ...(detail?.cascades ?? []).filter(isOwn).flatMap((set) => byVerifiers(set, own, ground)),
    ];
  });
  return [...ofOne, ...(detail?.portfolio ? portfolios(detail.portfolio, ground) : [])];
}

type Pair = Pick<Way, 'candidate' | 'reference'> & { readonly candidate: string };

function pairOf({ candidate, reference }: Pair) {
  return { candidate, reference, models: [reference, candidate] };
}

/** The first of the line move, as many as make up the certified share; the rest stays. */
function routing(pair: Pair, by: Exclude<Ordering, 'oracle'>, line: Line, floor: number, share: number): Way {
  const count = countOfShare(line, share);
  const { cost_before_usd, cost_after_usd } = describeMove(line.pairs, line.order, count, undefined, by);
  return policyWay({
    ...pairOf(pair),
    strategy: `route to ${pair.candidate} ${by === 'random' ? 'at random' : `by ${by}`} ${within(floor)}`,
    kind: 'routing',
    decided_by: by,
    floor,
    share_moved: share,
    policy: prefix(line, count),
    cost_before_usd,
    cost_after_usd,
    verifier_cost_per_task_usd: null,
  });
}

/** The headline's order. Corrected by labels, quality and loss are those of the correction, and the ends of the loss are not known. */
function bySegment(share: Share, { test, certified_order: order }: Candidate): readonly Way[] {
  const certified = certifiedOf(share);
  if (certified === null || certified.task_share === 0) return [];
  const way = routing(share, 'segment', { pairs: test, order }, share.floor, certified.task_share);
  if (share.corrected === null) return [way];
  const { quality_low: low, quality: base, quality_high: high, quality_before: before } = certified;
  const lost = base === null || before === null ? null : before - base;
  const per_success = perSuccess(certified.cost_after_usd, base);
  return [
    {
      ...way,
      quality: { low, base, high },
      corrected: true,
      loss_per_task: { ...NOBODY, base: lost },
      cost_per_success_usd: per_success,
    },
  ];
}

function byRouters(set: RouterSet, own: Candidate, { table, study }: Ground): readonly Way[] {
  const orderOf = (by: RouterKind | 'random'): readonly number[] => {
    const look = visibleIn(table, study.inputs ?? new Map());
    return by === 'random' ? own.random_order : learntOrder(by, own.learn, own.test, look).order;
  };
  return set.routers.flatMap(({ ordering, shares }) => {
    const certified = shares.filter((share) => (share.certified?.task_share ?? 0) > 0);
    if (ordering === 'segment' || ordering === 'oracle' || certified.length === 0) return [];
    const line = { pairs: own.test, order: orderOf(ordering) };
    return certified.map((share) => routing(set, ordering, line, share.floor, share.certified!.task_share));
  });
}

/** The candidate and its verifier on every task, the reference where the answer is not accepted. */
function byVerifiers(set: CascadeSet, { pairs }: Candidate, { table, split, study }: Ground): readonly Way[] {
  return set.cascades.flatMap(({ verifier, shares }) => {
    const certified = shares.filter((share) => share.certified);
    const column = study.verifiers.find((one) => one.verifier === verifier && one.candidate === set.candidate);
    if (column === undefined || certified.length === 0) return [];
    const cases = casesWhere(casesOf(pairs, table.ids, column.readings), (task) => split.half[task] === 1);
    const verifying = { verifier, cases, cost_usd: verifierCost(column, cases.pairs, table) };
    return certified.flatMap(({ floor, policy }) =>
      policy === null || policy.threshold === null ? [] : [cascade(set, verifying, floor, policy.threshold)],
    );
  });
}

/** Dollars per task, over the tasks whose costs are all known; a task that was never read paid for no reading. */
function verifierCost({ readings }: VerifierColumn, { n, task, weight, priced }: Pairs, { ids }: Table): string | null {
  const [costs, weights]: [number[], number[]] = [[], []];
  for (let i = 0; i < n; i++) {
    if (priced[i] !== 1) continue;
    costs.push(readings.get(ids[task[i]!]!)?.cost_usd ?? 0);
    weights.push(weight[i]!);
  }
  return costs.length === 0 ? null : roundedUsd(weightedMean(costs, weights).mean);
}

/** The tasks that test a cascade, as its verifier reads them. */
interface Verifying {
  readonly verifier: string;
  readonly cases: Cases;
  /** Per task. */
  readonly cost_usd: string | null;
}

function cascade(pair: Pair, { verifier, cases, cost_usd }: Verifying, floor: number, threshold: number): Way {
  const { accept_share, cost } = stepAt(cases, threshold);
  return policyWay({
    ...pairOf(pair),
    strategy: `cascade from ${pair.candidate} by ${verifier} ${within(floor)}`,
    kind: 'cascade',
    decided_by: verifier,
    floor,
    share_moved: accept_share,
    policy: accepting(cases.pairs, cases.trust, threshold),
    cost_before_usd: cost && roundedUsd(cost.before),
    cost_after_usd: cost && roundedUsd(cost.after),
    verifier_cost_per_task_usd: cost_usd,
  });
}

/** Each segment to one of a few models. */
function portfolios(all: Portfolio, { table, split, report }: Ground): readonly Way[] {
  const strategy = portfolioStrategy(all, table, report.run.models, split);
  return all.shares.flatMap(({ portfolio: share }) => {
    const policy = share.certified ? strategy.tested(share.floor)?.policy : undefined;
    return policy ? [portfolio(all, share, policy, table)] : [];
  });
}

function portfolio(
  { reference }: Portfolio,
  { floor, models, choices }: PortfolioShare,
  policy: Pairs,
  table: Table,
): Way {
  const stays = new Set(choices.filter(({ model }) => model === reference).map(({ segment }) => segment));
  const { cost_before_usd, cost_after_usd } = moneyOf(policy, new Uint8Array(policy.n).fill(1));
  const moves = policy.segment.map((segment) => (stays.has(table.segments[segment]!) ? 0 : 1));
  return policyWay({
    strategy: `portfolio ${within(floor)}`,
    kind: 'portfolio',
    candidate: null,
    reference,
    models,
    decided_by: 'segment',
    floor,
    share_moved: weightShare(policy, Uint8Array.from(moves)),
    policy,
    cost_before_usd,
    cost_after_usd,
    verifier_cost_per_task_usd: null,
  });
}
