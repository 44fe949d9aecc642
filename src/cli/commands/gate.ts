import { type Command, Option } from 'commander';
import type { GateVerdict } from '../../analysis/gate/gate_types.ts';
import { Problem } from '../../domain/problem.ts';
import { plainPaint } from '../../report/paint.ts';
import { CI_FORMATS } from '../ci_formats.ts';
import type { AddCommand, Context } from '../command.ts';
import type { LimitFlags } from '../gate_flags.ts';
import { collect, countOf } from '../options.ts';

interface Flags extends LimitFlags {
  readonly baseline?: string;
  readonly confirm?: boolean;
  readonly config?: string;
  readonly maxCost?: string;
  readonly allowMissing?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly full?: boolean;
  readonly results?: string;
  readonly baselines?: string;
}

const HELP = `
Limits stand in the gate block of bench.yaml, and beside a model as models[].gate; a flag wins over both.
Live models are compared by an exact one-sided test at 5 % (Holm over all tests): a limit is broken when the figure is beyond it and
not by chance. Recorded outcomes do not vary and are compared as they are.
Exit 0: every limit kept. 1: a limit is broken. 2: nothing to compare with. 3: incomplete, undecided, or no limit set.

Examples:
  bench gate                                  the newest run against baselines/main.json
  bench gate 20261121-224455 --baseline release --max-quality-drop 2 --max-cost-increase 10
  bench gate --confirm --max-cost 5           ask everything once more before failing a live run
  bench gate -f junit -o gate.xml             for the test view of a CI service`;

export const addGate: AddCommand = (program, context) => {
  withLimitFlags(program.command('gate').description('say no (exit 1) when a run breaks a limit'))
    .argument('[run]', 'run id or folder (default: the newest)')
    .option('--baseline <name>', 'what to compare with: a name, or a file (default: main)')
    .option('--confirm', 'before a live run fails, ask everything once more; fail only if both runs agree')
    .option('--max-cost <dollars>', 'with --confirm: cap on what the second run may cost')
    .option('-c, --config <file>', 'config file (default: bench.yaml, found upwards)')
    .option('--allow-missing <n>', 'how many verdicts a model may lack (exit 3 beyond)')
    .addOption(
      new Option('-f, --format <format>', 'how to show it').choices(['table', 'json', 'markdown', ...CI_FORMATS]),
    )
    .option('--json', 'the same as -f json')
    .option('-o, --output <file>', 'write it to a file')
    .option('--full', 'every limit, however many')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--baselines <folder>', 'where baselines are kept (default: baselines, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

function withLimitFlags(command: Command): Command {
  return command
    .option('--models <ids>', 'gate only these models', collect)
    .option('--max-quality-drop <points>', 'points of quality that may be lost')
    .option('--max-cost-increase <percent>', 'percent by which the cost of a task may rise')
    .option('--max-latency-increase <percent>', 'percent by which latency may rise')
    .option('--min-quality <percent>', 'the least quality')
    .option(
      '--min-certified-share <percent>',
      "the least certified share, at the config's floor (default: the first of quality_floors)",
    )
    .option('--max-unscored <n>', 'verdicts that a model may lack: a number, or a percentage')
    .option(
      '--warn-underpowered',
      'warn, instead of exit 3, where the tasks are too few to see the drop that is allowed',
    );
}

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const verdict = await decide(named, flags, context).catch(async (error: unknown) => {
    const { announceNoGate } = await import('../ci.ts');
    if (error instanceof Problem) await announceNoGate(error.details, flags, context);
    throw error;
  });
  await show(verdict, flags, context);
}

async function decide(named: string | undefined, flags: Flags, context: Context): Promise<GateVerdict> {
  const { findNamedRun } = await import('../find_run.ts');
  const { configIfAny, baselinesOf } = await import('../baselines.ts');
  const { gateSpecOf } = await import('../gate_flags.ts');
  const { requireWritable } = await import('../show.ts');
  const { confirmGate, gateRun, needsBaseline, wantsConfirming } = await import('../../run/gate.ts');
  const { openBaseline } = await import('../../run/baseline.ts');
  const { io } = context;
  await requireWritable(flags.output, context);
  const config = await configIfAny(flags.config, flags.maxCost === undefined ? {} : { maxCost: flags.maxCost }, io);
  const spec = gateSpecOf(config?.gate, flags);
  const folder = await findNamedRun(named, flags.results, io, flags.config);
  const wanted = flags.baseline !== undefined || needsBaseline(spec);
  const baselines = await baselinesOf(flags.baselines, flags.config, io);
  const baseline = wanted ? openBaseline(flags.baseline ?? spec.baseline, baselines, io.cwd) : undefined;
  const allow_missing = countOf(flags.allowMissing, '--allow-missing', 0);
  const options = { spec, allow_missing, ...(baseline ? { baseline } : {}) };
  const first = await gateRun(folder, options);
  if (!flags.confirm || !wantsConfirming(folder, first)) return first;
  if (!config) throw noConfig();
  const { openHost } = await import('../host.ts');
  return confirmGate(folder, first, { ...options, config }, openHost(context));
}

function noConfig(): Problem {
  return new Problem(2, {
    code: 'CONFIG',
    message: '--confirm needs the config: it says what to ask again',
    hint: 'bench gate --confirm -c FILE',
  });
}

/** For a gate without a limit. */
const LIMIT_HINT = '--max-quality-drop 2, or a gate block in bench.yaml';

/** Prints the verdict; the exit code is set first: a reader that goes away early must not turn it. */
async function show(verdict: GateVerdict, flags: Flags, context: Context): Promise<void> {
  const { gateRenderers } = await import('../../report/gate.ts');
  const { emit, widthOf } = await import('../show.ts');
  const { verdictLine } = await import('../../report/gate_words.ts');
  const { inert } = await import('../../report/text.ts');
  const { announceGate, ciFormat, ciGate } = await import('../ci.ts');
  const { paintFor } = await import('../paint.ts');
  const { io, argv } = context;
  context.exit(verdict.exit_code);
  const format = flags.json ? 'json' : (flags.format ?? 'table');
  type Shown = keyof typeof gateRenderers;
  const toFile = flags.output !== undefined;
  const options = {
    width: toFile ? 80 : widthOf(io.stdout, io.env),
    color: toFile ? plainPaint : paintFor(io.stdout, io.env, argv),
    unicode: true,
    full: flags.full === true,
  };
  const forCi = ciFormat(flags);
  const text = forCi ? await ciGate(forCi, verdict, context) : gateRenderers[format as Shown](verdict, options);
  await emit(text, flags.output, context);
  // A red job with nothing in its log helps nobody.
  if (toFile) await io.stderr.write(`${inert(verdictLine(verdict))}\n`);
  if (verdict.verdict === 'empty') await io.stderr.write(`hint: ${LIMIT_HINT}\n`);
  await announceGate(verdict, flags, context);
}
