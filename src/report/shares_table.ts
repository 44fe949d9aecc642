import { certifiedOf } from '../analysis/judging/correct_share.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Share } from '../analysis/share_types.ts';
import { doubtWords, NOT_VALIDATED } from './judge_words.ts';
import { displayWidth, shorten, wrap } from './measure.ts';
import { dollars, perThousand } from './money.ts';
import { count, counted, interval, points } from './numbers.ts';
import { type RenderOptions, SHOW_ALL } from './renderer.ts';
import { hasRoute, routeWords } from './route.ts';
import { type ShareText, shareText } from './share_text.ts';
import { alignedTable, type Cell, type Column, columnsThatFit, WHOLE_TEXT_RANK } from './terminal.ts';

/** Without `full`, one screen shows all of so many candidates, or else the best few; and so many lines of a routing table. */
const ALL_CANDIDATES = 3;
const BEST_CANDIDATES = 2;
const MOST_ROUTE_LINES = 2;
/** Columns that a name keeps when there is a note behind it. */
const NAME_ROOM = 12;

interface Shown extends Column {
  /** What the head cannot say; printed below the table while the column is shown. */
  readonly legend?: string;
  readonly cells: (shares: readonly Share[]) => readonly Cell[];
}

const each = (text: (share: Share) => Cell) => (shares: readonly Share[]) => shares.map(text);

const ranked = (rank: number) => ({ align: 'right', rank }) as const;
const extra = (order: number) => ranked(WHOLE_TEXT_RANK + order);

const LEGENDS = {
  certified: 'certified: order learnt on one half of tasks, tested on the other',
  random_order: 'random order: the same without segments',
  oracle: 'oracle: knows the outcome',
  random: 'random: knows nothing',
  segments: 'segments: each safe alone',
  estimate: 'estimate: cross-fitted over all tasks, no promise',
} as const satisfies Partial<Record<keyof ShareText, string>>;

/** To add a column: one entry here. The names are those of `ShareText`. */
function columns({ color, full }: RenderOptions, shares: readonly Share[]): Shown[] {
  const named = (name: keyof ShareText) => each((share) => shareText(share)[name]);
  const bold = (share: Share) => ({ text: shareText(share).certified, paint: color.bold });
  const saving = (share: Share): Cell => {
    const text = shareText(share).saving;
    return (certifiedOf(share)?.saving ?? 0) < 0 ? { text, paint: color.red } : text;
  };
  return [
    { head: 'quality\nwithin', align: 'left', cells: each(({ floor }) => `  ${points(floor)}`) },
    { head: 'certified\nof tasks', align: 'right', cells: each(bold), legend: LEGENDS.certified },
    { head: 'of\nspend', ...ranked(2), cells: named('spend') },
    { head: 'saving', ...ranked(1), cells: each(saving) },
    ...(full && isCorrected(shares)
      ? [{ head: 'uncorrected\nof tasks', ...ranked(2), cells: named('uncorrected') }]
      : []),
    { head: 'random\norder', ...ranked(3), cells: named('random_order'), legend: LEGENDS.random_order },
    { head: 'oracle', ...ranked(4), cells: named('oracle'), legend: LEGENDS.oracle },
    { head: 'random', ...ranked(5), cells: named('random'), legend: LEGENDS.random },
    { head: 'segments', ...ranked(6), cells: named('segments'), legend: LEGENDS.segments },
    { head: 'estimate', ...ranked(7), cells: named('estimate'), legend: LEGENDS.estimate },
    { head: '$/1k tasks\nbefore', ...extra(1), cells: (shares) => beforeAndAfter(shares, 'cost_before_usd') },
    { head: '$/1k tasks\nafter', ...extra(1), cells: (shares) => beforeAndAfter(shares, 'cost_after_usd') },
    {
      head: 'difference in\npoints (95 %)',
      ...extra(2),
      cells: each((share) => interval((share.corrected ?? share).delta_low, (share.corrected ?? share).delta_high)),
    },
    { head: 'candidate\nlost', ...extra(3), cells: each(({ losses }) => count(losses)) },
    { head: 'candidate\nwon', ...extra(3), cells: each(({ gains }) => count(gains)) },
    { head: 'tasks\ncompared', ...extra(4), cells: each(({ pairs }) => count(pairs)) },
  ];
}

const isCorrected = (shares: readonly Share[]) => shares.some((share) => share.corrected);

function beforeAndAfter(shares: readonly Share[], field: 'cost_before_usd' | 'cost_after_usd'): string[] {
  const all = shares
    .map(certifiedOf)
    .flatMap((moved) => [moved?.cost_before_usd ?? null, moved?.cost_after_usd ?? null]);
  const texts = dollars(all.map(perThousand));
  return shares.map((_, i) => texts[2 * i + (field === 'cost_before_usd' ? 0 : 1)]!);
}

/** The candidate of the headline first, then by certified saving at the smallest floor, at the next, ...; equals in the order of the configuration. */
export function bestFirst({ shares, headline }: Report): (readonly Share[])[] {
  const groups = [...new Set(shares.map(({ candidate }) => candidate))].map((name) =>
    shares.filter(({ candidate }) => candidate === name),
  );
  const savings = (group: readonly Share[]) =>
    group.map((share) => certifiedOf(share)?.saving ?? Number.NEGATIVE_INFINITY);
  const order = (a: readonly Share[], b: readonly Share[]) => {
    const [one, two] = [savings(a), savings(b)];
    return one.map((saving, i) => Math.sign((two[i] ?? 0) - saving)).find((sign) => sign === 1 || sign === -1) ?? 0;
  };
  const isHeadline = (group: readonly Share[]) => group[0]?.candidate === headline.candidate;
  return [...groups.filter(isHeadline), ...groups.filter((group) => !isHeadline(group)).sort(order)];
}

/** What can move to each candidate, at each floor, with its routing table; nothing where there is nobody to compare with. */
export function sharesLines(report: Report, options: RenderOptions): string[] {
  const groups = bestFirst(report);
  if (groups.length === 0) return [];
  const shown = options.full || groups.length <= ALL_CANDIDATES ? groups : groups.slice(0, BEST_CANDIDATES);
  const flat = shown.flat();
  const shape = columns(options, flat);
  const cells = shape.map((column) => column.cells(flat));
  const rows = flat.map((_, i) => cells.map((column) => column[i]!));
  const { width, unicode, color } = options;
  const table = alignedTable(rows, shape, { width, unicode, paintHead: color.bold }).split('\n');
  const head = table.splice(0, table.length - rows.length);
  const fitting = columnsThatFit(rows, shape, width);
  return [
    ...title(report.run.reference, options),
    ...head,
    ...shown.flatMap((group) => candidateLines(group, table.splice(0, group.length), report, options)),
    ...footer(
      groups.length - shown.length,
      [...shape.filter((_, i) => fitting.has(i)).flatMap(({ legend }) => legend ?? []), ...judgeLegend(flat, report)],
      options,
    ),
  ];
}

/** One line, the name shortened where it must be. */
function title(reference: string, { width, unicode }: RenderOptions): string[] {
  const words = (name: string) => `what can move from ${name} with quality kept (certified: 95 % confidence)`;
  const mark = unicode ? '…' : '~';
  return wrap(words(shorten(reference, Math.max(8, width - displayWidth(words(''))), mark)), width, '', mark);
}

function candidateLines(
  group: readonly Share[],
  rows: readonly string[],
  report: Report,
  options: RenderOptions,
): string[] {
  const { width, unicode, color } = options;
  const note = report.shares.some(({ corrected }) => corrected) ? labelsNote(group[0]) : '';
  const room = width - displayWidth(note) < NAME_ROOM ? width : width - displayWidth(note);
  const name = color.cyan(shorten(group[0]?.candidate ?? '', room, unicode ? '…' : '~'));
  const routed = group.filter(hasRoute);
  const routes = options.full ? routed : mostTelling(routed, report);
  return [
    room === width ? name : `${name}${color.dim(note)}`,
    ...rows,
    ...routes.flatMap((share) => routeLines(share, options)),
  ];
}

/** Behind the name of a candidate: whether people's labels are in its figures. */
function labelsNote(share: Share | undefined): string {
  return share?.corrected
    ? `  corrected by ${counted(share.corrected.labels, 'human label')}`
    : '  not corrected: as the judge sees it';
}

/** The route of the answer where it is among them, else of the largest certified share; the smallest floor of equals. */
function mostTelling(routed: readonly Share[], { headline, shares }: Report): readonly Share[] {
  const answer = headline.share === null ? undefined : shares[headline.share];
  const size = (share: Share) => certifiedOf(share)?.task_share ?? 0;
  const largest = routed.toSorted((a, b) => size(b) - size(a))[0];
  const one = routed.find((share) => share === answer) ?? largest;
  return one === undefined ? [] : [one];
}

function routeLines(share: Share, options: RenderOptions): string[] {
  const { width, unicode } = options;
  const mark = unicode ? '…' : '~';
  const lines = (most: number) => wrap(routeWords(share, most), width - 2, '  ', mark).map((line) => `  ${line}`);
  for (let most = options.full ? Number.POSITIVE_INFINITY : 12; most > 1; most--) {
    const fitted = lines(most);
    if (options.full || fitted.length <= MOST_ROUTE_LINES) return fitted;
  }
  return lines(1);
}

/** Whose verdicts the figures rest on. */
function judgeLegend(shares: readonly Share[], { judging, standings }: Report): string[] {
  if (!judging) return [];
  if (judging.validation === null) return [`${NOT_VALIDATED}: all shares are of its verdicts, which nobody checked`];
  if (isCorrected(shares))
    return ['corrected by human labels: certified, spend and saving; all else is as the judge sees it'];
  const doubt = doubtWords(judging, standings);
  return doubt === '' ? [] : [`${doubt}; all shares are of its verdicts`];
}

/** What one screen has no room for. */
const SHARE_IN_FULL = 'routers, cascades, two public claims: bench report --section share';

function footer(hidden: number, legends: readonly string[], { full, width, color }: RenderOptions): string[] {
  const more =
    hidden > 0 ? `${counted(hidden, 'more candidate')}, by saving: ${SHOW_ALL}, or --section share` : SHARE_IN_FULL;
  return [...(full ? [] : [more]), legends.join('; ')].flatMap((line) => wrap(line, width)).map(color.dim);
}
