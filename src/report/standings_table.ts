import { RESAMPLES } from '../analysis/frontier/bootstrap.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import { qualityBasis } from './basis_words.ts';
import { behindWords, frontierDoubt } from './frontier_words.ts';
import { NOT_VALIDATED } from './judge_words.ts';
import { joined, wrap } from './measure.ts';
import { dollars, perThousand } from './money.ts';
import { count, duration, interval, percent } from './numbers.ts';
import { type RenderOptions, SHOW_ALL } from './renderer.ts';
import { alignedTable, type Cell, type Column, columnsThatFit, WHOLE_TEXT_RANK } from './terminal.ts';

/** One column: its head and shape, and its text for every row at once (money of a column shares its decimals). */
interface Shown extends Column {
  readonly cells: (rows: readonly Standing[], report: Report) => readonly Cell[];
}

const each = (text: (row: Standing) => string) => (rows: readonly Standing[]) => rows.map(text);

/** An extra column for wide terminals: the lower `order`, the earlier it appears. */
const extra = (order: number) => ({ align: 'right', rank: WHOLE_TEXT_RANK + order }) as const;

/** The place of the marks among the columns. */
const MARKS = 1;

/** To add a column: one entry here, at the place where it is read. */
function columns({ color, unicode }: RenderOptions, rows: readonly Standing[]): Shown[] {
  const mark = unicode ? '◆' : '+';
  const onFrontier = (row: Standing, report: Report) =>
    isCompared(report) && report.frontier.pareto.includes(row.model)
      ? `${mark} ${frontierDoubt(report, row.model)}`
      : '';
  const marks = (row: Standing, report: Report) =>
    `${row.model === report.run.reference ? '*' : ' '}${onFrontier(row, report)}`;
  return [
    { head: 'model', align: 'left', elastic: true, cells: each((row) => row.model) },
    {
      head: '',
      align: 'left',
      rank: 5,
      cells: (rows, report) => rows.map((row) => ({ text: marks(row, report).trimEnd(), paint: color.green })),
    },
    { head: 'quality', align: 'right', cells: (rows, report) => rows.map((row) => quality(row, rows, report)) },
    {
      head: '95 %\ninterval',
      align: 'right',
      rank: 2,
      cells: each((row) => interval(row.quality_low, row.quality_high)),
    },
    ...(rows.some((row) => row.corrected) ? CORRECTED : []),
    {
      head: '$ per\n1k tasks',
      align: 'right',
      rank: 1,
      cells: (rows) => dollars(rows.map((row) => perThousand(row.cost_per_task_usd))),
    },
    { head: '$ per\nsuccess', align: 'right', rank: 6, cells: successCost },
    { head: '$ in all', ...extra(2), cells: totalCost },
    { head: 'p50', align: 'right', rank: 7, cells: each((row) => duration(row.p50_ms)) },
    { head: 'p95', ...extra(1), cells: each((row) => duration(row.p95_ms)) },
    { head: 'tokens\nin', ...extra(3), cells: each((row) => count(row.input_tokens)) },
    { head: 'tokens\nout', ...extra(3), cells: each((row) => count(row.output_tokens)) },
    { head: 'graded', ...extra(4), cells: each((row) => count(row.scored)) },
    { head: 'no\nverdict', align: 'right', rank: 4, cells: (rows) => rows.map((row) => missing(row, color.yellow)) },
    { head: 'not\ngraded', ...extra(5), cells: each((row) => count(row.unscored)) },
    { head: 'failed', ...extra(5), cells: each((row) => count(row.failed)) },
    { head: 'not\nrun', ...extra(5), cells: each((row) => count(row.not_run)) },
  ];
}

/** Leave after the raw interval: where quality was corrected, that is the number to read. */
const CORRECTED: readonly Shown[] = [
  {
    head: 'corrected',
    align: 'right',
    rank: 0,
    cells: each(({ corrected }) => percent(corrected?.quality ?? null, 1)),
  },
  {
    head: '95 %\ninterval',
    align: 'right',
    rank: 2,
    cells: each(({ corrected }) => interval(corrected?.quality_low ?? null, corrected?.quality_high ?? null)),
  },
];

const isDoubtful = (row: Standing, report: Report) =>
  row.quality !== null && qualityBasis(row, report) === 'not_validated';

/** With a mark behind what only a judge says that nobody checked; the marks stand in a column of their own. */
function quality(row: Standing, rows: readonly Standing[], report: Report): string {
  const text = percent(row.quality, 1);
  if (isDoubtful(row, report)) return `${text} j`;
  return rows.some((other) => isDoubtful(other, report)) ? `${text}  ` : text;
}

function missing({ unscored, failed, not_run }: Standing, paint: (text: string) => string): Cell {
  const text = count(unscored + failed + not_run);
  return text === '0' ? text : { text, paint };
}

/** Without a success there is nothing to divide by: that is not an unknown cost. */
function successCost(rows: readonly Standing[]): string[] {
  const texts = dollars(rows.map((row) => row.cost_per_success_usd));
  return texts.map((text, i) => (text === 'unknown' && rows[i]?.cost_usd !== null ? 'n/a' : text));
}

/** `>` where some of the costs are unknown: the known ones are a lower bound. */
function totalCost(rows: readonly Standing[]): string[] {
  const texts = dollars(rows.map((row) => row.cost_usd));
  return texts.map((text, i) => (text !== 'unknown' && rows[i]!.cost_unknown > 0 ? `>${text}` : text));
}

/** With a single model there is no frontier to speak of. */
function isCompared({ standings }: Report): boolean {
  return standings.length > 1;
}

/** How many models one screen shows without `full`. */
const MOST_MODELS = 12;

/** Best quality first, no verdict last; equals in the order of the configuration. */
function ranked({ standings }: Report): Standing[] {
  return [...standings].sort((a, b) => (b.quality ?? -1) - (a.quality ?? -1));
}

/** The reference and the frontier always, then the best of the others. */
function chosen(report: Report): Standing[] {
  const { run, frontier } = report;
  const rows = ranked(report);
  const first = rows.filter(({ model }) => model === run.reference || frontier.pareto.includes(model));
  const shown = new Set([...first, ...rows.filter((row) => !first.includes(row))].slice(0, MOST_MODELS));
  return rows.filter((row) => shown.has(row));
}

/** The standings, their legend, and how many models are not shown. */
export function standingsLines(report: Report, options: RenderOptions): string[] {
  const rows = options.full ? ranked(report) : chosen(report);
  const shown = columns(options, rows);
  const cells = shown.map((column) => column.cells(rows, report));
  const lines = rows.map((_, i) => cells.map((column) => column[i]!));
  const { width, unicode, color } = options;
  const table = alignedTable(lines, shown, { width, unicode, paintHead: color.bold });
  const marked = columnsThatFit(lines, shown, width).has(MARKS);
  const notes = [
    ...(marked ? marksLegend(report, options) : []),
    ...qualityLegend(report, rows),
    ...rowsLegend(report, rows, table),
  ];
  const behind = options.full ? behindNotes(report, rows) : [];
  const mark = unicode ? '…' : '~';
  const below = [...joined(notes, width), ...behind.flatMap((note) => wrap(note, width, '  ', mark))];
  return [...table.split('\n'), ...below.map(color.dim)];
}

/** What the frontier offers for no more money than each model behind it. */
function behindNotes(report: Report, rows: readonly Standing[]): string[] {
  return rows.flatMap(({ model }) => {
    const words = behindWords(report, model);
    return words === undefined ? [] : [`${model}: ${words}`];
  });
}

function marksLegend(report: Report, { unicode }: RenderOptions): string[] {
  const frontier = isCompared(report) && report.frontier.pareto.length > 0;
  const mark = unicode ? '◆' : '+';
  const doubtful = frontier && report.frontier.pareto.some((model) => frontierDoubt(report, model) !== '');
  return [
    '* reference',
    ...(frontier ? [`${mark} frontier: none cheaper and better`] : []),
    ...(doubtful ? [`${mark} %: on it in so many of ${count(RESAMPLES)} resamples of the tasks`] : []),
  ];
}

function qualityLegend(report: Report, rows: readonly Standing[]): string[] {
  const where = report.judging?.validation ? ' on this model' : '';
  return [
    ...(rows.some((row) => isDoubtful(row, report)) ? [`j ${NOT_VALIDATED}${where}`] : []),
    ...(rows.some((row) => row.corrected) ? ['corrected: by human labels'] : []),
  ];
}

function rowsLegend({ standings }: Report, rows: readonly Standing[], table: string): string[] {
  const hidden = standings.length - rows.length;
  const elided = hidden === 0 && rows.some(({ model }) => !table.includes(model));
  return [
    ...(elided ? ['shortened names: see -f csv'] : []),
    ...(hidden > 0 ? [`${count(hidden)} more models: ${SHOW_ALL}`] : []),
  ];
}
