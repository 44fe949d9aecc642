import type { FinanceInputs, LineSums } from '../analysis/finance/finance_types.ts';
import { FocusBook } from '../analysis/finance/focus.ts';
import { LineAdder } from '../analysis/finance/line_sums.ts';
import { strategiesOf } from '../analysis/finance/strategies.ts';
import type { Report } from '../analysis/report_types.ts';
import { aboutRows, aboutTable } from '../report/finance/about.ts';
import { csvBody, csvHeader, type FinanceTable } from '../report/finance/columns.ts';
import { type FocusRow, type FocusVersion, focusTable } from '../report/finance/focus.ts';
import { lineItemsTable, type NumberedLine } from '../report/finance/line_items.ts';
import { projectionTable } from '../report/finance/projection.ts';
import { summaryTable } from '../report/finance/summary.ts';
import { type Sheet, sheetOf, workbook } from '../report/finance/xlsx.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { callsOf, chargesOf, Finals, type Payees, paidElsewhere, payeesOf } from './finance_calls.ts';
import { FileSet, type NewFile } from './finance_files.ts';
import { strategiesByHour } from './finance_hours.ts';
import { projectionRows, type Sums, summaryRow, withVolume } from './finance_rows.ts';
import { joinJournals } from './join.ts';
import { reportFrom } from './report.ts';
import { studyInput } from './study_input.ts';

/** What `bench export finance` was asked. */
export interface FinanceOptions {
  /** Absolute, and as the user wrote it. */
  readonly folder: string;
  readonly shown: string;
  readonly focus: FocusVersion;
  readonly excel: boolean;
  readonly force: boolean;
  readonly inputs: FinanceInputs;
  readonly signal: AbortSignal;
}

/** What was written, and how it ties out. */
export interface FinanceExport {
  readonly report: Report;
  readonly torn: number;
  readonly files: readonly { readonly name: string; readonly rows: number }[];
  /** Over all line items. */
  readonly total: LineSums;
  /** Calls that are in no FOCUS row because nobody knows their cost. */
  readonly focus_left_out: number;
  /** Calls that are in no FOCUS row because an earlier run, or somebody else, paid for them. */
  readonly focus_paid_elsewhere: number;
  /** The workbook has no sheet of line items: there are too many. */
  readonly lines_in_workbook: boolean;
  readonly inputs: FinanceInputs;
}

const WORKBOOK = 'finance.xlsx';
const FILES = ['summary.csv', 'line_items.csv', 'projection.csv', 'focus.csv', WORKBOOK];

/** Excel holds a million rows, but this process must not: with more line items than this, the workbook leaves them to the CSV file. */
const MOST_LINES_IN_WORKBOOK = 50_000;
const ROWS_AT_ONCE = 500;

/** Writes summary, line items, projection and FOCUS rows of a run as CSV, and all of them as a workbook. Nobody is asked, nothing is stored in the run. */
export async function exportFinance(folder: RunFolder, run: RunFile, options: FinanceOptions): Promise<FinanceExport> {
  const finals = new Finals();
  const { ledger, torn } = await joinJournals(folder, (completion) => {
    finals.see(completion);
    return completion;
  });
  const study = await studyInput(folder, run);
  const report = reportFrom(ledger, run, {}, study);
  const { strategies, weight } = strategiesOf(ledger.trials(), report, study);
  const payees = payeesOf(run);
  const files = await FileSet.in(options.folder, options.shown, FILES, options.force);
  try {
    const written = await writeLines(await files.add('line_items.csv'), folder, run, { finals, payees }, options);
    const summary = strategies.map((way) => summaryRow(way, report, run, written));
    const inputs = withVolume(options.inputs, weight);
    const byHour = await strategiesByHour(folder, run, payees, { report, study });
    const projection = projectionRows(summary, inputs, run, written, byHour);
    const focus = written.book.rows().map((row) => ({ ...row, run_id: run.id, dataset: report.run.dataset }));
    const tables = [
      table(summaryTable, summary),
      table(projectionTable, projection),
      table(focusTable(options.focus), focus as readonly FocusRow[]),
    ];
    for (const { name, csv } of tables) await (await files.add(`${name}.csv`)).write(csv(options.excel));
    const counts = {
      summary: summary.length,
      line_items: written.lines,
      projection: projection.length,
      focus: focus.length,
    };
    const about = aboutRows({ run_id: run.id, dataset: report.run.dataset }, counts, written.kept === undefined);
    await (await files.add(WORKBOOK)).write(await bookOf(sheetOf(aboutTable, about), tables, written.kept));
    await files.commit();
    const inBook = counts.summary + (written.kept?.length ?? 0) + counts.projection + counts.focus;
    return {
      report,
      torn,
      files: [
        ...Object.entries(counts).map(([name, rows]) => ({ name: `${name}.csv`, rows })),
        { name: WORKBOOK, rows: inBook },
      ],
      total: written.all.total(),
      focus_left_out: written.unknown,
      focus_paid_elsewhere: written.elsewhere,
      lines_in_workbook: written.kept !== undefined,
      inputs,
    };
  } catch (error) {
    await files.abandon();
    throw error;
  }
}

/** A table with its rows, as CSV and as a sheet. */
interface Filled {
  readonly name: string;
  readonly sheet: Sheet;
  csv(excel: boolean): string;
}

function table<Row>(of: FinanceTable<Row>, rows: readonly Row[]): Filled {
  const csv = (excel: boolean): string => csvHeader(of, excel) + csvBody(of, rows, excel);
  return { name: of.name, sheet: sheetOf(of, rows), csv };
}

/** The sheets in the order of the files, behind the one that says what they are; line items where there are not too many. */
async function bookOf(about: Sheet, tables: readonly Filled[], lines: Written['kept']): Promise<Buffer> {
  const [summary, ...others] = tables.map(({ sheet }) => sheet);
  const items = lines === undefined ? [] : [sheetOf(lineItemsTable, lines)];
  return workbook([about, summary!, ...items, ...others]);
}

/** What passing over all calls once has left. */
interface Written extends Sums {
  readonly lines: number;
  readonly book: FocusBook;
  readonly unknown: number;
  readonly elsewhere: number;
  readonly kept: readonly NumberedLine[] | undefined;
}

/** Streams every call to line_items.csv and adds up on the way. */
async function writeLines(
  file: NewFile,
  folder: RunFolder,
  run: RunFile,
  { finals, payees }: { readonly finals: Finals; readonly payees: Payees },
  { excel, signal }: FinanceOptions,
): Promise<Written> {
  const [all, byModel, book] = [new LineAdder(), new Map<string, LineAdder>(), new FocusBook()];
  let [line, unknown, elsewhere] = [0, 0, 0];
  let kept: NumberedLine[] | undefined = [];
  let waiting: NumberedLine[] = [];
  const flush = async (): Promise<void> => {
    await file.write(csvBody(lineItemsTable, waiting, excel));
    waiting = [];
  };
  await file.write(csvHeader(lineItemsTable, excel));
  for await (const call of callsOf(folder, run, finals, payees)) {
    signal.throwIfAborted();
    for (const item of call.items) {
      const numbered = { item, line: ++line, run_id: run.id };
      all.add(item);
      adderOf(byModel, item.model).add(item);
      waiting.push(numbered);
      kept?.push(numbered);
    }
    if (call.record.cost.state === 'unknown' && call.items[0]?.cost_state !== 'not_billed') unknown++;
    if (call.record.cost.state === 'known' && paidElsewhere(call)) elsewhere++;
    for (const charge of chargesOf(call, run.started_at)) book.add(charge);
    if (kept && kept.length > MOST_LINES_IN_WORKBOOK) kept = undefined;
    if (waiting.length >= ROWS_AT_ONCE) await flush();
  }
  await flush();
  return { lines: line, all, byModel, book, unknown, elsewhere, kept, payees: payees.models };
}

function adderOf(adders: Map<string, LineAdder>, model: string): LineAdder {
  const adder = adders.get(model) ?? new LineAdder();
  adders.set(model, adder);
  return adder;
}
