import { Option } from 'commander';
import type { Report } from '../../analysis/report_types.ts';
import { plainPaint } from '../../report/paint.ts';
import { inert } from '../../report/text.ts';
import type { Checked } from '../../run/judge_check.ts';
import type { AddCommand, Context } from '../command.ts';
import { countOf } from '../options.ts';

interface Flags {
  readonly labels?: string;
  readonly rater?: string;
  readonly again?: string;
  readonly results?: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly output?: string;
  readonly full?: boolean;
  readonly forceUnlock?: boolean;
}

/** What `-f` takes. */
const FORMATS = ['table', 'json', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

const HELP = `
FILE is CSV, TSV or JSONL: item (of bench judge sample), or task_id and model [and repeat]; label; optional: rater.
A label is pass or fail; a level of the rubric's scale; or A, B or tie (with task_id and model: candidate, reference
or tie). Rows with an empty label are skipped. What was read is kept in the run: later reports are corrected by it.

Examples:
  bench judge check                   the newest run, with the labels that it has
  bench judge check --labels labels.csv --rater ann
  bench judge check --again 50        put 50 answers to the judge once more: does it stay with its verdict?
  bench judge check -f markdown >> "$GITHUB_STEP_SUMMARY"
  bench judge check 20261121-224455 --json`;

export const addJudgeCheck: AddCommand = (judge, context) => {
  judge
    .command('check')
    .description('say how far judge and people agree')
    .argument('[run]', 'run id or folder')
    .option('--labels <file>', "people's labels")
    .option('--rater <name>', 'who labelled, where the file does not say')
    .option('--again <n>', 'put this many judged answers to the judge once more (costs what judging them costs)')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(FORMATS))
    .option('--json', 'the same as -f json')
    .option('-o, --output <file>', 'write it to a file')
    .option('--full', 'everything, however long')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--force-unlock', 'take over a run that is locked on another host')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { openHost } = await import('../host.ts');
  const { checkJudge } = await import('../../run/judge_check.ts');
  const { emit, requireWritable } = await import('../show.ts');
  const again = countOf(flags.again, '--again', 0);
  await requireWritable(flags.output, context);
  const folder = await findNamedRun(named, flags.results, context.io);
  const { labels, rater = '', forceUnlock } = flags;
  const options = { rater, again, force_unlock: forceUnlock === true, ...(labels === undefined ? {} : { labels }) };
  const checked = await checkJudge(folder, options, openHost(context));
  if (checked.sheet) await context.io.stderr.write(`${takenIn(labels ?? '', checked.sheet)}\n`);
  await emit(await shown(checked.report, flags, context), flags.output, context);
}

function takenIn(file: string, { labels, added, empty }: NonNullable<Checked['sheet']>): string {
  const known = labels - added;
  const parts = [
    `${inert(file)}: ${labels === 1 ? '1 label' : `${labels} labels`}`,
    ...(known > 0 ? [`${known} known already`] : []),
    ...(empty > 0 ? [`${empty} ${empty === 1 ? 'row' : 'rows'} without a label skipped`] : []),
  ];
  return parts.join(', ');
}

async function shown(report: Report, flags: Flags, context: Context): Promise<string> {
  const format = flags.json ? 'json' : (flags.format ?? 'table');
  if (format === 'json') return asJson(report);
  if (format === 'table') return asText(report, flags, context);
  const { judgeCheckMarkdown } = await import('../../report/judge_check_markdown.ts');
  return judgeCheckMarkdown(report);
}

async function asText(report: Report, flags: Flags, context: Context): Promise<string> {
  const { judgeCheck } = await import('../../report/judge_check.ts');
  const { paintFor } = await import('../paint.ts');
  const { widthOf } = await import('../show.ts');
  const { stdout, env } = context.io;
  const toFile = flags.output !== undefined;
  return judgeCheck(report, {
    width: toFile ? 80 : widthOf(stdout, env),
    color: toFile ? plainPaint : paintFor(stdout, env, context.argv),
    unicode: true,
    full: flags.full === true,
  });
}

/** The judge's record, and raw beside corrected quality of every model that has enough labels. */
async function asJson(report: Report): Promise<string> {
  const { json } = await import('../../report/json.ts');
  const corrected = report.standings.flatMap(({ model, quality, corrected: one }) =>
    one ? [{ model, judged_quality: quality, ...one }] : [],
  );
  return json({ format: 'bench.judge_check/1', run: report.run.id, ...report.judging, corrected });
}
