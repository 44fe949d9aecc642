import type { Trial } from '../domain/trial.ts';
import { contenders } from './contenders.ts';
import { findings } from './findings.ts';
import { frontierOf } from './frontier_of.ts';
import { headline } from './headline.ts';
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

/** Everything that a report says, from a run's trials in any order. Pure: the same trials and options give the same bytes. */
export function analyse(trials: Iterable<Trial>, options: AnalyseOptions): Report {
  const { models } = options;
  const floors = options.quality_floors.toSorted((a, b) => a - b);
  const table = tabulate(trials, models, options.tasks, options.repeats);
  const frontier = frontierOf(table, models);
  const candidates = contenders(table, models, options.reference, options.seed, floors);
  const head = headline(candidates, floors);
  const onFrontier = new Set(frontier.points.map(({ model }) => model));
  return {
    format: 'bench.report/1',
    run: runFacts(table, options, floors),
    headline: head,
    standings: models.map((model, i) => standing(model, table.columns[i]!, table)),
    frontier,
    shares: candidates.flatMap(({ shares }) => shares.map(({ share }) => share)),
    findings: findings(table, models, onFrontier, candidates, floors, head),
  };
}
