import type { AddCommand, Context } from '../command.ts';
import { collect, floorsOf, type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly results?: string;
  readonly reference?: string;
  readonly floors?: readonly string[];
}

const HELP = `
Examples:
  bench report                         the newest run
  bench report --json | jq '.standings[] | {model, quality}'
  bench report 20261121-224455 --reference linear --floors 1,3
  bench report -f csv -o standings.csv`;

export const addReport: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('report')
      .description("print a run's report again, from disk")
      .argument('[run]', 'run id or folder'),
  )
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--reference <id>', 'the model to match')
    .option('--floors <points>', 'quality floors in points below the reference', collect)
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { readRunFile } = await import('../../results/folder.ts');
  const { requireModel } = await import('../../run/reference.ts');
  const { reportOf } = await import('../../run/report.ts');
  const { missingVerdicts } = await import('../../run/outcome.ts');
  const { showReport } = await import('../show.ts');
  const folder = await findNamedRun(named, flags.results, context.io);
  const run = readRunFile(folder);
  const floors = floorsOf(flags.floors);
  const { report, torn } = await reportOf(folder, run, {
    ...(floors ? { floors } : {}),
    ...(flags.reference === undefined ? {} : { reference: requireModel(run, flags.reference) }),
  });
  if (torn > 0)
    await context.io.stderr.write(
      `warning: left out an incomplete record at the end (${torn} bytes); bench resume removes it\n`,
    );
  // Outcomes that somebody else recorded cannot be asked again: what is unknown in them is no failure of this run.
  if (run.kind === 'run' && missingVerdicts(report) > 0) context.exit(3);
  await showReport(report, flags, context);
}
