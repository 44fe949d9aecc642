import type { Trial } from '../domain/trial.ts';
import { basisOf } from './basis.ts';
import { contenders } from './contenders.ts';
import { detailOf } from './detail.ts';
import { findings } from './findings.ts';
import { frontierOf } from './frontier/frontier_of.ts';
import { headline } from './headline.ts';
import { judgingFrom } from './judging/judging.ts';
import { judgingFindings } from './judging/judging_findings.ts';
import { addTrial, newTally, type Tally } from './judging/tally.ts';
import { oddSegments } from './odd_segments.ts';
import { priceOrder } from './price_order.ts';
import type { AnalyseOptions, Report, ReportRun } from './report_types.ts';
import { standing } from './standing.ts';
import { type Table, tabulate } from './table.ts';

function runFacts(
  table: Table,
  { run, reference, models, seed }: AnalyseOptions,
  floors: readonly number[],
): ReportRun {
  return {
    ...run,
    tasks: table.n,
    repeats: table.repeats,
    reference,
    models,
    quality_floors: floors,
    seed,
    segments: table.segments,
  };
}

/** Hands trials on, and shows those of the named models to the tally on the way: they are read once. */
function* tallied(trials: Iterable<Trial>, models: readonly string[], into: Tally): Generator<Trial> {
  const named = new Set(models);
  for (const trial of trials) {
    if (named.has(trial.model)) addTrial(into, trial);
    yield trial;
  }
}

/** Everything that a report says, from a run's trials in any order. Pure: the same trials and options give the same bytes. */
export function analyse(trials: Iterable<Trial>, options: AnalyseOptions): Report {
  const { models } = options;
  const floors = options.quality_floors.toSorted((a, b) => a - b);
  const judged = newTally();
  const table = tabulate(tallied(trials, models, judged), models, options.tasks, options.repeats);
  const judging = judgingFrom(judged, options.judging);
  const frontier = frontierOf(table, models, options.seed, options.resamples);
  const candidates = contenders(table, models, options.reference, options.seed, floors);
  const shares = candidates.flatMap((contender) => contender.shares.map(({ share }) => share));
  const said = headline(candidates, floors);
  const compared = [said.candidate ?? '', options.reference];
  const spoken = table.columns.filter((_, i) => said.candidate === null || compared.includes(models[i]!));
  const head = { ...said, basis: basisOf(shares[said.share ?? -1], spoken) };
  const standings = models.map((model, i) => standing(model, table.columns[i]!, table));
  const onFrontier = new Set(frontier.points.map(({ model }) => model));
  return {
    format: 'bench.report/1',
    run: runFacts(table, options, floors),
    headline: head,
    standings,
    frontier,
    shares,
    findings: [
      ...findings(table, models, onFrontier, candidates, floors, head),
      ...oddSegments(table, models),
      ...priceOrder(table, models, options.list_prices ?? {}),
      ...judgingFindings(judging, standings),
    ],
    judging,
    ...(options.detail ? { detail: detailOf(table, candidates, { ...options, quality_floors: floors }) } : {}),
  };
}
