import type { AddCommand, Context } from '../command.ts';
import { collect, floorsOf, type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly columns?: readonly string[];
  readonly where?: readonly string[];
  readonly reference?: string;
  readonly floors?: readonly string[];
  readonly scorer?: string;
  readonly dataset?: string;
  readonly free?: readonly string[];
  readonly results: string;
  readonly seed: string;
}

const HELP = `
FILE is CSV or JSONL with one row per task and model: task_id, model, and score (0..1) or output;
optional: segment, weight, cost_usd, input_tokens, output_tokens, cached_tokens, latency_ms, repeat, expected.
An empty cell means unknown, never 0; a score outside 0..1 is no verdict, and said so.
Outputs are graded by --scorer (exact) with the labels in expected or --dataset.
Without --reference it is the dearest model per task; where no cost is known, the one with
the best mean score; where there are only outputs, it must be given.

Examples:
  bench import outcomes.csv --reference gpt-5.5
  bench import outcomes.csv --where benchmark=swe-bench --columns task_id=instance,score=resolved
  bench import outputs.jsonl --scorer choice --reference gpt-5.5
  bench import outputs.csv --dataset tasks.csv --scorer numeric --reference gpt-5.5`;

const DEFAULT_FLOORS = [0.02, 0.05];

export const addImport: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('import')
      .description('make a run of outcomes that somebody else recorded')
      .argument('<file>', 'CSV or JSONL of outcomes'),
  )
    .option('--columns <role=column>', 'which column is what', collect)
    .option('--where <column=value>', 'only rows that have this value', collect)
    .option('--reference <id>', 'the model to match (default: the dearest, or else the best)')
    .option('--floors <points>', 'quality floors in points below the reference (default: 2,5)', collect)
    .option('--scorer <name>', 'grade the outputs, with labels from the file or from --dataset')
    .option('--dataset <file>', 'the labelled tasks, where the file has no expected column')
    .option('--free <model>', 'a model that really costs nothing, though others do', collect)
    .option('--results <folder>', 'where runs are kept', 'results')
    .option('--seed <n>', 'seed of everything random', '1')
    .addHelpText('after', HELP)
    .action((file: string, flags: Flags) => act(file, flags, context));
};

async function act(file: string, flags: Flags, context: Context): Promise<void> {
  const { resolve } = await import('node:path');
  const { importRun } = await import('../../run/import.ts');
  const { reportOf } = await import('../../run/report.ts');
  const { openHost } = await import('../host.ts');
  const { countOf } = await import('../options.ts');
  const { showReport } = await import('../show.ts');
  const host = openHost(context);
  const { folder, run } = await importRun(
    {
      file,
      columns: flags.columns ?? [],
      where: flags.where ?? [],
      free: flags.free ?? [],
      quality_floors: floorsOf(flags.floors) ?? DEFAULT_FLOORS,
      seed: countOf(flags.seed, '--seed', 1),
      results: resolve(context.io.cwd, flags.results),
      ...(flags.reference === undefined ? {} : { reference: flags.reference }),
      ...(flags.scorer === undefined ? {} : { scorer: flags.scorer }),
      ...(flags.dataset === undefined ? {} : { dataset: flags.dataset }),
    },
    host,
  );
  host.progress.note(`run ${folder.shown}`);
  await showReport((await reportOf(folder, run)).report, flags, context);
}
