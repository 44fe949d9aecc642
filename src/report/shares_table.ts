import type { Report, Share } from '../analysis/report.ts';
import { displayWidth, shorten, wrap } from './measure.ts';
import { dollars, perThousand } from './money.ts';
import { count, interval, percentDown, points } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { hasRoute, routeWords } from './route.ts';
import { type ShareText, shareText } from './share_text.ts';
import { alignedTable, type Cell, type Column, WHOLE_TEXT_RANK } from './terminal.ts';

/** Without `full`, one screen shows all of so many candidates, or else the best few; and so many lines of a routing table. */
const ALL_CANDIDATES = 3;
const BEST_CANDIDATES = 2;
const MOST_ROUTE_LINES = 2;

interface Shown extends Column {
  readonly cells: (shares: readonly Share[]) => readonly Cell[];
}

const each = (text: (share: Share) => Cell) => (shares: readonly Share[]) => shares.map(text);

const extra = (order: number) => ({ align: 'right', rank: WHOLE_TEXT_RANK + order }) as const;

/** To add a column: one entry here. The names are those of `ShareText`. */
function columns({ color }: RenderOptions): Shown[] {
  const named = (name: keyof ShareText) => each((share) => shareText(share)[name]);
  const bold = (share: Share) => ({ text: shareText(share).certified, paint: color.bold });
  const saving = (share: Share): Cell => {
    const text = shareText(share).saving;
    return (share.certified?.saving ?? 0) < 0 ? { text, paint: color.red } : text;
  };
  return [
    { head: 'quality\nkept within', align: 'left', cells: each(({ floor }) => `  ${points(floor)}`) },
    { head: 'certified\nof tasks', align: 'right', cells: each(bold) },
    { head: 'certified\nof spend', align: 'right', rank: 2, cells: named('spend') },
    { head: 'saving', align: 'right', rank: 1, cells: each(saving) },
    { head: 'oracle', align: 'right', rank: 3, cells: named('oracle') },
    { head: 'random', align: 'right', rank: 4, cells: named('random') },
    { head: 'segments', align: 'right', rank: 5, cells: named('segments') },
    { head: 'estimate', align: 'right', rank: 6, cells: named('estimate') },
    { head: '$/1k tasks\nbefore', ...extra(1), cells: (shares) => beforeAndAfter(shares, 'cost_before_usd') },
    { head: '$/1k tasks\nafter', ...extra(1), cells: (shares) => beforeAndAfter(shares, 'cost_after_usd') },
    {
      head: 'difference in\npoints (95 %)',
      ...extra(2),
      cells: each(({ delta_low, delta_high }) => interval(delta_low, delta_high)),
    },
    { head: 'candidate\nlost', ...extra(3), cells: each(({ losses }) => count(losses)) },
    { head: 'candidate\nwon', ...extra(3), cells: each(({ gains }) => count(gains)) },
    { head: 'tasks\ncompared', ...extra(4), cells: each(({ pairs }) => count(pairs)) },
    {
      head: 'certified,\nrandom order',
      ...extra(5),
      cells: each((share) => percentDown(share.certified_random?.task_share ?? null)),
    },
  ];
}

function beforeAndAfter(shares: readonly Share[], field: 'cost_before_usd' | 'cost_after_usd'): string[] {
  const all = shares.flatMap(({ certified }) => [
    certified?.cost_before_usd ?? null,
    certified?.cost_after_usd ?? null,
  ]);
  const texts = dollars(all.map(perThousand));
  return shares.map((_, i) => texts[2 * i + (field === 'cost_before_usd' ? 0 : 1)]!);
}

/** The candidate of the headline first, then by certified saving at the smallest floor, at the next, ...; equals in the order of the configuration. */
function ranked({ shares, headline }: Report): (readonly Share[])[] {
  const groups = [...new Set(shares.map(({ candidate }) => candidate))].map((name) =>
    shares.filter(({ candidate }) => candidate === name),
  );
  const savings = (group: readonly Share[]) =>
    group.map(({ certified }) => certified?.saving ?? Number.NEGATIVE_INFINITY);
  const order = (a: readonly Share[], b: readonly Share[]) => {
    const [one, two] = [savings(a), savings(b)];
    return one.map((saving, i) => Math.sign((two[i] ?? 0) - saving)).find((sign) => sign === 1 || sign === -1) ?? 0;
  };
  const isHeadline = (group: readonly Share[]) => group[0]?.candidate === headline.candidate;
  return [...groups.filter(isHeadline), ...groups.filter((group) => !isHeadline(group)).sort(order)];
}

/** What can move to each candidate, at each floor, with its routing table; nothing where there is nobody to compare with. */
export function sharesLines(report: Report, options: RenderOptions): string[] {
  const groups = ranked(report);
  if (groups.length === 0) return [];
  const shown = options.full || groups.length <= ALL_CANDIDATES ? groups : groups.slice(0, BEST_CANDIDATES);
  const flat = shown.flat();
  const cells = columns(options).map((column) => column.cells(flat));
  const rows = flat.map((_, i) => cells.map((column) => column[i]!));
  const { width, unicode, color } = options;
  const table = alignedTable(rows, columns(options), { width, unicode, paintHead: color.bold }).split('\n');
  const head = table.splice(0, table.length - rows.length);
  return [
    ...title(report.run.reference, options),
    ...head,
    ...shown.flatMap((group) => candidateLines(group, table.splice(0, group.length), options)),
    ...footer(groups.length - shown.length, options),
  ];
}

/** One line, the name shortened where it must be. */
function title(reference: string, { width, unicode }: RenderOptions): string[] {
  const words = (name: string) => `what can move from ${name} with quality kept (certified: 95 % confidence)`;
  const mark = unicode ? '…' : '~';
  return wrap(words(shorten(reference, Math.max(8, width - displayWidth(words(''))), mark)), width, '', mark);
}

function candidateLines(group: readonly Share[], rows: readonly string[], options: RenderOptions): string[] {
  const { width, unicode, color } = options;
  const name = color.cyan(shorten(group[0]?.candidate ?? '', width, unicode ? '…' : '~'));
  const routed = group.filter(hasRoute);
  const routes = (options.full ? routed : routed.slice(0, 1)).flatMap((share) => routeLines(share, options));
  return [name, ...rows, ...routes];
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

function footer(hidden: number, { width, color }: RenderOptions): string[] {
  const words =
    'certified: order from one half of the tasks, tested on the other; oracle: knows the outcome; random: knows nothing; segments: each safe alone; estimate: weaker';
  const more =
    hidden > 0 ? [`${count(hidden)} more ${hidden === 1 ? 'candidate' : 'candidates'}, by saving: --full`] : [];
  return [...more, ...wrap(words, width)].map(color.dim);
}
