import type { AddCommand, Context } from '../command.ts';
import { countOf, type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly results?: string;
  readonly fresh?: boolean;
  readonly maxCost?: string;
  readonly keepGoing?: boolean;
  readonly allowMissing?: string;
  readonly forceUnlock?: boolean;
  readonly strictJudge?: boolean;
  readonly all?: boolean;
}

const HELP = `
Only what has no answer is asked, only what has no score is graded; the report is the same as without the interruption.

Examples:
  bench resume                    the newest run
  bench resume 20261121-224455`;

export const addResume: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('resume')
      .description('take an interrupted or incomplete run up again')
      .argument('[run]', 'run id or folder'),
  )
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--max-cost <dollars>', 'another cap on what the run spends from its beginning')
    .option('--all', 'of a run with --adaptive: ask what it spared')
    .option('--fresh', 'ask again, even where an earlier run has the answer')
    .option('--keep-going', 'go on with the other models when one cannot work at all')
    .option('--strict-judge', 'stop before any model is paid if the judge passed a known-wrong answer (exit 3)')
    .option('--allow-missing <n>', 'how many verdicts may be missing (exit 3 beyond)')
    .option('--force-unlock', 'take over a run that is locked on another host')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { openHost } = await import('../host.ts');
  const { resumeRun } = await import('../../run/run.ts');
  const { showOutcome } = await import('../outcome.ts');
  const { requireWritable } = await import('../show.ts');
  const options = {
    fresh: flags.fresh === true,
    keep_going: flags.keepGoing === true,
    allow_missing: countOf(flags.allowMissing, '--allow-missing', 0),
    force_unlock: flags.forceUnlock === true,
    strict_judge: flags.strictJudge === true,
    all: flags.all === true,
    ...(flags.maxCost === undefined ? {} : { max_cost: flags.maxCost }),
  };
  await requireWritable(flags.output, context);
  const outcome = await resumeRun(await findNamedRun(named, flags.results, context.io), options, openHost(context));
  await showOutcome(outcome, flags, context);
}
