import { certifiedOf } from '../../analysis/judging/correct_share.ts';
import type { Report } from '../../analysis/report_types.ts';
import type { Share } from '../../analysis/share_types.ts';
import { dollars, perThousand } from '../money.ts';
import { count, counted, interval, percent, points } from '../numbers.ts';
import { type CandidateCurves, candidateCurves } from '../plot/curve_lines.ts';
import { curveNotes, curveSvg } from '../plot/curve_svg.ts';
import { hasRoute, segmentName } from '../route.ts';
import { withoutInputs } from '../share_section.ts';
import { shareText } from '../share_text.ts';
import { cascades } from './cascades.ts';
import { type Child, html, type Markup } from './markup.ts';
import { picture } from './picture.ts';
import { routers } from './routers.ts';
import { figure } from './section.ts';
import { type HeadCell, table } from './table.ts';

/** How many candidates have a curve and a routing table; all are in the table. */
const MOST_CURVES = 4;
/** How many candidates stand in the table at once; the others are folded away. */
const MOST_CANDIDATES = 12;

const HEADS: readonly HeadCell[] = [
  { head: 'candidate' },
  { head: 'within', number: true },
  { head: 'certified, of tasks', number: true },
  { head: 'of spend', number: true },
  { head: 'saving', number: true },
  { head: '$ per 1,000 tasks before', number: true },
  { head: 'after', number: true },
  { head: 'certified in random order', number: true },
  { head: 'oracle', number: true },
  { head: 'random', number: true },
  { head: 'safe segments', number: true },
  { head: 'estimate', number: true },
  { head: 'difference in points (95 %)', number: true },
  { head: 'lost / won', number: true },
];

/** What can move to each candidate at each floor, with curves and routing tables of those that save the most. */
export function shares(report: Report): Child {
  if (report.shares.length === 0) return html`<p>With one model there is nothing to move.</p>\n`;
  const order = candidatesByWorth(report);
  const drawn = order.slice(0, MOST_CURVES).filter((candidate) => curvesOf(report, candidate) !== undefined);
  return [
    sharesTable(report, order),
    legend(report),
    report.detail?.without_inputs ? html`<p class="note">${withoutInputs(report.detail.without_inputs)}</p>\n` : null,
    drawn.map((candidate, i) => candidatePart(report, candidate, i)),
    order.length > drawn.length && drawn.length > 0
      ? html`<p class="note">Curves${report.detail?.routers ? ', orders and cascades' : ''} are of ${count(drawn.length)} of ${count(order.length)} candidates: the one of the answer, then those that save the most.</p>\n`
      : null,
  ];
}

const savingOf = (share: Share) => certifiedOf(share)?.saving ?? 0;

/** The candidate of the answer first, then the one that saves most at any floor. */
function candidatesByWorth({ shares: all, headline }: Report): string[] {
  const names = [...new Set(all.map(({ candidate }) => candidate))];
  const best = (name: string) => Math.max(...all.filter(({ candidate }) => candidate === name).map(savingOf));
  const worth = new Map(
    names.map((name) => [name, name === headline.candidate ? Number.POSITIVE_INFINITY : best(name)]),
  );
  return names.sort((a, b) => (worth.get(a) === worth.get(b) ? 0 : worth.get(b)! - worth.get(a)!));
}

function sharesTable(report: Report, order: readonly string[]): Child {
  const most = order.length <= MOST_CANDIDATES + 1 ? order.length : MOST_CANDIDATES;
  const rest = order.slice(most);
  const caption = `What can move from ${report.run.reference}, within: points of quality that may be lost; certified: shown at 95 % confidence on tasks that the order was not learnt from.`;
  const more = `${counted(rest.length, 'more candidate')}, by what they save`;
  return [
    candidatesTable(report, order.slice(0, most), 'shares-t', caption),
    rest.length === 0
      ? null
      : html`<details class="more"><summary>${more}</summary>\n${candidatesTable(report, rest, 'shares-more-t', `${more}.`)}</details>\n`,
  ];
}

const LABELS: readonly HeadCell[] = [
  { head: 'certified, uncorrected', number: true },
  { head: 'human labels', number: true },
];

function candidatesTable(report: Report, names: readonly string[], id: string, caption: string): Markup {
  const answer = report.headline.share === null ? undefined : report.shares[report.headline.share];
  const rows = names.flatMap((name) => report.shares.filter(({ candidate }) => candidate === name));
  const labels = report.shares.some(({ corrected }) => corrected);
  return table({
    id,
    caption,
    columns: labels ? [...HEADS, ...LABELS] : HEADS,
    rows: rows.map((share) => ({
      cells: [...shareCells(share), ...(labels ? labelCells(share) : [])],
      ...(share === answer ? { kind: 'answer' } : {}),
    })),
  });
}

function shareCells(share: Share): Child[] {
  const { certified, spend, saving, random_order, oracle, random, segments, estimate } = shareText(share);
  const moved = certifiedOf(share);
  const [before, after] = moved
    ? dollars([perThousand(moved.cost_before_usd), perThousand(moved.cost_after_usd)])
    : ['n/a', 'n/a'];
  const { delta_low, delta_high } = share.corrected ?? share;
  const figures = [spend, saving, before!, after!, random_order, oracle, random, segments, estimate];
  return [
    share.candidate,
    points(share.floor),
    html`<strong>${certified}</strong>`,
    ...figures,
    interval(delta_low, delta_high),
    `${count(share.losses)} / ${count(share.gains)}`,
  ];
}

function labelCells(share: Share): Child[] {
  return [shareText(share).uncorrected, count(share.corrected?.labels ?? 0)];
}

function legend({ shares: all }: Report): Markup {
  const smallest = all.map(({ segment }) => segment.smallest_n).filter((n) => n !== null);
  const least =
    smallest.length === 0 ? '' : ` (at least ${count(Math.min(...smallest))} tasks, even without a single loss)`;
  return html`<p class="note">Oracle: the ceiling, which needs to know the outcomes. Random: the floor, which needs to know nothing and proves nothing. Safe segments: each passes its own test${least}. Estimate: cross-fitted over all tasks, no promise. Lost, won: tasks that the candidate scores lower, higher.</p>
`;
}

function curvesOf({ detail }: Report, candidate: string): CandidateCurves | undefined {
  const curves = detail && candidateCurves(detail, candidate);
  return curves?.set.curves.some(({ points: drawn }) => drawn.length > 0) ? curves : undefined;
}

/** The share of a candidate that is drawn: the answer's, else the one that saves most, else at the smallest floor. */
function shareOf({ shares: all, headline }: Report, candidate: string): Share {
  const own = all.filter((share) => share.candidate === candidate);
  const answer = headline.share === null ? undefined : all[headline.share];
  const best = own.toSorted((a, b) => savingOf(b) - savingOf(a))[0]!;
  return own.find((share) => share === answer) ?? best;
}

function candidatePart(report: Report, candidate: string, i: number): Markup {
  const { set, ...lines } = curvesOf(report, candidate)!;
  const share = shareOf(report, candidate);
  const labels = share.corrected
    ? [
        `The certified share is corrected by ${counted(share.corrected.labels, 'human label')}; the curves are as the judge sees it.`,
      ]
    : [];
  const notes = [...curveNotes(set, share, lines.cross_fitted), ...lines.notes, ...labels];
  return html`<h3>${report.run.reference} to ${candidate}</h3>
${figure(
  picture((width, prefix) => curveSvg(set, share, { ...lines, width, prefix }), `curve${i}`),
  notes,
)}${routing(report, candidate, i)}${routers(report, candidate, i)}${cascades(report, candidate, i)}`;
}

/** What moves of each segment, floor by floor; segments in the order of the first floor, safest first. */
function routing(report: Report, candidate: string, i: number): Child {
  const own = report.shares.filter((share) => share.candidate === candidate && hasRoute(share));
  const [first] = own;
  if (!first) return null;
  const names = certifiedOf(first)!.segments.map(({ segment }) => segment);
  const cell = (share: Share, name: string) => {
    const fraction = certifiedOf(share)!.segments.find(({ segment }) => segment === name)?.fraction ?? null;
    if (fraction === 0) return 'stays';
    return fraction === 1 ? html`<strong>moves</strong>` : `${percent(fraction)} moves`;
  };
  return table({
    id: `route${i}-t`,
    caption: `Routing table: what certified of each segment goes to ${candidate}, safest first.`,
    columns: [
      { head: 'segment' },
      ...own.map(({ floor }) => ({ head: `within ${points(floor)}`, number: true as const })),
    ],
    rows: names.map((name) => ({ cells: [segmentName(name), ...own.map((share) => cell(share, name))] })),
  });
}
