import { Option } from 'commander';
import { plainPaint } from '../../report/paint.ts';
import type { Source } from '../../run/compare.ts';
import type { AddCommand, Context } from '../command.ts';

interface Flags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly results?: string;
  readonly baselines?: string;
}

const HELP = `
Pairs both sides task by task. Other datasets, scorers or judges are refused (exit 2); other prices are told apart from other usage.

Examples:
  bench compare 20261120-220000 20261121-224455
  bench compare main 20261121-224455          a saved baseline and a run
  bench compare main 20261121-224455 -f markdown >> $GITHUB_STEP_SUMMARY`;

export const addCompare: AddCommand = (program, context) => {
  program
    .command('compare')
    .description('say how two runs, or a baseline and a run, differ')
    .argument('<before>', 'run id or folder, or a baseline')
    .argument('<after>', 'the same')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['table', 'json', 'markdown']))
    .option('--json', 'the same as -f json')
    .option('-o, --output <file>', 'write it to a file')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--baselines <folder>', 'where baselines are kept (default: baselines, beside the config)')
    .addHelpText('after', HELP)
    .action((before: string, after: string, flags: Flags) => act([before, after], flags, context));
};

async function act(names: readonly [string, string], flags: Flags, context: Context): Promise<void> {
  const { compareSources } = await import('../../run/compare.ts');
  const { compareRenderers } = await import('../../report/compare.ts');
  const { emit, requireWritable, widthOf } = await import('../show.ts');
  const { paintFor } = await import('../paint.ts');
  const { io, argv } = context;
  await requireWritable(flags.output, context);
  const [before, after] = await Promise.all(names.map((name) => sourceOf(name, flags, context)));
  const comparison = await compareSources(before!, after!);
  const format = (flags.json ? 'json' : (flags.format ?? 'table')) as keyof typeof compareRenderers;
  const toFile = flags.output !== undefined;
  const options = {
    width: toFile ? 80 : widthOf(io.stdout, io.env),
    color: toFile ? plainPaint : paintFor(io.stdout, io.env, argv),
    unicode: true,
  };
  await emit(compareRenderers[format](comparison, options), flags.output, context);
}

async function sourceOf(named: string, flags: Flags, { io }: Context): Promise<Source> {
  const { baselinesOf } = await import('../baselines.ts');
  const { openBaseline } = await import('../../run/baseline.ts');
  const { namesBaseline, runSource } = await import('../../run/compare.ts');
  const folder = await baselinesOf(flags.baselines, undefined, io);
  if (namesBaseline(named, folder, io.cwd)) return { kind: 'baseline', file: openBaseline(named, folder, io.cwd) };
  const { findNamedRun } = await import('../find_run.ts');
  return runSource(await findNamedRun(named, flags.results, io));
}
