import type { AddCommand, Context } from '../command.ts';

interface Flags {
  readonly output: string;
  readonly results?: string;
}

const HELP = `
One row per task, model and repeat, typed; cost_usd is the exact decimal as text, cost_usd_double the
same as a number for plots. Unknown is null. The texts of prompts and answers are not in it.

Examples:
  bench export parquet -o trials.parquet
  duckdb -c "select model, avg(score), sum(cost_usd_double) from 'trials.parquet' group by model"`;

export const addExportParquet: AddCommand = (parent, context) => {
  parent
    .command('parquet')
    .description("a run's trials as Apache Parquet")
    .argument('[run]', 'run id or folder')
    .requiredOption('-o, --output <file>', 'where to write')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { resolve } = await import('node:path');
  const { writeParquet } = await import('../../results/parquet.ts');
  const { TRIAL_COLUMNS, trialRows } = await import('../../run/trial_rows.ts');
  const { findNamedRun } = await import('../find_run.ts');
  const { requireWritable } = await import('../show.ts');
  const { io } = context;
  const folder = await findNamedRun(named, flags.results, io);
  await requireWritable(flags.output, context);
  const { rows, torn } = await trialRows(folder);
  const options = {
    path: resolve(io.cwd, flags.output),
    shown: flags.output,
    columns: TRIAL_COLUMNS,
    about: { 'bench.run': folder.id, 'bench.schema_version': '1' },
  };
  // Spread: an interface has no index signature.
  const written = await writeParquet(spread(rows), options);
  if (torn > 0) await io.stderr.write(`warning: left out an incomplete record at the end (${torn} bytes)\n`);
  await io.stdout.write(`wrote ${flags.output}: ${written} trials of ${folder.id}\n`);
}

function* spread<T extends object>(rows: Iterable<T>): Generator<{ [K in keyof T]: T[K] }> {
  for (const row of rows) yield { ...row };
}
