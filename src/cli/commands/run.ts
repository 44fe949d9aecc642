import { Problem } from '../../domain/problem.ts';
import type { AddCommand, Context } from '../command.ts';
import { adaptiveOption, collect, countOf, designOf, type ShowFlags, withShowFlags } from '../options.ts';

/** Flags as commander names them; those of the config go through whole. */
interface Flags extends ShowFlags {
  readonly config?: string;
  readonly models?: readonly string[];
  readonly reference?: string;
  readonly floors?: readonly string[];
  readonly repeats?: string;
  readonly concurrency?: string;
  readonly maxCost?: string;
  readonly results?: string;
  readonly seed?: string;
  readonly dryRun?: boolean;
  readonly fresh?: boolean;
  readonly keepGoing?: boolean;
  readonly allowMissing?: string;
  readonly runId?: string;
  readonly strictJudge?: boolean;
  readonly adaptive?: string | true;
}

const HELP = `
Examples:
  bench run                                the config found in this folder or above
  bench run -c bench.yaml --models a,b     only these models
  bench run --dry-run                      calls, tokens and dollars; asks nobody
  bench run --adaptive                     stop asking a candidate once its verdict is certain
  bench run --max-cost 2.50                a cap in dollars that is never exceeded
  cat tasks.csv | bench run -c piped.yaml  with "dataset: -" in the config`;

export const addRun: AddCommand = (program, context) => {
  withShowFlags(
    program.command('run').description('ask every model every task; say which share a cheaper one can take'),
  )
    .option('-c, --config <file>', 'config file (default: bench.yaml, found upwards)')
    .option('--models <ids>', 'only these models', collect)
    .option('--reference <id>', 'the model to match')
    .option('--floors <points>', 'quality floors in points below the reference', collect)
    .option('--repeats <n>', 'ask every task this often')
    .option('--concurrency <n>', 'requests at a time, per host')
    .option('--max-cost <dollars>', 'cap on what is spent')
    .option('--results <folder>', 'where runs are kept')
    .option('--seed <n>', 'seed of everything random')
    .option('--run-id <name>', 'name of the run (default: its UTC time)')
    .addOption(adaptiveOption())
    .option('--dry-run', 'estimate calls, tokens and dollars; ask nobody')
    .option('--fresh', 'ask again, even where an earlier run has the answer')
    .option('--keep-going', 'go on with the other models when one cannot work at all')
    .option('--strict-judge', 'stop before any model is paid if the judge passes a known-wrong answer (exit 3)')
    .option('--allow-missing <n>', 'how many verdicts may be missing (exit 3 beyond)')
    .addHelpText('after', HELP)
    .action((flags: Flags) => act(flags, context));
};

async function act(flags: Flags, context: Context): Promise<void> {
  const { findConfig } = await import('../../config/find.ts');
  const { loadConfig } = await import('../../config/load.ts');
  const { openHost } = await import('../host.ts');
  const { requireWritable } = await import('../show.ts');
  const { io } = context;
  const allow_missing = countOf(flags.allowMissing, '--allow-missing', 0);
  await requireWritable(flags.output, context);
  const { file, text } = await findConfig(io.cwd, flags.config);
  const config = loadConfig(text, file, { flags, env: io.env, cwd: io.cwd });
  const host = openHost(context);
  const design = designOf(flags.adaptive);
  if (flags.dryRun) {
    if (design) host.progress.note('--adaptive: the most it takes; candidates with an early verdict take less');
    return (await import('../dry_run.ts')).showDryRun(config, flags, host, context);
  }
  const { startRun } = await import('../../run/run.ts');
  const { showOutcome } = await import('../outcome.ts');
  const options = {
    fresh: flags.fresh === true,
    keep_going: flags.keepGoing === true,
    allow_missing,
    strict_judge: flags.strictJudge === true,
    force_unlock: false,
    ...(design ? { adaptive: design } : {}),
  };
  const outcome = await startRun(
    config,
    { ...options, ...(flags.runId === undefined ? {} : { run_id: runName(flags.runId) }) },
    host,
  );
  await showOutcome(outcome, flags, context);
}

/** A run's name is one folder's name, never a path. */
function runName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) return name;
  throw new Problem(2, {
    code: 'USAGE',
    message: `--run-id takes letters, digits, ".", "_" and "-", not ${JSON.stringify(name)}`,
  });
}
