import { symbol, symbolDiamond } from 'd3-shape';
import type { SegmentDetail, SegmentStanding } from '../../analysis/detail_types.ts';
import type { Report } from '../../analysis/report_types.ts';
import { count, counted, interval, percent } from '../numbers.ts';
import { segmentName } from '../route.ts';
import { type Axis, fractionAxis } from './scales.ts';
import { draw, fitted, label, layoutWidth, line, type SvgOptions, svgText, tag, textWidth } from './svg.ts';

export interface SegmentsOptions extends SvgOptions {
  /** Which models, in this order; default: the reference, the frontier and the best of the others, at most 8. */
  readonly models?: readonly string[];
}

const MOST_MODELS = 8;
const MOST_SEGMENTS = 24;
const ROW = 20;
const HEAD = 40;
const FOOT = 30;
const GAP = 8;
/** Room for half a tick's text at both ends of a panel. */
const PANEL_PAD = 19;
/** Left of a name and right of it. */
const NAME_PAD = 18;
/** How much wider bold text is. */
const BOLD = 1.1;
const NARROWEST_PANEL = 150;
const WIDEST_PANEL = 320;
const WIDEST_NAME = 170;

/** The reference first, then by quality. */
function chosenModels({ run, frontier, standings }: Report): string[] {
  const quality = (model: string) => standings.find((row) => row.model === model)?.quality ?? -1;
  const rank = (model: string) => (model === run.reference ? 2 : frontier.pareto.includes(model) ? 1 : 0);
  const best = (a: string, b: string) => quality(b) - quality(a);
  const shown = run.models.toSorted((a, b) => rank(b) - rank(a) || best(a, b)).slice(0, MOST_MODELS);
  return shown.sort((a, b) => Number(b === run.reference) - Number(a === run.reference) || best(a, b));
}

/** The largest segments, in the report's order. */
function chosenSegments(segments: readonly SegmentDetail[]): readonly SegmentDetail[] {
  if (segments.length <= MOST_SEGMENTS) return segments;
  const kept = new Set(segments.toSorted((a, b) => b.tasks - a.tasks).slice(0, MOST_SEGMENTS));
  return segments.filter((one) => kept.has(one));
}

interface Layout {
  readonly names: number;
  readonly panel: number;
  readonly columns: number;
  readonly height: number;
}

function layOut(models: readonly string[], panels: number, width: number): Layout {
  const names =
    Math.min(WIDEST_NAME, width * 0.36, Math.max(...models.map((model) => textWidth(model) * BOLD))) + NAME_PAD;
  const room = width - names;
  const most = Math.max(1, Math.min(panels, Math.floor((room + GAP) / (NARROWEST_PANEL + GAP))));
  const columns = Math.ceil(panels / Math.ceil(panels / most));
  const panel = Math.min(WIDEST_PANEL, (room - GAP * (columns - 1)) / columns);
  return { names, panel, columns, height: HEAD + models.length * ROW + FOOT };
}

type Row = SegmentStanding & { readonly quality: number };

function words({ model, scored, quality, quality_low, quality_high }: SegmentStanding): string {
  return `${model}: ${percent(quality, 1)} (${interval(quality_low, quality_high)}), ${counted(scored, 'task')}`;
}

function dot(row: Row, y: number, x: Axis, looks: { readonly reference: string; readonly pareto: readonly string[] }) {
  const isReference = row.model === looks.reference;
  const at = x.at(row.quality);
  const { quality_low: low, quality_high: high } = row;
  const diamond = { d: symbol(symbolDiamond, 70)() ?? '', transform: `translate(${at.toFixed(2)} ${y})` };
  return tag(
    'g',
    {},
    tag('title', {}, svgText(words(row))),
    ...(low === null || high === null ? [] : [line(x.at(low), y, x.at(high), y, 'interval')]),
    isReference
      ? tag('path', { ...diamond, class: 'reference' })
      : tag('circle', { cx: at, cy: y, r: 4, class: looks.pareto.includes(row.model) ? 'on' : 'off' }),
  );
}

function panelOf(
  segment: SegmentDetail,
  models: readonly string[],
  left: number,
  wide: number,
  report: Report,
): string[] {
  const x = fractionAxis([0, 1], left + PANEL_PAD, left + wide - PANEL_PAD, wide < 230 ? 2 : 5);
  const rows = models.map((model) => segment.models.find((row) => row.model === model));
  const bottom = HEAD + models.length * ROW;
  const reference = rows.find((row) => row?.model === report.run.reference)?.quality ?? null;
  const looks = { reference: report.run.reference, pareto: report.frontier.pareto };
  return [
    label(left + PANEL_PAD, 14, fitted(segmentName(segment.segment), (wide - PANEL_PAD) / BOLD), 'strong'),
    label(left + PANEL_PAD, 29, counted(segment.tasks, 'task'), 'muted'),
    ...x.ticks.flatMap(({ at, text }) => [
      line(at, HEAD - 4, at, bottom, 'grid'),
      label(at, bottom + 15, text, 'muted middle'),
    ]),
    ...(reference === null ? [] : [line(x.at(reference), HEAD - 4, x.at(reference), bottom, 'floor')]),
    ...rows.flatMap((row, i) => {
      const y = HEAD + i * ROW + ROW / 2;
      if (row === undefined || row.quality === null)
        return [label(left + wide / 2, y + 4, 'no verdict', 'muted middle')];
      return [dot({ ...row, quality: row.quality }, y, x, looks)];
    }),
  ];
}

function body(segments: readonly SegmentDetail[], models: readonly string[], lay: Layout, report: Report): string[] {
  const { names, panel, columns, height } = lay;
  const rows = Array.from({ length: Math.ceil(segments.length / columns) }, (_, row) => row);
  return rows.map((row) => {
    const own = segments.slice(row * columns, (row + 1) * columns);
    return tag(
      'g',
      { transform: `translate(0 ${row * height})` },
      ...models.map((model, i) =>
        label(
          14,
          HEAD + i * ROW + ROW / 2 + 4,
          fitted(model, (names - NAME_PAD + 1) / BOLD),
          model === report.run.reference ? 'strong' : '',
        ),
      ),
      ...own.flatMap((one, i) => panelOf(one, models, names + i * (panel + GAP), panel, report)),
    );
  });
}

function describe(segments: readonly SegmentDetail[], models: readonly string[]): string {
  const panels = segments.map(({ segment, tasks, models: rows }) => {
    const said = rows.filter(({ model, quality }) => quality !== null && models.includes(model));
    return `${segmentName(segment)} (${counted(tasks, 'task')}): ${said.map((row) => `${row.model} ${percent(row.quality, 1)}`).join(', ')}`;
  });
  return `Quality of each model within each segment, with 95 % intervals. ${panels.join('; ')}.`;
}

/** Sentences for the caption. Plain text, not escaped. */
export function segmentsNotes(report: Report, options: SegmentsOptions = {}): string[] {
  const all = report.detail?.segments ?? [];
  if (all.length === 0) return [];
  const models = options.models ?? chosenModels(report);
  const [hidden, others] = [all.length - chosenSegments(all).length, report.run.models.length - models.length];
  return [
    'Quality within each segment, 95 % intervals. Diamond and dotted line: the reference; filled: on the frontier.',
    ...(hidden > 0 ? [`${count(hidden)} smaller segments are not shown.`] : []),
    ...(others > 0 ? [`${counted(others, 'more model')} not shown.`] : []),
  ];
}

/** Small multiples: a panel for each segment, a row for each model. Empty without `report.detail` or without a segment. */
export function segmentsSvg(report: Report, options: SegmentsOptions = {}): string {
  const segments = chosenSegments(report.detail?.segments ?? []);
  const models = options.models ?? chosenModels(report);
  if (segments.length === 0 || models.length === 0) return '';
  const width = layoutWidth(options);
  const lay = layOut(models, segments.length, width);
  return draw(
    {
      title: `Quality by segment, ${counted(segments.length, 'segment')}`,
      description: describe(segments, models),
      width,
      height: Math.ceil(segments.length / lay.columns) * lay.height,
      body: body(segments, models, lay, report),
      notes: segmentsNotes(report, options),
    },
    options,
  );
}
