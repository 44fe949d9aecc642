import Big from 'big.js';
import type { Trial } from '../../domain/trial.ts';
import { certifiedOf } from '../judging/correct_share.ts';
import type { Pairs } from '../pairs.ts';
import { emptyTally } from '../pairs.ts';
import type { Report } from '../report_types.ts';
import { prepare } from '../share.ts';
import type { MovedShare, Share } from '../share_types.ts';
import { splitTasks } from '../split.ts';
import { roundedUsd } from '../standing.ts';
import type { Standing } from '../standing_types.ts';
import { tInterval, weightedMean } from '../stats/means.ts';
import { addDifference, differenceInterval } from '../stats/noninferiority.ts';
import { type Column, type Table, tabulate } from '../table.ts';
import type { Scenarios, Strategy } from './finance_types.ts';

type Ways = Omit<Strategy, 'sums'>;

/** What the strategies say beside the report, and what the workload weighs. */
export interface Workload {
  readonly strategies: readonly Ways[];
  /** Sum of the tasks' weights; null where every task weighs 1: then nobody gave weights. */
  readonly weight: string | null;
}

const NOBODY = { low: null, base: null, high: null };

/** Every way to serve the workload that the run can speak of: all by the reference, all by each candidate, and each certified routing. Pure. */
export function strategiesOf(trials: Iterable<Trial>, report: Report): Workload {
  const { models, reference, tasks, repeats, seed } = report.run;
  const successes = new Map<string, number>();
  const table = tabulate(counted(trials, successes), models, tasks, repeats);
  const strong = table.columns[models.indexOf(reference)]!;
  const whole = report.standings.map((standing, i) =>
    wholesale(standing, report, successes.get(standing.model) ?? null, [strong, table.columns[i]!], table),
  );
  const split = splitTasks(table, seed);
  const routed = models.flatMap((model, i) => {
    const shares = report.shares.filter(({ candidate }) => candidate === model);
    if (model === reference || !shares.some(movesSome)) return [];
    const { test, certified_order } = prepare(table, table.columns[i]!, strong, split);
    return shares.filter(movesSome).map((share) => routing(share, test, certified_order));
  });
  const first = table.weight[0] ?? 1;
  const plain = table.weight.every((weight) => weight === 1) || (first === 1 && table.n === 0);
  const weight = plain ? null : table.weight.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();
  return { strategies: [...whole.filter(isReference), ...whole.filter((way) => !isReference(way)), ...routed], weight };
}

const isReference = ({ kind }: Ways): boolean => kind === 'all_reference';
const movesSome = (share: Share): boolean => (certifiedOf(share)?.task_share ?? 0) > 0;

function* counted(trials: Iterable<Trial>, into: Map<string, number>): Generator<Trial> {
  for (const trial of trials) {
    if (trial.score !== undefined) into.set(trial.model, (into.get(trial.model) ?? 0) + trial.score);
    yield trial;
  }
}

/** One model for everything. */
function wholesale(
  standing: Standing,
  report: Report,
  successes: number | null,
  [strong, own]: readonly [Column, Column],
  table: Table,
): Ways {
  const { reference } = report.run;
  const isRef = standing.model === reference;
  const share = report.shares.find(({ candidate }) => candidate === standing.model);
  const { corrected } = standing;
  const quality = corrected ?? standing;
  return {
    strategy: `all ${standing.model}`,
    kind: isRef ? 'all_reference' : 'all_candidate',
    candidate: isRef ? null : standing.model,
    reference,
    floor: null,
    share_moved: isRef ? 0 : 1,
    basis: 'measured',
    tasks: standing.tasks,
    successes,
    quality: { low: quality.quality_low, base: quality.quality, high: quality.quality_high },
    corrected: corrected !== null,
    cost_per_task_usd: {
      low: standing.cost_low_usd,
      base: standing.cost_per_task_usd,
      high: standing.cost_high_usd,
    },
    saving_per_task_usd: isRef ? NOTHING_SAVED : savingOf(strong, own, table),
    loss_per_task: isRef ? NOTHING_LOST : lossOf(share),
    cost_per_success_usd: perSuccess(standing.cost_per_task_usd, quality.quality),
    p50_ms: standing.p50_ms,
    p95_ms: standing.p95_ms,
  };
}

const NOTHING_SAVED = { low: '0', base: '0', high: '0' };
const NOTHING_LOST = { low: 0, base: 0, high: 0 };

/** Over the tasks where both costs are known, paired. */
function savingOf(strong: Column, own: Column, { weight, n }: Table): Scenarios<string> {
  const [values, weights]: [number[], number[]] = [[], []];
  for (let i = 0; i < n; i++) {
    if (strong.cost.mask[i] !== 1 || own.cost.mask[i] !== 1) continue;
    values.push(strong.cost.values[i]! - own.cost.values[i]!);
    weights.push(weight[i]!);
  }
  return dollarsOf(values, weights);
}

/** A weighted mean of dollars with its 95 % t interval; without ends from a single value. */
function dollarsOf(values: ArrayLike<number>, weights: ArrayLike<number>): Scenarios<string> {
  if (values.length === 0) return NOBODY;
  const stats = weightedMean(values, weights);
  const base = roundedUsd(stats.mean);
  if (values.length < 2) return { ...NOBODY, base };
  const { low, high } = tInterval(stats);
  return { low: roundedUsd(low), base, high: roundedUsd(high) };
}

function lossOf(share: Share | undefined): Scenarios<number> {
  const of = share?.corrected ?? share;
  if (!of || of.delta === null) return NOBODY;
  return { low: negative(of.delta_high), base: negative(of.delta), high: negative(of.delta_low) };
}

/** Without making a -0. */
function negative(value: number | null): number | null {
  return value === null ? null : 0 - value;
}

/** How many pairs of this order make up what was certified: the routing that the report speaks of. */
function movedCount(pairs: Pairs, order: readonly number[], share: number): number {
  let [total, moved, count] = [0, 0, 0];
  for (let i = 0; i < pairs.n; i++) total += pairs.weight[i]!;
  while (count < order.length && moved < share * total - 1e-9 * total) moved += pairs.weight[order[count++]!]!;
  return count;
}

/** The certified part moves, segment by segment; the rest stays. Over the tasks that tested it. */
function routing(share: Share, pairs: Pairs, order: readonly number[]): Ways {
  const certified = certifiedOf(share)!;
  const moves = new Set(order.slice(0, movedCount(pairs, order, certified.task_share)));
  const { cost, saving } = policyCost(pairs, moves);
  return {
    strategy: `route to ${share.candidate} within ${Number((share.floor * 100).toFixed(4))} points`,
    kind: 'routing',
    candidate: share.candidate,
    reference: share.reference,
    floor: share.floor,
    share_moved: certified.task_share,
    basis: 'certified',
    tasks: certified.tested,
    successes: null,
    quality: { low: certified.quality_low, base: certified.quality, high: certified.quality_high },
    corrected: share.corrected !== null,
    cost_per_task_usd: { ...cost, base: certified.cost_after_usd },
    saving_per_task_usd: saving,
    loss_per_task: policyLoss(share, certified, pairs, moves),
    cost_per_success_usd: perSuccess(certified.cost_after_usd, certified.quality),
    p50_ms: null,
    p95_ms: null,
  };
}

/** Weighted as both are, and with the quality that stands beside it. */
function perSuccess(cost: string | null, quality: number | null): string | null {
  return cost === null || quality === null || quality <= 0 ? null : roundedUsd(Number(cost) / quality);
}

/** What the policy costs per task, never below 0, and what it saves on the same tasks. */
function policyCost(pairs: Pairs, moves: ReadonlySet<number>) {
  const [costs, savings, weights]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < pairs.n; i++) {
    if (pairs.priced[i] !== 1) continue;
    const [before, after] = [
      pairs.reference_cost[i]!,
      (moves.has(i) ? pairs.candidate_cost : pairs.reference_cost)[i]!,
    ];
    costs.push(after);
    savings.push(before - after);
    weights.push(pairs.weight[i]!);
  }
  const cost = dollarsOf(costs, weights);
  const low = cost.low?.startsWith('-') ? '0' : cost.low;
  return { cost: { ...cost, low }, saving: dollarsOf(savings, weights) };
}

/** Lost score per task, with the interval of the test; corrected by labels, its ends are not known. */
function policyLoss(share: Share, certified: MovedShare, pairs: Pairs, moves: ReadonlySet<number>): Scenarios<number> {
  if (share.corrected !== null) {
    const { quality, quality_before } = certified;
    return { ...NOBODY, base: quality === null || quality_before === null ? null : quality_before - quality };
  }
  const tally = emptyTally(pairs);
  for (const i of moves) addDifference(tally, pairs.weight[i]!, pairs.candidate[i]! - pairs.reference[i]!);
  const { low, high } = differenceInterval(tally, pairs.method);
  return { low: 0 - high, base: 0 - tally.sum / tally.weight, high: 0 - low };
}
