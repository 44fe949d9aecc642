import { percent } from '../../report/numbers.ts';
import { inert } from '../../report/text.ts';
import type { Saved } from '../../run/baseline.ts';
import type { AddCommand, Context } from '../command.ts';
import { countOf } from '../options.ts';

interface Flags {
  readonly name: string;
  readonly config?: string;
  readonly latency?: boolean;
  readonly allowMissing?: string;
  readonly results?: string;
  readonly baselines?: string;
}

const HELP = `
A baseline is small, sorted text without a word of a task or an answer: one line a task, so that a pull request shows what changed.
Several runs are pooled: their trials stand side by side, and how often verdicts flip by chance is known.

Examples:
  bench baseline save                       the newest run, as baselines/main.json
  bench baseline save 20261121-224455 --name release
  bench baseline save RUN1 RUN2 RUN3        three runs of the same config (bench run --fresh) as one`;

export const addBaseline: AddCommand = (program, context) => {
  const baseline = program
    .command('baseline')
    .description('keep a run to compare later ones with')
    .addHelpText('after', '\nExample:\n  bench baseline save');
  baseline
    .command('save')
    .description('save a run as a baseline')
    .argument('[runs...]', 'run ids or folders (default: the newest)')
    .option('--name <name>', 'name of the baseline', 'main')
    .option('-c, --config <file>', 'config file (default: bench.yaml, found upwards)')
    .option('--latency', 'keep times too, for --max-latency-increase')
    .option('--allow-missing <n>', 'how many verdicts a model may lack (exit 3 beyond)')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--baselines <folder>', 'where baselines are kept (default: baselines, beside the config)')
    .addHelpText('after', HELP)
    .action((runs: readonly string[], flags: Flags) => act(runs, flags, context));
  for (const command of baseline.commands) command.copyInheritedSettings(program);
};

async function act(named: readonly string[], flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { baselinesOf } = await import('../baselines.ts');
  const { requireBaselineName, saveBaseline } = await import('../../run/baseline.ts');
  const { io } = context;
  const name = requireBaselineName(flags.name);
  const names = named.length === 0 ? [undefined] : named;
  const folders = await Promise.all(names.map((one) => findNamedRun(one, flags.results, io, flags.config)));
  const saved = await saveBaseline(folders, {
    name,
    folder: await baselinesOf(flags.baselines, flags.config, io),
    cwd: io.cwd,
    latency: flags.latency === true,
    allow_missing: countOf(flags.allowMissing, '--allow-missing', 0),
  });
  await io.stdout.write(`${savedWords(saved)}\n`);
}

function savedWords({ path, file, flip_rates }: Saved): string {
  const models = Object.keys(file.models).length;
  const flips = flip_rates.flatMap(({ model, flip_rate, flaky }) =>
    flip_rate === null
      ? []
      : [`${inert(model)}: ${percent(flip_rate, 1)} of verdicts flip from trial to trial (${flaky} flaky tasks)`],
  );
  const head = `saved ${inert(path)}: ${file.tasks.length} tasks, ${models} ${models === 1 ? 'model' : 'models'}, of ${file.runs.map(inert).join(', ')}`;
  return [head, ...flips].join('\n');
}
