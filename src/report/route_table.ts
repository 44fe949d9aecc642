import type { Report } from '../analysis/report_types.ts';
import type { ComparedOrdering, RouteComparison } from '../analysis/routing/comparison.ts';
import { withSafeTexts } from './inert_report.ts';
import { wrap } from './measure.ts';
import { coefficient, count, percent, percentDown, points } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { hasRoute, routeWords } from './route.ts';
import { sentence } from './sentence.ts';
import { alignedTable, type Cell } from './terminal.ts';
import { inert } from './text.ts';

/** All orderings of one candidate, with a report whose answer is the one that was asked for. */
export interface RouteView {
  readonly comparison: RouteComparison;
  readonly report: Report;
  readonly without_texts?: string;
}

/** From knowing nothing to knowing everything, between the two ends. */
const SHOWN = ['always_reference', 'random', 'length', 'segment', 'tfidf', 'embedding', 'oracle', 'always_candidate'];

const NAMES: Readonly<Record<string, string>> = {
  always_reference: 'always reference',
  always_candidate: 'always candidate',
};

const COLUMNS = [
  { head: 'route by', align: 'left' },
  { head: 'certified\nof tasks', align: 'right' },
  { head: 'of\nspend', align: 'right', rank: 2 },
  { head: 'saving', align: 'right', rank: 1 },
  { head: 'APGR', align: 'right', rank: 3 },
  { head: 'CPT\n50 %', align: 'right', rank: 4 },
  { head: 'CPT\n80 %', align: 'right', rank: 4 },
  { head: '', align: 'left' },
] as const;

const LEGEND = [
  'certified: learnt on one half of tasks, tested on the other (95 % confidence); pick a router before you look: the best of several looks better than it is',
  'oracle: knows the outcome',
  'APGR: part of the quality gap recovered, mean over all shares of reference calls (random: 0.50); CPT: least share of them that recovers 50 % and 80 % of the gap',
];

/** The orderings in the order in which they are read. */
export function orderingsShown({ orderings }: RouteComparison): readonly ComparedOrdering[] {
  return orderings.toSorted((a, b) => SHOWN.indexOf(a.ordering) - SHOWN.indexOf(b.ordering));
}

/** The answer in one line. Texts of the report must be safe for where it goes. */
export function routeSentence({ comparison, report }: RouteView): string {
  return `Routed by ${comparison.router}: ${sentence(report)}`;
}

/** The orderings side by side, the chosen one marked, then the answer. Ends with a newline. */
export function routeTable(view: RouteView, options: RenderOptions): string {
  const { width, color, unicode } = options;
  const { comparison, without_texts } = view;
  const { candidate, reference, floor, pairs } = comparison;
  const report = withSafeTexts(view.report, inert);
  const title = `from ${inert(reference)} to ${inert(candidate)} within ${points(floor)}, ${count(pairs)} tasks`;
  const rows = orderingsShown(comparison).map((one) => row(one, comparison, options));
  const share = report.shares[report.headline.share ?? -1];
  const route = comparison.router === 'segment' && share && hasRoute(share) ? [`route: ${routeWords(share, 12)}`] : [];
  const notes = without_texts === undefined ? [] : [`segments only: ${inert(without_texts)}`];
  const wrapped = (lines: readonly string[]) => lines.flatMap((line) => wrap(line, width, '', unicode ? '…' : '~'));
  return [
    ...wrapped([title]),
    alignedTable(rows, COLUMNS, { width, unicode, paintHead: color.bold }),
    ...wrapped(route),
    ...wrapped([LEGEND.join('; '), ...notes]).map(color.dim),
    routeSentence({ ...view, report }),
    '',
  ].join('\n');
}

function row(one: ComparedOrdering, { router, oracle }: RouteComparison, { color, unicode }: RenderOptions): Cell[] {
  const { ordering, certified, apgr, cpt50, cpt80 } = one;
  const isChosen = ordering === router;
  const share = ordering === 'oracle' ? `at most ${percentDown(oracle)}` : percentDown(certified?.task_share ?? null);
  const strong = (text: string): Cell => (isChosen ? { text, paint: color.bold } : text);
  return [
    strong(NAMES[ordering] ?? ordering),
    strong(ordering === 'oracle' && oracle === null ? '-' : share),
    certified ? percent(certified.spend_share) : '-',
    certified ? percent(certified.saving) : '-',
    apgr === null ? '-' : coefficient(apgr),
    cpt50 === null ? '-' : percent(cpt50),
    cpt80 === null ? '-' : percent(cpt80),
    isChosen ? (unicode ? '◂' : '<') : '',
  ];
}

/** Everything in numbers, and the sentence. */
export function routeDocument(view: RouteView): object {
  const { comparison, report, without_texts } = view;
  const { chosen, ...rest } = comparison;
  return {
    format: 'bench.routing/1',
    run: report.run.id,
    ...rest,
    orderings: orderingsShown(comparison),
    policy: chosen?.policy ?? null,
    basis: report.headline.basis,
    without_texts: without_texts ?? null,
    sentence: routeSentence(view),
  };
}
