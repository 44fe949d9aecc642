import { RESAMPLES } from '../../analysis/frontier/bootstrap.ts';
import type { Report } from '../../analysis/report_types.ts';
import type { Standing } from '../../analysis/standing_types.ts';
import { qualityBasis } from '../basis_words.ts';
import { behindWords, frontierMark } from '../frontier_words.ts';
import { NOT_VALIDATED } from '../judge_words.ts';
import { dollars, perThousand } from '../money.ts';
import { count, duration, interval, percent } from '../numbers.ts';
import { breakable, type Child, html, type Markup } from './markup.ts';
import { type HeadCell, table } from './table.ts';

interface Column extends HeadCell {
  readonly cells: (rows: readonly Standing[], report: Report) => readonly Child[];
}

const each = (cell: (row: Standing) => Child) => (rows: readonly Standing[]) => rows.map(cell);
const number = { number: true } as const;

/** To add a column: one entry here. */
const COLUMNS: readonly Column[] = [
  { head: 'model', cells: (rows, report) => rows.map((row) => named(row, report)) },
  { head: 'quality', ...number, cells: each(({ quality }) => percent(quality, 1)) },
  { head: '95 % interval', ...number, cells: each((row) => interval(row.quality_low, row.quality_high)) },
  {
    head: '$ per 1,000 tasks',
    ...number,
    cells: (rows) => dollars(rows.map((row) => perThousand(row.cost_per_task_usd))),
  },
  { head: '95 % interval', ...number, cells: costIntervals },
  { head: '$ per success', ...number, hint: 'all known costs over the tasks done right', cells: successCosts },
  { head: '$ in all', ...number, cells: totals },
  { head: 'p50', ...number, hint: 'half of the answers were faster', cells: each(({ p50_ms }) => duration(p50_ms)) },
  { head: 'p95', ...number, cells: each(({ p95_ms }) => duration(p95_ms)) },
  { head: 'graded', ...number, cells: each(({ scored }) => count(scored)) },
  { head: 'no verdict', ...number, cells: each((row) => missing(row)) },
  { head: 'ahead of it', hint: 'the best model of the frontier for no more money; 95 %', cells: ahead },
];

const CORRECTED: readonly Column[] = [
  {
    head: 'corrected by labels',
    ...number,
    cells: each(({ corrected }) => percent(corrected?.quality ?? null, 1)),
  },
  {
    head: '95 % interval',
    ...number,
    cells: each(({ corrected }) => interval(corrected?.quality_low ?? null, corrected?.quality_high ?? null)),
  },
];

/** Every model with all of its figures, best quality first; without those that are known of none. */
export function modelsTable(report: Report): Markup {
  const rows = report.standings.toSorted((a, b) => (b.quality ?? -1) - (a.quality ?? -1));
  const columns = rows.some(({ corrected }) => corrected)
    ? [...COLUMNS.slice(0, 3), ...CORRECTED, ...COLUMNS.slice(3)]
    : COLUMNS;
  const all = columns.map((column) => ({ column, cells: column.cells(rows, report) }));
  const shown = all.filter(({ cells }) => cells.some((cell) => cell !== 'n/a'));
  return table({
    id: 'models-t',
    caption: caption(report),
    columns: shown.map(({ column }) => column),
    rows: rows.map((row, i) => ({
      cells: shown.map(({ cells }) => cells[i]!),
      ...(row.model === report.run.reference ? { kind: 'reference' } : {}),
    })),
  });
}

/** Of models behind the frontier; nothing where there is none. */
function ahead(rows: readonly Standing[], report: Report): Child[] {
  const words = rows.map(({ model }) => behindWords(report, model));
  return words.map((one) => one ?? (words.every((other) => other === undefined) ? 'n/a' : ''));
}

function caption({ frontier, standings }: Report): Child {
  const dear = frontier.pareto.length > 0 && standings.length > 1;
  return dear
    ? `Every model on the whole dataset, best quality first. Frontier: no other model is both cheaper and better; with a percentage where that holds in fewer than 95 % of ${count(RESAMPLES)} resamples of the tasks.`
    : 'Every model on the whole dataset, best quality first.';
}

function named(row: Standing, report: Report): Markup {
  const place = report.standings.length > 1 ? frontierMark(report, row.model) : undefined;
  const doubtful = row.quality !== null && qualityBasis(row, report) === 'not_validated';
  const marks = [
    ...(row.model === report.run.reference ? ['reference'] : []),
    ...(place === undefined ? [] : [place]),
    ...(doubtful ? [NOT_VALIDATED] : []),
  ];
  return html`${breakable(row.model)}${marks.map((mark) => html` <span class="mark">${mark}</span>`)}`;
}

/** Low and high with the same decimals as each other. */
function costIntervals(rows: readonly Standing[]): Child[] {
  return rows.map(({ cost_low_usd: low, cost_high_usd: high }) => {
    if (low === null || high === null) return 'n/a';
    const [from, to] = dollars([perThousand(low), perThousand(high)]);
    return `${from} to ${to}`;
  });
}

/** Without a success there is nothing to divide by: that is not an unknown cost. */
function successCosts(rows: readonly Standing[]): Child[] {
  const texts = dollars(rows.map((row) => row.cost_per_success_usd));
  return texts.map((text, i) => (text === 'unknown' && rows[i]?.cost_usd !== null ? 'n/a' : text));
}

/** `>` where some of the costs are unknown: the known ones are a lower bound. */
function totals(rows: readonly Standing[]): Child[] {
  const texts = dollars(rows.map((row) => row.cost_usd));
  return texts.map((text, i) => (text !== 'unknown' && rows[i]!.cost_unknown > 0 ? `>${text}` : text));
}

function missing({ unscored, failed, not_run }: Standing): Child {
  const text = count(unscored + failed + not_run);
  return text === '0' ? text : html`<strong class="warn">${text}</strong>`;
}
