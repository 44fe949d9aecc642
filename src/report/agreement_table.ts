import type { Agreement, Estimated, Validation } from '../analysis/judging/judging_types.ts';
import type { Report } from '../analysis/report_types.ts';
import { passWords } from './agreement_rows.ts';
import { joined, wrap } from './measure.ts';
import { coefficient, coefficients, count, interval, percent } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { segmentName } from './route.ts';
import { alignedTable, type Column, columnsThatFit, WHOLE_TEXT_RANK } from './terminal.ts';

interface Shown extends Column {
  /** What the head cannot say; printed below the table while the column is shown. */
  readonly legend?: string;
  readonly cell: (agreement: Agreement) => string;
}

const value = ({ value }: Estimated) => percent(value, 1);
const range = ({ low, high }: Estimated) => interval(low, high);
/** All but agreement give way before a name is shortened: the lower `order`, the later. */
const extra = (order: number) => ({ align: 'right', rank: WHOLE_TEXT_RANK + order }) as const;

/** To add a column: one entry here, at the place where it is read. Rates are followed by their intervals. */
const COLUMNS: readonly Shown[] = [
  { head: 'labels', align: 'right', rank: 0, cell: ({ labels }) => count(labels) },
  { head: 'agree', align: 'right', cell: ({ agreement }) => value(agreement) },
  { head: '95 %\ninterval', align: 'right', rank: 1, cell: ({ agreement }) => range(agreement) },
  { head: 'kappa', ...extra(1), cell: ({ kappa }) => coefficient(kappa.value) },
  { head: '95 %\ninterval', ...extra(3), cell: ({ kappa }) => coefficients(kappa.low, kappa.high) },
  {
    head: 'sensi-\ntivity',
    ...extra(2),
    cell: ({ sensitivity }) => value(sensitivity),
    legend: 'sensitivity: of what people pass, the judge passes',
  },
  { head: '95 %\ninterval', ...extra(5), cell: ({ sensitivity }) => range(sensitivity) },
  {
    head: 'speci-\nficity',
    ...extra(2),
    cell: ({ specificity }) => value(specificity),
    legend: 'specificity: of what people fail, the judge fails',
  },
  { head: '95 %\ninterval', ...extra(5), cell: ({ specificity }) => range(specificity) },
  {
    head: 'kind/\nhard',
    ...extra(4),
    cell: ({ judge_only, people_only }) => `${count(judge_only)}/${count(people_only)}`,
    legend: 'kind/hard: passed by the judge alone/by people alone',
  },
  {
    head: 'bias',
    ...extra(5),
    cell: ({ bias }) => coefficient(bias),
    legend: 'bias: mean of judge minus people',
  },
];

/** How many models, and segments, one screen shows without `full`: those with the most labels. */
const MOST_ROWS = 12;

interface Group {
  readonly title?: string;
  readonly rows: readonly (readonly string[])[];
  readonly hidden: number;
}

/** The judge against people over all labelled answers, by model and by segment; nothing without labels. */
export function agreementLines({ judging }: Report, options: RenderOptions): string[] {
  if (!judging?.validation) return [];
  const { validation } = judging;
  const { width, unicode, color } = options;
  const groups = groupsOf(validation, options).filter(({ rows }) => rows.length > 0);
  const rows = groups.flatMap((group) => group.rows);
  const shape: readonly Column[] = [{ head: '', align: 'left', elastic: true }, ...COLUMNS];
  const table = alignedTable(rows, shape, { width, unicode, paintHead: color.bold }).split('\n');
  const head = table.splice(0, table.length - rows.length);
  const fitting = columnsThatFit(rows, shape, width);
  const legend = COLUMNS.filter((_, i) => fitting.has(i + 1)).flatMap(({ legend }) => legend ?? []);
  return [
    ...wrap(`judge against people (${passWords(judging)})`, width),
    ...head,
    ...groups.flatMap((group) => groupLines(group, table.splice(0, group.rows.length), options)),
    ...joined(legend, width).map(color.dim),
  ];
}

function groupsOf({ by_model, by_segment, ...all }: Validation, { full }: RenderOptions): Group[] {
  const row = (name: string, one: Agreement) => [name, ...COLUMNS.map(({ cell }) => cell(one))];
  const group = <One extends Agreement>(title: string, ones: readonly One[], name: (one: One) => string): Group => {
    const most = new Set(ones.toSorted((a, b) => b.labels - a.labels).slice(0, full ? ones.length : MOST_ROWS));
    const shown = ones.filter((one) => most.has(one));
    return { title, rows: shown.map((one) => row(`  ${name(one)}`, one)), hidden: ones.length - shown.length };
  };
  return [
    { rows: [row('all', all)], hidden: 0 },
    group('by model', by_model, ({ model }) => model),
    group('by segment', by_segment, ({ segment }) => segmentName(segment)),
  ];
}

function groupLines({ title, hidden }: Group, rows: readonly string[], { width, color }: RenderOptions): string[] {
  const more = `${count(hidden)} more with fewer labels: bench judge check --full`;
  return [
    ...(title === undefined ? [] : [color.cyan(title)]),
    ...rows,
    ...(hidden === 0 ? [] : wrap(more, width - 2).map((line) => `  ${line}`)),
  ];
}
