import type { AddCommand, Context } from '../command.ts';
import { countOf, type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly results?: string;
  readonly scorer?: string;
  readonly allowMissing?: string;
  readonly forceUnlock?: boolean;
}

const HELP = `
Grades the stored answers again: after a scorer changed, or with another one. Nobody is asked, nothing is paid.

Examples:
  bench rescore                       the newest run, with the scorer it was run with
  bench rescore 20261121-224455 --scorer numeric
  bench rescore --scorer ./my-scorer.js`;

export const addRescore: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('rescore')
      .description('grade a run again, without asking any model')
      .argument('[run]', 'run id or folder'),
  )
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--scorer <name>', "in place of the run's scorer (tasks that name their own keep it)")
    .option('--allow-missing <n>', 'how many verdicts may be missing (exit 3 beyond)')
    .option('--force-unlock', 'take over a run that is locked on another host')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { openHost } = await import('../host.ts');
  const { rescoreRun } = await import('../../run/rescore.ts');
  const { showOutcome } = await import('../outcome.ts');
  const folder = await findNamedRun(named, flags.results, context.io);
  const options = {
    allow_missing: countOf(flags.allowMissing, '--allow-missing', 0),
    force_unlock: flags.forceUnlock === true,
    ...(flags.scorer === undefined ? {} : { scorer: flags.scorer }),
  };
  await showOutcome(await rescoreRun(folder, options, openHost(context)), flags, context);
}
