import type { Plan } from '../../analysis/plan/plan_types.ts';
import { Problem } from '../../domain/problem.ts';
import type { PlanOptions } from '../../run/plan.ts';
import type { AddCommand, Context } from '../command.ts';
import { collect, floorsOf } from '../options.ts';

interface Flags {
  readonly config?: string;
  readonly from?: string;
  readonly discordance?: string;
  readonly worse?: string;
  readonly floors?: readonly string[];
  readonly reference?: string;
  readonly results?: string;
  readonly json?: boolean;
  readonly output?: string;
}

const HELP = `
It depends on how often a candidate and the reference differ. That is measured in the newest run of the same
dataset; without one, 20 % of the tasks are assumed. Nobody is asked.

Examples:
  bench plan                          the dataset and models of the config
  bench plan --floors 1,2,5           other floors
  bench plan --discordance 14%        what another workload has shown
  bench plan --from 20261121-224455   that run's dataset and models; with -c, those of the config`;

export const addPlan: AddCommand = (program, context) => {
  program
    .command('plan')
    .description('say how many tasks a quality floor takes, and what they cost')
    .option('-c, --config <file>', 'config file (default: bench.yaml, found upwards)')
    .option('--from <run>', 'run id or folder to measure in, and to plan for unless -c is given')
    .option('--discordance <share>', 'share of tasks on which verdicts differ, such as 0.2 or 20%')
    .option('--worse <points>', 'plan for a candidate that is so much worse than the reference', '0')
    .option('--floors <points>', 'quality floors in points below the reference', collect)
    .option('--reference <id>', 'the model to match')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--json', 'one JSON document')
    .option('-o, --output <file>', 'write it to a file')
    .addHelpText('after', HELP)
    .action((flags: Flags) => act(flags, context));
};

async function act(flags: Flags, context: Context): Promise<void> {
  const { planRenderers } = await import('../../report/plan.ts');
  const { emit, requireWritable, widthOf } = await import('../show.ts');
  const { io } = context;
  const options = optionsOf(flags);
  await requireWritable(flags.output, context);
  const plan = await planOf(flags, options, context);
  const width = flags.output === undefined ? widthOf(io.stdout, io.env) : 80;
  await emit(planRenderers[flags.json ? 'json' : 'table'](plan, { width }), flags.output, context);
}

async function planOf(flags: Flags, options: PlanOptions, context: Context): Promise<Plan> {
  const { planConfig, planRun } = await import('../../run/plan.ts');
  const { findNamedRun } = await import('../find_run.ts');
  const { io } = context;
  const from = flags.from === undefined ? undefined : await findNamedRun(flags.from, flags.results, io);
  if (from !== undefined && flags.config === undefined) return planRun(from, options);
  const { findConfig } = await import('../../config/find.ts');
  const { loadConfig } = await import('../../config/load.ts');
  const { openHost } = await import('../host.ts');
  const { file, text } = await findConfig(io.cwd, flags.config);
  const { reference, results } = flags;
  const overrides = {
    ...(reference === undefined ? {} : { reference }),
    ...(results === undefined ? {} : { results }),
  };
  const config = loadConfig(text, file, { flags: overrides, env: io.env, cwd: io.cwd });
  return planConfig(config, from, options, openHost(context));
}

function optionsOf(flags: Flags): PlanOptions {
  const floors = floorsOf(flags.floors);
  const worse = floorsOf([flags.worse ?? '0'], '--worse') ?? [];
  if (worse.length !== 1) throw usage(`--worse takes one number of points, not "${flags.worse}"`);
  const difference = worse[0] === 0 ? 0 : -worse[0]!;
  const discordance = flags.discordance === undefined ? undefined : shareOf(flags.discordance);
  if (discordance !== undefined && discordance < -difference)
    throw usage(`who differs on ${flags.discordance} of the tasks cannot be ${flags.worse} points worse`);
  return {
    difference,
    ...(discordance === undefined ? {} : { discordance }),
    ...(floors ? { floors } : {}),
    ...(flags.reference === undefined ? {} : { reference: flags.reference }),
  };
}

/** `0.2` and `20%` are the same; a bare 20 could be either, and is refused. */
function shareOf(text: string): number {
  const [, number, percent] = /^(\d{1,3}(?:\.\d+)?|\.\d+) ?(%?)$/.exec(text) ?? [];
  const share = number === undefined ? Number.NaN : percent === '%' ? Number(`${number}e-2`) : Number(number);
  if (share > 0 && share <= 1) return share;
  throw usage(`--discordance takes a share of the tasks such as 0.2 or 20%, not "${text}"`);
}

function usage(message: string): Problem {
  return new Problem(2, { code: 'USAGE', message, hint: 'bench plan --help' });
}
