import type { Report } from '../analysis/report_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import { wrap } from './measure.ts';
import { count, interval, percent } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { alignedTable, type Column } from './terminal.ts';

const right = { align: 'right' } as const;

const COLUMNS: readonly Column[] = [
  { head: 'model', align: 'left', elastic: true },
  { head: 'judged', ...right, rank: 3 },
  { head: 'quality', ...right, rank: 0 },
  { head: '95 %\ninterval', ...right, rank: 1 },
  { head: 'corrected', ...right },
  { head: '95 %\ninterval', ...right, rank: 1 },
  { head: 'labels', ...right, rank: 2 },
];

function cells({ model, judged, quality, quality_low, quality_high, corrected }: Standing): string[] {
  const raw = [model, count(judged), percent(quality, 1), interval(quality_low, quality_high)];
  if (!corrected) return [...raw, 'n/a', 'n/a', 'too few'];
  const { quality_low: low, quality_high: high, labels } = corrected;
  return [...raw, percent(corrected.quality, 1), interval(low, high), count(labels)];
}

/** The heads of `correctedRows` in one line each. */
export const CORRECTED_HEADS: readonly string[] = COLUMNS.map(({ head }) => head.replace('\n', ' '));

/** Quality as the judge sees it beside quality corrected by labels, of every model with judged answers; nothing without labels. */
export function correctedRows({ standings, judging }: Report): string[][] {
  return judging?.validation ? standings.filter(({ judged }) => judged > 0).map(cells) : [];
}

/** The same for a terminal. */
export function correctedLines(report: Report, { width, unicode, color }: RenderOptions): string[] {
  const rows = correctedRows(report);
  if (rows.length === 0) return [];
  const table = alignedTable(rows, COLUMNS, { width, unicode, paintHead: color.bold });
  return [...wrap('quality, and corrected by human labels', width), ...table.split('\n')];
}
