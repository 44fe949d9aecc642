import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AppliedRoute } from '../../analysis/routing/applied_route.ts';
import type { SavedRoute } from '../../analysis/routing/saved_route.ts';
import { Problem } from '../../domain/problem.ts';
import type { ColumnMap } from '../../domain/task.ts';
import type { AddCommand, Context } from '../command.ts';
import { refuseTaken } from '../new_file.ts';
import { collect } from '../options.ts';

interface Flags {
  readonly dataset?: string;
  readonly run?: string;
  readonly id?: string;
  readonly input?: string;
  readonly segment?: readonly string[];
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly config?: string;
  readonly results?: string;
}

const HELP = `
With --dataset, decides tasks that nobody has answered yet; labels are not needed. Columns are those of
the dataset that the route was learnt from, unless a flag names another.
With --run, decides the tasks of a later run that has both models, and tests the promise on its outcomes:
holds, does not hold, or undecided, at the route's own floor (one-sided, 95 % confidence).

Examples:
  bench route apply route.json --dataset new.csv -o decisions.csv
  bench route apply route.json --dataset new.csv --segment category
  bench route apply route.json --run 20261221-090000    does last month's policy hold this month?`;

export const addRouteApply: AddCommand = (route, context) => {
  route
    .command('apply')
    .description('decide tasks by a route that was saved, or test it on a later run')
    .argument('<file>', 'the route')
    .option('--dataset <file>', 'tasks to decide: CSV or JSONL')
    .option('--run <run>', 'a later run, id or folder: test the route there')
    .option('--id <column>', 'column of the task id')
    .option('--input <column>', 'column of the input text')
    .option('--segment <column>', 'column of the segment; again for several', collect)
    .option('-o, --output <file>', 'write task_id, model and score of each task as CSV')
    .option('--force', 'replace a file that is there')
    .option('--json', 'all numbers as JSON')
    .option('-c, --config <file>', 'config with an embedding block (default: bench.yaml, found upwards)')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((file: string, _own: Flags, command: Command) => {
      refuseStrays(route);
      // A flag that both commands have is taken by the upper one, wherever it stands.
      return act(file, command.optsWithGlobals<Flags>(), context);
    });
};

/** Flags of `bench route` alone mean nothing here: the route says all of it. */
function refuseStrays(route: Command): void {
  const own = ['candidate', 'reference', 'floor', 'router', 'as', 'dryRun'];
  const stray = route.options.find(
    (option) => own.includes(option.attributeName()) && route.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (stray === undefined) return;
  throw new Problem(2, {
    code: 'USAGE',
    message: `${stray.long} means nothing to bench route apply: the route says it`,
    hint: 'bench route apply --help',
  });
}

async function act(file: string, flags: Flags, context: Context): Promise<void> {
  const { parseRoute } = await import('../../config/route_file.ts');
  const { requireWritable } = await import('../show.ts');
  requireOneSource(flags);
  refuseTaken(flags.output, flags.force, context);
  await requireWritable(flags.output, context);
  const route = parseRoute(await textOf(file, context), file);
  const applied = await apply(route, flags, context);
  await show(route, applied, flags, context);
  if (flags.output === undefined) return;
  const { decisionsCsv } = await import('../../report/route_applied.ts');
  const { emit } = await import('../show.ts');
  const { inert } = await import('../../report/text.ts');
  await emit(decisionsCsv(applied), flags.output, context);
  await context.io.stderr.write(`wrote ${inert(flags.output)}: ${applied.tasks} decisions\n`);
}

async function apply(route: SavedRoute, flags: Flags, context: Context): Promise<AppliedRoute> {
  const { applyToDataset, applyToRun } = await import('../../run/route_apply.ts');
  const { findNamedRun, resultsOf } = await import('../find_run.ts');
  const { readRunFile } = await import('../../results/folder.ts');
  const { openHost } = await import('../host.ts');
  const { configIfAny } = await import('../baselines.ts');
  const { io } = context;
  const host = openHost(context);
  const config = route.router.kind === 'embedding' ? await configIfAny(flags.config, {}, io) : undefined;
  if (flags.run !== undefined) {
    const folder = await findNamedRun(flags.run, flags.results, io);
    return applyToRun(route, folder, readRunFile(folder), config?.embedding, host);
  }
  const results = flags.results === undefined ? await resultsOf(io) : resolve(io.cwd, flags.results);
  const place = config?.embedding && { spec: config.embedding, limits: config.limits, results };
  return applyToDataset(route, { path: flags.dataset ?? '', columns: columnsOf(flags) }, place, host);
}

async function show(route: SavedRoute, applied: AppliedRoute, flags: Flags, context: Context): Promise<void> {
  const { appliedDocument, appliedText } = await import('../../report/route_applied.ts');
  const { emit, widthOf } = await import('../show.ts');
  const { paintFor } = await import('../paint.ts');
  const { io, argv } = context;
  const options = { width: widthOf(io.stdout, io.env), color: paintFor(io.stdout, io.env, argv), unicode: true };
  const text = flags.json
    ? `${JSON.stringify(appliedDocument(route, applied), null, 2)}\n`
    : appliedText(route, applied, options);
  await emit(text, undefined, context);
}

function requireOneSource({ dataset, run }: Flags): void {
  if ((dataset === undefined) !== (run === undefined)) return;
  throw new Problem(2, {
    code: 'USAGE',
    message: dataset === undefined ? 'name the tasks to decide' : 'a run has a dataset of its own: name one of the two',
    hint: '--dataset FILE, or --run RUN to test the route on a later run',
  });
}

function columnsOf({ id, input, segment }: Flags): ColumnMap {
  return {
    ...(id === undefined ? {} : { id }),
    ...(input === undefined ? {} : { input }),
    ...(segment === undefined ? {} : { segment: segment.length === 1 ? segment[0]! : segment }),
  };
}

async function textOf(file: string, { io }: Context): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new Problem(2, {
      code: 'ROUTE',
      message: `cannot read ${file}: ${code === 'ENOENT' ? 'there is no such file' : code}`,
      hint: 'bench route -o route.json writes one',
    });
  }
}
