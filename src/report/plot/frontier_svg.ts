import { curveStepAfter, line as path, symbol, symbolCircle, symbolDiamond } from 'd3-shape';
import type { Report } from '../../analysis/report_types.ts';
import { counted } from '../numbers.ts';
import { axes, PLOT_BOTTOM, PLOT_TOP } from './axes.ts';
import { type FrontierScene, hullPlaces, type Place, pieces, stepPlaces, stepSegments } from './frontier_lines.ts';
import { type FrontierMark, frontierDescription, frontierMarks, frontierNotes, markWords } from './frontier_model.ts';
import { placeLabels, type Segment } from './labels.ts';
import { type CostAxis, costAxis, fractionAxis } from './scales.ts';
import { draw, fitted, label, layoutWidth, line, type SvgOptions, svgText, tag, textWidth } from './svg.ts';

/** Above so many models the intervals of those off the frontier would hide everything else. */
const MANY = 12;
const RADIUS = 5;
const LONGEST_LABEL = 190;
/** How much wider bold text is. */
const BOLD = 1.1;

function heightFor(width: number, models: number): number {
  const ratio = width < 500 ? 1.1 : models > 20 ? 0.72 : 0.58;
  return Math.round(width * ratio);
}

function scene(marks: readonly FrontierMark[], width: number): FrontierScene {
  const area = {
    left: 56,
    top: PLOT_TOP,
    right: width - 14,
    bottom: heightFor(width, marks.length) - PLOT_BOTTOM - (marks.length > MANY ? 16 : 0),
  };
  const spread = marks.flatMap(({ standing: { quality_low, quality_high, corrected }, quality }) => [
    quality,
    quality_low ?? quality,
    quality_high ?? quality,
    corrected?.quality ?? quality,
  ]);
  return {
    x: costAxis(
      marks.map(({ cost }) => cost),
      area.left,
      area.right,
    ),
    y: fractionAxis(spread, area.bottom, area.top),
    area,
  };
}

function intervals({ x, y }: FrontierScene, marks: readonly FrontierMark[]): string[] {
  return marks.flatMap((mark) => {
    const { quality_low: low, quality_high: high } = mark.standing;
    const look = marks.length > MANY && !mark.onFrontier && !mark.isReference ? 'faint' : 'interval';
    const [atX, atY] = [x.at(mark.cost), y.at(mark.quality)];
    return [
      ...(low === null || high === null ? [] : [line(atX, y.at(low), atX, y.at(high), look)]),
      ...(mark.cost > 0 && mark.cost_low !== null && mark.cost_high !== null
        ? [line(leftEnd(x, mark.cost_low), atY, x.at(mark.cost_high), atY, look)]
        : []),
    ];
  });
}

/** An interval that reaches down to 0 dollars ends where the logarithmic part does. */
function leftEnd(x: CostAxis, low: number): number {
  return low > 0 ? x.at(low) : x.left;
}

/** The reference last, so that it lies on top; then the frontier. */
function onTop(mark: FrontierMark): number {
  return mark.isReference ? 2 : mark.onFrontier ? 1 : 0;
}

function point({ x, y }: FrontierScene, mark: FrontierMark): string {
  const { isReference, onFrontier, standing, cost, quality } = mark;
  const [atX, atY] = [x.at(cost), y.at(quality)];
  const shape = symbol(isReference ? symbolDiamond : symbolCircle, isReference ? 90 : Math.PI * RADIUS ** 2)();
  const look = isReference ? 'reference' : onFrontier ? 'on' : 'off';
  const corrected = standing.corrected === null ? [] : [correctedBar(atX, atY, y.at(standing.corrected.quality))];
  return tag(
    'g',
    {},
    tag('title', {}, svgText(markWords(mark))),
    ...corrected,
    tag('path', { d: shape ?? '', transform: `translate(${atX.toFixed(2)} ${atY.toFixed(2)})`, class: look }),
  );
}

function correctedBar(x: number, raw: number, corrected: number): string {
  return `${line(x, raw, x, corrected, 'corrected')}${line(x - 7, corrected, x + 7, corrected, 'corrected')}`;
}

function nameOf({ model, isReference, isDoubtful, doubt }: FrontierMark, room: number): string {
  const mark = `${doubt && ` ${doubt}`}${isDoubtful ? ' j' : ''}${isReference ? ' (reference)' : ''}`;
  return `${fitted(model, Math.min(LONGEST_LABEL, room) - textWidth(mark))}${mark}`;
}

function labels(where: FrontierScene, marks: readonly FrontierMark[], lines: readonly Segment[]): string[] {
  const { x, y, area } = where;
  const rank = (mark: FrontierMark) => onTop(mark) * 10 + mark.quality;
  const ordered = marks.toSorted((a, b) => rank(b) - rank(a));
  const texts = ordered.map((mark) => nameOf(mark, (area.right - area.left) * 0.45));
  const spots = ordered.map((mark, i) => ({
    ...{ x: x.at(mark.cost), y: y.at(mark.quality), radius: mark.isReference ? RADIUS + 2 : RADIUS },
    width: textWidth(texts[i]!) * (onTop(mark) > 0 ? BOLD : 1),
    important: onTop(mark) > 0,
  }));
  const places = placeLabels(spots, area, lines);
  const left = places.filter((placed) => placed === undefined).length;
  const note = left === 0 ? [] : [label(area.right, area.bottom + 52, leftOut(left), 'muted end')];
  const named = places.flatMap((placed, i) => {
    if (placed === undefined) return [];
    const { x1, y1, x2, y2 } = placed.leader ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
    const leader = placed.leader === undefined ? '' : line(x1, y1, x2, y2, 'leader');
    const look = spots[i]!.important ? 'halo strong' : 'halo';
    return [`${leader}${label(placed.x, placed.y, texts[i]!, look)}`];
  });
  return [...named, ...note];
}

function leftOut(names: number): string {
  return `${counted(names, 'name')} left out for lack of room`;
}

function body(where: FrontierScene, marks: readonly FrontierMark[]): string[] {
  const [step, hull] = [stepPlaces(where, marks), hullPlaces(where, marks)];
  const trace = path<Place>();
  return [
    ...axes(where.x, where.y, where.area, { x: '$ per 1,000 tasks (logarithmic)', y: 'quality' }),
    ...(where.x.free !== undefined && where.x.ticks.length > 1 ? [axisBreak(where)] : []),
    ...intervals(where, marks),
    ...(hull.length > 1 ? [tag('path', { d: trace(hull) ?? '', class: 'hull' })] : []),
    ...(step.length > 1 ? [tag('path', { d: trace.curve(curveStepAfter)(step) ?? '', class: 'step' })] : []),
    ...marks.toSorted((a, b) => onTop(a) - onTop(b)).map((mark) => point(where, mark)),
    ...labels(where, marks, [...stepSegments(step), ...pieces(hull)]),
  ];
}

/** Between `free` and the first dollar the axis is cut. */
function axisBreak({ x, area }: FrontierScene): string {
  const at = x.left - 4;
  return `${line(at - 5, area.bottom + 5, at, area.bottom - 5, 'axis')}${line(at, area.bottom + 5, at + 5, area.bottom - 5, 'axis')}`;
}

/** Every model by cost and quality, with intervals, the frontier as steps and the hull of random mixing. */
export function frontierSvg(report: Report, options: SvgOptions = {}): string {
  const marks = frontierMarks(report);
  const width = layoutWidth(options);
  const title = `Cost and quality of ${counted(marks.length, 'model')}`;
  const nothing = [label(14, 28, 'No model has both a known cost and a known quality.', 'muted')];
  return draw(
    {
      title,
      description: frontierDescription(report, marks),
      width,
      height: marks.length === 0 ? 48 : heightFor(width, marks.length),
      body: marks.length === 0 ? nothing : body(scene(marks, width), marks),
      notes: frontierNotes(report),
    },
    options,
  );
}
