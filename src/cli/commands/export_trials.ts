import { Option } from 'commander';
import type { AddCommand, Context } from '../command.ts';

interface Flags {
  readonly format: 'csv' | 'json';
  readonly output?: string;
  readonly results?: string;
}

const HELP = `
One row per task, model and repeat: the columns of bench export parquet. Unknown is empty (CSV) or null (JSON).

Examples:
  bench export trials -o trials.csv
  bench export trials -f json | jq 'map(select(.score == 0)) | length'`;

export const addExportTrials: AddCommand = (parent, context) => {
  parent
    .command('trials')
    .description("a run's trials as CSV or JSON")
    .argument('[run]', 'run id or folder')
    .addOption(new Option('-f, --format <format>', 'how to write them').choices(['csv', 'json']).default('csv'))
    .option('-o, --output <file>', 'write to a file')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { trialsCsv } = await import('../../report/trials_csv.ts');
  const { TRIAL_COLUMNS, trialRows } = await import('../../run/trial_rows.ts');
  const { findNamedRun } = await import('../find_run.ts');
  const { emit, requireWritable } = await import('../show.ts');
  const { io } = context;
  const folder = await findNamedRun(named, flags.results, io);
  await requireWritable(flags.output, context);
  const { rows, torn } = await trialRows(folder);
  if (torn > 0) await io.stderr.write(`warning: left out an incomplete record at the end (${torn} bytes)\n`);
  const text =
    flags.format === 'json'
      ? `[\n${[...rows].map((row) => JSON.stringify(row)).join(',\n')}\n]\n`
      : trialsCsv(Object.keys(TRIAL_COLUMNS), rows);
  await emit(text, flags.output, context);
}
