import { resolve } from 'node:path';
import { Option } from 'commander';
import type { FinanceInputs } from '../../analysis/finance/finance_types.ts';
import { addUsd } from '../../domain/money.ts';
import { Problem } from '../../domain/problem.ts';
import { dollarsInWords } from '../../report/money.ts';
import { count, counted } from '../../report/numbers.ts';
import { inert } from '../../report/text.ts';
import type { FinanceExport, FinanceOptions } from '../../run/finance.ts';
import type { AddCommand, Context } from '../command.ts';

interface Flags {
  readonly output: string;
  readonly config?: string;
  readonly focus: FinanceOptions['focus'];
  readonly monthlyTasks?: string;
  readonly failureCost?: string;
  readonly oneOff?: string;
  readonly excel?: boolean;
  readonly force?: boolean;
  readonly results?: string;
}

const HELP = `
summary.csv      one row a strategy: all by one model; certified routings, cascades, portfolios
line_items.csv   one row a call; discounts, retries, failed and judge's calls are lines of their own
projection.csv   a month and 12 months of each strategy: low, base, high (95 % intervals), payback
focus.csv        FOCUS-shaped charges (not conformant: estimates, not an invoice)
finance.xlsx     all of them

Volume and the cost of a failure come from finance: in bench.yaml, or from flags. Nobody is asked.

Examples:
  bench export finance -o finance     the newest run
  bench export finance 20261121-224455 -o finance --monthly-tasks 500000 --failure-cost 2.50
  bench export finance -o finance --force --excel    for Excel: byte order mark, CRLF`;

export const addExportFinance: AddCommand = (parent, context) => {
  parent
    .command('finance')
    .description('cost, projection and line items as CSV and Excel files')
    .argument('[run]', 'run id or folder')
    .requiredOption('-o, --output <folder>', 'where the files go; made where it is missing')
    .option('-c, --config <file>', 'config with a finance block (default: bench.yaml, found upwards)')
    .option('--monthly-tasks <n>', 'tasks a month')
    .option('--failure-cost <dollars>', 'what a failed task costs')
    .option('--one-off <dollars>', "one-off cost of a change, beside the benchmark's own")
    .addOption(new Option('--focus <version>', 'columns of focus.csv').choices(['1.2', '1.4']).default('1.2'))
    .option('--excel', 'CSV with byte order mark and CRLF')
    .option('--force', 'replace files that are there')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { io } = context;
  const { findNamedRun } = await import('../find_run.ts');
  const { readRunFile } = await import('../../results/folder.ts');
  const { exportFinance } = await import('../../run/finance.ts');
  const { missingVerdicts } = await import('../../run/outcome.ts');
  const folder = await findNamedRun(named, flags.results, io, flags.config);
  const run = readRunFile(folder);
  const exported = await exportFinance(folder, run, {
    folder: resolve(io.cwd, flags.output),
    shown: flags.output,
    focus: flags.focus,
    excel: flags.excel === true,
    force: flags.force === true,
    inputs: await inputsOf(flags, context),
    signal: io.signal,
  });
  const missing = missingVerdicts(exported.report);
  if (run.kind === 'run' && missing > 0) context.exit(3);
  for (const warning of warningsOf(exported, missing)) await io.stderr.write(`warning: ${warning}\n`);
  await io.stdout.write(`${said(exported, flags).map(inert).join('\n')}\n`);
}

/** A flag wins over the config; without either it is not known. */
async function inputsOf(flags: Flags, { io }: Context): Promise<FinanceInputs> {
  const block = await financeBlock(flags, io);
  const flag = amount(flags.monthlyTasks, '--monthly-tasks');
  const monthly = flag ?? block.monthly_tasks ?? null;
  if (monthly !== null && !(Number(monthly) > 0)) throw notAnAmount('--monthly-tasks', monthly);
  return {
    monthly_tasks: monthly,
    volume_source: monthly === null ? null : flag === undefined ? 'config' : 'flag',
    volume_change_percent: block.volume_change_percent ?? null,
    failure_cost_usd: amount(flags.failureCost, '--failure-cost') ?? block.failure_cost_usd ?? null,
    one_off_usd: amount(flags.oneOff, '--one-off') ?? block.one_off_usd ?? null,
  };
}

/** The finance block of the named config, or of the nearest, if there is one. */
async function financeBlock({ config }: Flags, { cwd, env }: Context['io']) {
  const { findConfig } = await import('../../config/find.ts');
  const { loadConfig } = await import('../../config/load.ts');
  const found = config === undefined ? await findConfig(cwd).catch(() => undefined) : await findConfig(cwd, config);
  return (found && loadConfig(found.text, found.file, { flags: {}, env, cwd }).finance) ?? {};
}

/** A plain decimal from a flag; Problem (exit 2) for anything else. */
function amount(text: string | undefined, flag: string): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}(\.\d{1,12})?$/.test(text)) throw notAnAmount(flag, text);
  return addUsd(text, '0');
}

function notAnAmount(flag: string, text: string): Problem {
  return new Problem(2, {
    code: 'USAGE',
    message: `${flag} takes a plain decimal${flag === '--monthly-tasks' ? ' above 0' : ''}, not "${text}"`,
  });
}

function warningsOf(exported: FinanceExport, missing: number) {
  const { torn, total, lines_in_workbook, focus_left_out, focus_paid_elsewhere: elsewhere } = exported;
  return [
    ...(torn > 0 ? [`left out an incomplete record at the end (${torn} bytes); bench resume removes it`] : []),
    ...(missing > 0 ? [`${counted(missing, 'answer')} without a verdict: bench report says which`] : []),
    ...(total.possibly_billed > 0 ? [possibly(total)] : []),
    ...(focus_left_out > 0
      ? [`${counted(focus_left_out, 'call')} of unknown cost: empty in line_items.csv, not in focus.csv, in no sum`]
      : []),
    ...(elsewhere > 0
      ? [`${counted(elsewhere, 'call')} not in focus.csv: paid by an earlier run, or recorded elsewhere`]
      : []),
    ...(lines_in_workbook ? [] : ['too many line items for a workbook: they are in line_items.csv alone']),
  ];
}

function possibly({ possibly_billed, possibly_billed_up_to_usd: most }: FinanceExport['total']): string {
  const upTo = most === null ? '' : `: up to ${dollarsInWords([most])[0]}`;
  return `${counted(possibly_billed, 'attempt')} possibly billed, in no sum${upTo}`;
}

function said({ files, total, inputs }: FinanceExport, { output, focus }: Flags): readonly string[] {
  const width = Math.max(...files.map(({ name }) => name.length));
  const rows = files.map(({ name, rows: n }) => `wrote ${output}/${name.padEnd(width)}  ${counted(n, 'row')}`);
  const [cost, judges, failed, paid] = dollarsInWords([
    total.cost_usd,
    total.judge_cost_usd,
    knownSum(total.failed_cost_usd, total.superseded_cost_usd),
    total.paid_usd,
  ]);
  const monthly = inputs.monthly_tasks === null ? 'no monthly volume: set finance.monthly_tasks' : volumeOf(inputs);
  return [
    ...rows,
    `answers ${cost}, judges ${judges}, failed or replaced calls ${failed}; this run paid ${paid}`,
    `${monthly}; focus.csv is FOCUS ${focus}-shaped: estimates, not an invoice`,
  ];
}

/** The known part of two sums; null where one is unknown and the other nothing. */
function knownSum(a: string | null, b: string | null): string | null {
  const sum = addUsd(a ?? '0', b ?? '0');
  return (a === null || b === null) && sum === '0' ? null : sum;
}

function volumeOf({ monthly_tasks, volume_source, volume_change_percent: change }: FinanceInputs): string {
  const from = volume_source === 'weights' ? " (the dataset's weights)" : '';
  const range = change === null ? '' : `, ${change} % less at low and more at high`;
  return `${count(Number(monthly_tasks))} tasks a month${from}${range}`;
}
