import type { ReportFinding } from './finding_types.ts';
import type { Totals } from './gather.ts';
import type { Contender } from './headline.ts';
import { emptyTally } from './pairs.ts';
import type { Headline } from './report_types.ts';
import { isHopeless } from './segment_share.ts';
import { weightedMean } from './stats/means.ts';
import { effectiveN, smallestPassing } from './stats/noninferiority.ts';
import { allEqual } from './stats/quality.ts';
import type { Column, Table } from './table.ts';

/** Providers that report what they charge: worth a sentence from this fraction of the list price on. */
const WORTH_SAYING = 0.01;

function reportedCost(model: string, { compared, reported, list }: Totals): ReportFinding[] {
  if (reported.minus(list).abs().lte(list.times(WORTH_SAYING))) return [];
  const sums = { reported_usd: reported.toFixed(), list_usd: list.toFixed() };
  return [{ code: 'reported_cost_differs', model, calls: compared, ...sums }];
}

/** Quality over all tasks and repeats if every missing verdict were 0, and if every one were 1. */
function qualityBounds({ score, repeats }: Column, { n, weight, repeats: asked }: Table): readonly [number, number] {
  const planes = repeats.length === 0 ? [score] : repeats;
  let [total, right, missing] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const w = weight[i]! / asked;
    total += w * asked;
    missing += w * asked;
    for (const { values, mask } of planes) {
      if (mask[i] !== 1) continue;
      right += w * values[i]!;
      missing -= w;
    }
  }
  return [right / total, Math.min(1, (right + missing) / total)];
}

/** Where a model has no verdict at all, unknown costs are not what is wrong. */
function ofModel(model: string, column: Column, table: Table, onFrontier: boolean): ReportFinding[] {
  const { totals } = column;
  const [ran, trials] = [totals.cost_known + totals.cost_unknown, table.n * table.repeats];
  const costs = {
    code: 'cost_unknown',
    model,
    known: totals.cost_known,
    trials: ran,
    on_frontier: onFrontier,
  } as const;
  const verdicts = {
    code: 'verdicts_missing',
    model,
    scored: totals.scored,
    trials,
    on_frontier: onFrontier,
    quality_bounds: totals.scored === 0 ? null : qualityBounds(column, table),
  } as const;
  return [
    ...(totals.cost_unknown > 0 && totals.scored > 0 ? [costs] : []),
    ...reportedCost(model, totals),
    ...(totals.scored < trials ? [verdicts] : []),
  ];
}

/** Judged by the candidate with the most tasks to test on; where no task can be compared, their number is not what is wrong. */
function tooFew(contenders: readonly Contender[], floors: readonly number[]): ReportFinding[] {
  const compared = contenders.filter(({ candidate }) => candidate.pairs.n > 0);
  const largest = compared.map(({ candidate }) => candidate.test).sort((a, b) => b.n - a.n)[0];
  if (largest === undefined) return [];
  return floors
    .filter((floor) => isHopeless(largest, floor))
    .map((floor) => ({
      code: 'too_few_tasks',
      tested: largest.n,
      ...(allEqual(largest.weight) ? {} : { effective_n: effectiveN(emptyTally(largest)) }),
      floor,
      smallest_n: smallestPassing(largest.method, floor),
    }));
}

function selection({ verdict, candidates, floor, candidate }: Headline): ReportFinding[] {
  const certified = verdict === 'certified' || verdict === 'whole_workload';
  if (!certified || candidates < 2 || floor === null || candidate === null) return [];
  return [{ code: 'selected_of_many', candidates, floor, selected: candidate }];
}

/** What deserves a sentence beside the tables, in a fixed order. `models` pairs with the table's columns. */
export function findings(
  table: Table,
  models: readonly string[],
  onFrontier: ReadonlySet<string>,
  contenders: readonly Contender[],
  floors: readonly number[],
  head: Headline,
): ReportFinding[] {
  const weights: ReportFinding[] = allEqual(table.weight)
    ? []
    : [{ code: 'unequal_weights', tasks: table.n, effective_n: weightedMean(table.weight, table.weight).effective_n }];
  return [
    ...(contenders.length === 0 ? [{ code: 'need_two_models', models: models.length } as const] : []),
    ...tooFew(contenders, floors),
    ...models.flatMap((model, i) => ofModel(model, table.columns[i]!, table, onFrontier.has(model))),
    ...weights,
    ...selection(head),
  ];
}
