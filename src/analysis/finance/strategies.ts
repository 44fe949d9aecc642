import Big from 'big.js';
import type { Trial } from '../../domain/trial.ts';
import type { StudyInput } from '../detail_types.ts';
import type { Report } from '../report_types.ts';
import type { Share } from '../share_types.ts';
import type { Standing } from '../standing_types.ts';
import { type Column, type Table, tabulate } from '../table.ts';
import { certifiedWays } from './certified_ways.ts';
import { dollarsOf, NOBODY, perSuccess } from './dollars.ts';
import type { Scenarios, Way } from './finance_types.ts';

/** What the strategies say beside the report, and what the workload weighs. */
export interface Workload {
  readonly strategies: readonly Way[];
  /** Sum of the tasks' weights; null where every task weighs 1: then nobody gave weights. */
  readonly weight: string | null;
}

/**
 * Every way to serve the workload that the run can speak of: all by the reference, all by each candidate, and what the report certifies. `study` is what a
 * report in detail was made with. Pure.
 */
export function strategiesOf(trials: Iterable<Trial>, report: Report, study: StudyInput = { verifiers: [] }): Workload {
  const { models, reference, tasks, repeats } = report.run;
  const successes = new Map<string, number>();
  const table = tabulate(counted(trials, successes), models, tasks, repeats);
  const strong = table.columns[models.indexOf(reference)]!;
  const whole = report.standings.map((standing, i) =>
    wholesale(standing, report, successes.get(standing.model) ?? null, [strong, table.columns[i]!], table),
  );
  const [same, others] = [whole.filter(isReference), whole.filter((way) => !isReference(way))];
  return { strategies: [...same, ...others, ...certifiedWays(table, report, study)], weight: weightOf(table) };
}

function weightOf(table: Table): string | null {
  const first = table.weight[0] ?? 1;
  const plain = table.weight.every((weight) => weight === 1) || (first === 1 && table.n === 0);
  return plain ? null : table.weight.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();
}

const isReference = ({ kind }: Way): boolean => kind === 'all_reference';

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
): Way {
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
    models: [standing.model],
    decided_by: null,
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
    verifier_cost_per_task_usd: null,
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

function lossOf(share: Share | undefined): Scenarios<number> {
  const of = share?.corrected ?? share;
  if (!of || of.delta === null) return NOBODY;
  return { low: negative(of.delta_high), base: negative(of.delta), high: negative(of.delta_low) };
}

/** Without making a -0. */
function negative(value: number | null): number | null {
  return value === null ? null : 0 - value;
}
