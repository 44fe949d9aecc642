import { newPlane, type Plane } from '../gather.ts';
import { moneyOf } from '../moved.ts';
import { fullTally, type Outcomes, type Pairs, pairsWhere, pairUp } from '../pairs.ts';
import type { Split } from '../split.ts';
import { ALPHA } from '../stats/distributions.ts';
import { noninferiorityP } from '../stats/noninferiority.ts';
import { allEqual, qualityOf } from '../stats/quality.ts';
import type { Table } from '../table.ts';
import { portfolioModel } from './cells.ts';
import type { Portfolio, PortfolioShare } from './portfolio_types.ts';
import { type Best, bestPolicies, type PortfolioPolicy } from './search.ts';

interface Question {
  readonly table: Table;
  /** Of the table's columns. */
  readonly models: readonly string[];
  /** Place of the reference. */
  readonly strong: number;
  readonly split: Split;
}

/**
 * Each segment to one of at most `maxModels` models (2 or more; the reference counts as one), chosen on half 0 and reported on half 1, beside the same with
 * two. Models without a known cost beside the reference's are left out. Null with fewer than two candidates, without segments, or without tests.
 */
export function portfolioOf(
  table: Table,
  models: readonly string[],
  reference: string,
  split: Split,
  floors: readonly number[],
  maxModels = 3,
): Portfolio | null {
  const strong = models.indexOf(reference);
  const column = table.columns[strong];
  if (column === undefined) throw new Error(`the reference ${reference} is not one of the models`);
  const isSegmented = table.segments.some((segment) => segment !== '');
  const question: Question = { table, models, strong, split };
  if (models.length < 3 || !isSegmented || testPairs(question, undefined).n === 0) return null;
  const usable = models.flatMap((_, i) => portfolioModel(table, i, column, split) ?? []);
  const best = bestPolicies(usable, maxModels, { floors, equal_weights: allEqual(table.weight), reference: strong });
  const [pairs, portfolios] = [best[1], best.at(-1)] as [Best, Best];
  return {
    reference,
    max_models: maxModels,
    shares: floors.map((floor, i) => ({
      portfolio: shareOf(question, portfolios[i], floor),
      pair: shareOf(question, pairs[i], floor),
    })),
  };
}

/** The columns of the segments' models, laid side by side; all of the reference's without a policy. */
function outcomesOf({ table, strong }: Question, policy: PortfolioPolicy | undefined): Outcomes {
  if (policy === undefined) return table.columns[strong]!;
  const [score, cost] = [newPlane(table.n), newPlane(table.n)];
  for (let task = 0; task < table.ids.length; task++) {
    const column = table.columns[policy.choice[table.segment[task]!]!.column]!;
    copy(column.score, score, task);
    copy(column.cost, cost, task);
  }
  return { score, cost };
}

function copy(from: Plane, to: Plane, task: number): void {
  to.values[task] = from.values[task]!;
  to.mask[task] = from.mask[task]!;
}

/** The policy beside the reference, on the half that tests. */
function testPairs(question: Question, policy: PortfolioPolicy | undefined): Pairs {
  const { table, strong, split } = question;
  const pairs = pairUp(table, outcomesOf(question, policy), table.columns[strong]!, split.shuffled);
  return pairsWhere(pairs, (task) => split.half[task] === 1);
}

/** Without a policy, or where its models have no verdict on the half that tests, everything stays with the reference. */
function shareOf(question: Question, policy: PortfolioPolicy | undefined, floor: number): PortfolioShare {
  const pairs = testPairs(question, policy);
  if (pairs.n === 0) return shareOf(question, undefined, floor);
  const tally = fullTally(pairs);
  const p = noninferiorityP(tally, pairs.method, floor);
  const { mean, low, high } = qualityOf(pairs.candidate, pairs.weight);
  const money = moneyOf(pairs, new Uint8Array(pairs.n).fill(1));
  return {
    floor,
    ...namesOf(question, policy),
    tested: pairs.n,
    quality: mean,
    quality_low: low,
    quality_high: high,
    quality_reference: qualityOf(pairs.reference, pairs.weight).mean,
    delta: tally.sum / tally.weight,
    noninferior_p: p,
    certified: policy !== undefined && p <= ALPHA,
    cost_per_task_usd: money.cost_after_usd,
    cost_reference_usd: money.cost_before_usd,
    saving: money.saving,
    ...(policy === undefined ? {} : { learned: policy.learned }),
  };
}

function namesOf({ table, models, strong }: Question, policy: PortfolioPolicy | undefined) {
  const cheapestFirst = [...new Set(policy?.choice)].sort((a, b) => a.cost - b.cost || a.column - b.column);
  const modelOf = (segment: number) => models[policy?.choice[segment]?.column ?? strong]!;
  return {
    models: policy === undefined ? [models[strong]!] : cheapestFirst.map(({ column }) => models[column]!),
    choices: table.segments.map((segment, i) => ({ segment, model: modelOf(i) })),
  };
}
