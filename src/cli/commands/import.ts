import { Option } from 'commander';
import { IMPORT_FORMATS, type ImportFormat } from '../../datasets/foreign/names.ts';
import type { AddCommand, Context } from '../command.ts';
import { collect, floorsOf, type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly columns?: readonly string[];
  readonly where?: readonly string[];
  readonly reference?: string;
  readonly floors?: readonly string[];
  readonly scorer?: string;
  readonly verifier?: readonly string[];
  readonly dataset?: string;
  readonly free?: readonly string[];
  readonly from?: ImportFormat;
  readonly tasks?: boolean;
  readonly results?: string;
  readonly seed: string;
}

const HELP = `
FILE is one of
  a table          CSV or JSONL with one row per task and model: task_id, model, and score (0..1) or output;
                   optional: segment, weight, cost_usd, input_tokens, output_tokens, cached_tokens, latency_ms, repeat, expected
  promptfoo        output of promptfoo eval -o results.json
  inspect          Inspect logs as .json, one per model: name them all
  openai-batch     output of the OpenAI Batch API; labels by --dataset, where id is the custom_id
  openai-evals     output items of the OpenAI Evals API
  langfuse         exported observations or traces (JSON, JSONL, CSV)
  litellm          spend logs of a LiteLLM proxy; openrouter: activity CSV or generations. Without answers: costs only
Which one it is shows in its content, and is said; --from forces it. Anything else: --columns.
An empty cell means unknown, never 0; a score outside 0..1 is no verdict, and said so.
Outputs are graded by --scorer (exact) with the labels in expected or --dataset.
Without --reference it is the dearest model per task; where no cost is known, the one with
the best mean score; where there are only outputs, it must be given.

Examples:
  bench import outcomes.csv --reference gpt-5.5
  bench import outcomes.csv --where benchmark=swe-bench --columns task_id=instance,score=resolved
  bench import results.json --columns segment=vars.category
  bench import outcomes.csv --verifier agreement=0 --verifier judge_score=judge_usd
  bench import logs/gpt-5.5.json logs/v4-flash.json
  bench import --tasks promptfoo-tests.csv -o tasks.jsonl
  bench import outputs.jsonl --scorer choice --reference gpt-5.5
  bench import batch-a.jsonl batch-b.jsonl --dataset tasks.csv --scorer numeric --reference gpt-5.5`;

const DEFAULT_FLOORS = [0.02, 0.05];

export const addImport: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('import')
      .description('make a run of outcomes that somebody else recorded')
      .argument('<file...>', 'outcomes: CSV, JSONL, or a file of another tool'),
  )
    .addOption(new Option('--from <format>', 'what the files are (default: by their content)').choices(IMPORT_FORMATS))
    .option('--tasks', 'the files are tests of promptfoo: write them as a dataset (JSONL) to -o, or stdout')
    .option('--columns <role=column>', 'which column is what', collect)
    .option('--where <column=value>', 'only rows that have this value', collect)
    .option('--reference <id>', 'the model to match (default: the dearest, or else the best)')
    .option('--floors <points>', 'quality floors in points below the reference (default: 2,5)', collect)
    .option('--scorer <name>', 'grade the outputs, with labels from the file or from --dataset')
    .option(
      '--verifier <column>',
      'a column of trust in the answer, for cascades; COLUMN=COST where it costs dollars',
      collect,
    )
    .option('--dataset <file>', 'the labelled tasks, where the file has no expected column')
    .option('--free <model>', 'a model that really costs nothing, though others do', collect)
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--seed <n>', 'seed of everything random', '1')
    .addHelpText('after', HELP)
    .action((files: readonly [string, ...string[]], flags: Flags) =>
      flags.tasks ? actTasks(files, flags, context) : act(files, flags, context),
    );
};

async function actTasks(files: readonly string[], { output }: Flags, context: Context): Promise<void> {
  const { importTests } = await import('../../run/import_tests.ts');
  const { openHost } = await import('../host.ts');
  const { emit, requireWritable } = await import('../show.ts');
  await requireWritable(output, context);
  await emit(await importTests(files, openHost(context)), output, context);
}

async function act(files: readonly [string, ...string[]], flags: Flags, context: Context): Promise<void> {
  const { resolve } = await import('node:path');
  const { importRun } = await import('../../run/import.ts');
  const { reportOf } = await import('../../run/report.ts');
  const { resultsOf } = await import('../find_run.ts');
  const { openHost } = await import('../host.ts');
  const { countOf } = await import('../options.ts');
  const { showReport } = await import('../show.ts');
  const { io } = context;
  const host = openHost(context);
  const { folder, run } = await importRun(
    {
      files,
      ...(flags.from === undefined ? {} : { format: flags.from }),
      columns: flags.columns ?? [],
      where: flags.where ?? [],
      free: flags.free ?? [],
      quality_floors: floorsOf(flags.floors) ?? DEFAULT_FLOORS,
      seed: countOf(flags.seed, '--seed', 1),
      results: flags.results === undefined ? await resultsOf(io) : resolve(io.cwd, flags.results),
      ...(flags.reference === undefined ? {} : { reference: flags.reference }),
      ...(flags.scorer === undefined ? {} : { scorer: flags.scorer }),
      ...(flags.verifier === undefined ? {} : { verifiers: flags.verifier }),
      ...(flags.dataset === undefined ? {} : { dataset: flags.dataset }),
    },
    host,
  );
  host.progress.note(`run ${folder.shown}`);
  await showReport((await reportOf(folder, run)).report, flags, context, { folder, excused: true });
}
