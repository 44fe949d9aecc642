import { Problem } from '../../domain/problem.ts';
import type { RescoreOptions } from '../../run/rescore.ts';
import type { AddCommand, Context } from '../command.ts';
import { countOf, type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly results?: string;
  readonly scorer?: string;
  readonly judge?: boolean;
  readonly config?: string;
  readonly maxCost?: string;
  readonly strictJudge?: boolean;
  readonly allowMissing?: string;
  readonly forceUnlock?: boolean;
}

const HELP = `
Grades the stored answers again: after a scorer changed, or with another one. Nobody is asked and nothing is paid, but for --judge.

Examples:
  bench rescore                       the newest run, with the scorer it was run with
  bench rescore 20261121-224455 --scorer numeric
  bench rescore --scorer ./my-scorer.js
  bench rescore --judge --max-cost 2    have bench.yaml's judge grade what needs one; no model is asked again`;

export const addRescore: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('rescore')
      .description('grade a run again, without asking any model')
      .argument('[run]', 'run id or folder'),
  )
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--scorer <name>', "in place of the run's scorer (tasks that name their own keep it)")
    .option('--judge', 'ask the judge of the config about every answer that needs one')
    .option('-c, --config <file>', 'with --judge: config file (default: bench.yaml, found upwards)')
    .option('--max-cost <dollars>', 'with --judge: cap on what the judge may cost')
    .option('--strict-judge', 'with --judge: stop if it passes a known-wrong answer (exit 3)')
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
  const folder = await findNamedRun(named, flags.results, context.io, flags.config);
  const judge = flags.judge ? await judgeOfConfig(flags, context) : undefined;
  const options = {
    allow_missing: countOf(flags.allowMissing, '--allow-missing', 0),
    force_unlock: flags.forceUnlock === true,
    strict_judge: flags.strictJudge === true,
    ...(judge ? { judge } : {}),
    ...(flags.maxCost === undefined ? {} : { max_cost: flags.maxCost }),
    ...(flags.scorer === undefined ? {} : { scorer: flags.scorer }),
  };
  await showOutcome(await rescoreRun(folder, options, openHost(context)), flags, context);
}

/** The judge block of the config, with its scorers. */
async function judgeOfConfig(flags: Flags, { io }: Context): Promise<NonNullable<RescoreOptions['judge']>> {
  const { findConfig } = await import('../../config/find.ts');
  const { loadConfig } = await import('../../config/load.ts');
  const { file, text } = await findConfig(io.cwd, flags.config);
  const { judge, folder, scorer } = loadConfig(text, file, { flags: {}, env: io.env, cwd: io.cwd });
  if (judge) return { spec: judge, folder, scorer };
  throw new Problem(2, {
    code: 'JUDGE',
    message: `${file} configures no judge`,
    file,
    hint: 'add a judge block: judge: {model: ..., base_url: ..., api_key_env: ...}',
  });
}
