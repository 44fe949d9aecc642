import type { AddCommand, Context } from '../command.ts';
import { collect, floorsOf, type ShowFlags, sectionOption, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly results?: string;
  readonly reference?: string;
  readonly floors?: readonly string[];
}

const HELP = `
Examples:
  bench report                         the newest run
  bench report --section share         routers, cascades, noise, the two claims
  bench report --json | jq '.standings[] | {model, quality}'
  bench report 20261121-224455 --reference linear --floors 1,3
  bench report -f csv -o standings.csv
  bench report -f junit -o run.xml     for the test view of a CI service; --full: a case for each answer
  bench report -f html -o report.html  one page for the browser: plots, tables, and the tasks that were lost`;

export const addReport: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('report')
      .description("print a run's report again, from disk")
      .argument('[run]', 'run id or folder'),
  )
    .addOption(sectionOption())
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
  const { detailFor, showReport } = await import('../show.ts');
  const { announceReport } = await import('../ci.ts');
  const folder = await findNamedRun(named, flags.results, context.io);
  const run = readRunFile(folder);
  const floors = floorsOf(flags.floors);
  const options = {
    ...(await detailFor(flags)),
    ...(floors ? { floors } : {}),
    ...(flags.reference === undefined ? {} : { reference: requireModel(run, flags.reference) }),
  };
  const { report, ledger, torn } = await reportOf(folder, run, options);
  if (torn > 0)
    await context.io.stderr.write(
      `warning: left out an incomplete record at the end (${torn} bytes); bench resume removes it\n`,
    );
  // Outcomes that somebody else recorded cannot be asked again: what is unknown in them is no failure of this run.
  if (run.kind === 'run' && missingVerdicts(report) > 0) context.exit(3);
  const excused = run.kind !== 'run';
  await showReport(report, flags, context, { folder, ledger, excused });
  // A report into a file is one of several that a job makes of the same run.
  if (flags.output === undefined) await announceReport(report, excused, flags, context);
}
