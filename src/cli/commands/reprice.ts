import { Problem } from '../../domain/problem.ts';
import type { Repriced, RepricedRun } from '../../run/reprice.ts';
import type { AddCommand, Context } from '../command.ts';
import { type ShowFlags, withShowFlags } from '../options.ts';

interface Flags extends ShowFlags {
  readonly at?: string;
  readonly prices?: string;
  readonly results?: string;
}

const HELP = `
The same usage under other prices: nobody is asked, and nothing is stored. FILE is a YAML or JSON map
of model or judge ids to prices as in bench.yaml, dollars per million tokens:
  gpt-5.5: {input: 4, output: 24, source: "announced", date: 2026-12-01}
Models that FILE does not name keep their price; with --at, what the built-in list priced gets the
list's price of that day. Costs that a provider reported, or a recording holds, stay where no price is given.

Examples:
  bench reprice --prices new-prices.yaml
  bench reprice 20261121-224455 --at 2026-12-01 --prices new-prices.yaml
  bench reprice --at 2026-12-01 --json | jq .models`;

export const addReprice: AddCommand = (program, context) => {
  withShowFlags(
    program
      .command('reprice')
      .description('the report of a run under other prices, without any call')
      .argument('[run]', 'run id or folder'),
  )
    .option('--at <date>', "the price list's prices of this day (YYYY-MM-DD, or ISO 8601)")
    .option('--prices <file>', 'prices by model id, YAML or JSON')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { io } = context;
  const at = dayOf(flags);
  const { findNamedRun } = await import('../find_run.ts');
  const { readRunFile } = await import('../../results/folder.ts');
  const { readPriceFile } = await import('../../config/price_file.ts');
  const { repriceRun } = await import('../../run/reprice.ts');
  const { missingVerdicts } = await import('../../run/outcome.ts');
  const prices = flags.prices === undefined ? new Map() : await readPriceFile(flags.prices, io.cwd);
  const folder = await findNamedRun(named, flags.results, io);
  const run = readRunFile(folder);
  const repriced = await repriceRun(folder, run, { prices, ...(at === undefined ? {} : { at }) });
  if (run.kind === 'run' && missingVerdicts(repriced.report) > 0) context.exit(3);
  await show(repriced, flags, context);
}

/** Problem (exit 2) where nothing would change, or the date is none. */
function dayOf({ at, prices }: Flags): string | undefined {
  if (at === undefined && prices === undefined)
    throw new Problem(2, {
      code: 'USAGE',
      message: 'which prices? Neither --at nor --prices is given',
      hint: 'bench reprice --prices FILE, or --at 2026-12-01',
    });
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(at ?? '') ? Date.parse(at!) : Number.NaN;
  const rolled = !Number.isNaN(time) && at!.length === 10 && !new Date(time).toISOString().startsWith(at!);
  if (at === undefined || (!Number.isNaN(time) && !rolled)) return at;
  throw new Problem(2, { code: 'USAGE', message: `--at takes a date such as 2026-12-01, not "${at}"` });
}

/** The change first, then the report under the new prices; CSV is the report alone, and the change goes to stderr. */
async function show(repriced: RepricedRun, flags: Flags, context: Context): Promise<void> {
  const { repricedTable } = await import('../../report/reprice.ts');
  const { emit, showReport, widthOf } = await import('../show.ts');
  const { json } = await import('../../report/json.ts');
  const { io } = context;
  if (repriced.torn > 0)
    await io.stderr.write(
      `warning: left out an incomplete record at the end (${repriced.torn} bytes); bench resume removes it\n`,
    );
  if (flags.json || flags.format === 'json') {
    const { models, report, before } = repriced;
    const document = { format: 'bench.reprice/1', models, headline_before: before.headline, report };
    return emit(json(document), flags.output, context);
  }
  const table = repricedTable(repriced.models.map(rowOf), widthOf(io.stdout, io.env));
  const onStdout = flags.output === undefined && (flags.format ?? 'table') === 'table';
  await (onStdout ? io.stdout : io.stderr).write(`${table}\n`);
  await showReport(repriced.report, flags, context);
}

function rowOf({ id, kind, calls, before_usd, after_usd, after_unknown, change, price }: Repriced) {
  return {
    name: kind === 'judge' ? `judge ${id}` : id,
    before_usd,
    after_usd,
    after_unknown,
    calls,
    comparable: change.calls,
    change_before_usd: change.before_usd,
    change_after_usd: change.after_usd,
    price: priceWords(price),
  };
}

function priceWords(price: Repriced['price']): string {
  if (price === 'keep') return 'as it was';
  if (price === null) return 'none known';
  const date = price.date === undefined ? '' : `, ${price.date}`;
  return `${price.source_note ?? price.catalogue ?? price.source}${date}`;
}
