import { line as path } from 'd3-shape';
import type { Curve, CurveOrder, CurveSet } from '../../analysis/detail_types.ts';
import { certifiedOf } from '../../analysis/judging/correct_share.ts';
import type { Share } from '../../analysis/share_types.ts';
import { count, counted, interval, percent, percentDown, points } from '../numbers.ts';
import { capital } from '../text.ts';
import { axes, PLOT_BOTTOM, PLOT_TOP } from './axes.ts';
import { type CurveLine, type CurveScene, certifiedMark, type DrawnLine, floorLine } from './curve_marks.ts';
import { fractionAxis } from './scales.ts';
import { draw, label, layoutWidth, line, type SvgOptions, tag, textWidth } from './svg.ts';

export interface CurveOptions extends SvgOptions {
  readonly more?: readonly CurveLine[];
  /** The lines are over all pairs, the certified share was tested on half of them: its interval does not belong to them. */
  readonly cross_fitted?: boolean;
  /** Further sentences of the caption. */
  readonly notes?: readonly string[];
}

const NAMES: Readonly<Record<CurveOrder, string>> = {
  segment: 'by segment, safest first',
  random: 'at random (expected)',
  oracle: 'oracle: outcomes known',
};

const LOOKS = 3;

/** Those underneath first. */
function linesOf({ curves }: CurveSet, more: readonly CurveLine[]): DrawnLine[] {
  const of = (order: CurveOrder): DrawnLine[] =>
    curves.filter((curve) => curve.order === order).map(({ points }) => ({ name: NAMES[order], points, look: order }));
  const further = more.map((one, i) => ({ ...one, look: `more-${(i % LOOKS) + 1}` }));
  return [...of('oracle'), ...of('random'), ...further, ...of('segment')];
}

const LEGEND_ROW = 20;
const SAMPLE = 30;

/** The legend's entries in as many rows as the width takes; x is where the sample begins. */
function legendRows(lines: readonly DrawnLine[], width: number) {
  let [x, row] = [0, 0];
  return lines.map((one) => {
    const own = SAMPLE + 6 + textWidth(one.name) + 18;
    if (x > 0 && x + own > width) [x, row] = [0, row + 1];
    const at = { x, row };
    x += own;
    return { ...at, one };
  });
}

function legend({ lines, area }: CurveScene): string[] {
  return legendRows(lines.toReversed(), area.right - area.left).flatMap(({ x, row, one }) => {
    const [left, y] = [area.left + x, area.bottom + PLOT_BOTTOM + 12 + row * LEGEND_ROW];
    return [line(left, y - 4, left + SAMPLE, y - 4, one.look), label(left + SAMPLE + 6, y, one.name)];
  });
}

function sceneOf(curve: Curve, lines: readonly DrawnLine[], share: Share, options: CurveOptions): CurveScene {
  const width = layoutWidth(options);
  const area = { left: 56, top: PLOT_TOP, right: width - 22, bottom: Math.round(width * (width < 500 ? 0.8 : 0.46)) };
  const before = curve.points[0]!.quality;
  const least = before - share.floor;
  const hasBar = share.corrected === null && options.cross_fitted !== true;
  const certified = hasBar ? share.certified : null;
  const bars = certified !== null && certified.task_share > 0 ? [certified.quality_low, certified.quality_high] : [];
  const all = lines.flatMap(({ points }) => points.map(({ quality }) => quality));
  const shown = [...all, ...bars.filter((end) => end !== null), Math.max(0, least)];
  const across = fractionAxis([0, 1], area.left, area.right, width < 500 ? 5 : 10);
  return { x: across, y: fractionAxis(shown, area.bottom, area.top), area, lines, before, least, hasBar };
}

function trace({ x, y }: CurveScene, { points, look }: DrawnLine): string {
  const d = path<{ readonly share: number; readonly quality: number }>(
    ({ share }) => x.at(share),
    ({ quality }) => y.at(quality),
  )(points);
  return tag('path', { d: d ?? '', class: look });
}

/** The tasks that the lines are over. */
function onTasks({ tested }: Curve, isCrossFitted: boolean | undefined): string {
  return isCrossFitted
    ? `over ${counted(tested, 'task')}, each in the place that an order learnt without it gives it`
    : `on ${counted(tested, 'task')} that the order was not learnt on`;
}

function describe(set: CurveSet, curve: Curve, share: Share, { more, cross_fitted }: CurveOptions): string {
  const [first, last] = [curve.points[0]!, curve.points.at(-1)!];
  const certified = certifiedOf(share);
  const what =
    certified === null || certified.task_share === 0
      ? `Nothing is certified within ${points(share.floor)}.`
      : `Certified within ${points(share.floor)}: ${percentDown(certified.task_share)} of tasks, quality ${percent(certified.quality, 1)} (${interval(certified.quality_low, certified.quality_high)}).`;
  const also = more?.length ? ` Further lines: ${more.map(({ name }) => name).join(', ')}.` : '';
  return `Quality as more tasks move from ${set.reference} to ${set.candidate}, ${onTasks(curve, cross_fitted)}: ${percent(first.quality, 1)} with none, ${percent(last.quality, 1)} with all. ${what}${also}`;
}

/** Sentences for the caption. Plain text, not escaped. */
export function curveNotes(set: CurveSet, share: Share, isCrossFitted?: boolean): string[] {
  const curve = set.curves.find(({ order }) => order === 'segment');
  const certified = certifiedOf(share);
  if (curve === undefined) return [`${set.candidate}: no task has a verdict of both models.`];
  return [
    `${capital(onTasks(curve, isCrossFitted))}. Dotted: the least acceptable quality, ${points(share.floor)} below the reference.`,
    ...(isCrossFitted && certified !== null && certified.task_share > 0
      ? [`The certified share was tested on ${count(certified.tested)} of them.`]
      : []),
    ...(share.corrected === null
      ? []
      : ["The lines are the judge's raw verdicts; the certified share is corrected by human labels."]),
  ];
}

/** Quality against the share that moves to one candidate, at the floor of `share`. */
export function curveSvg(set: CurveSet, share: Share, options: CurveOptions = {}): string {
  const width = layoutWidth(options);
  const curve = set.curves.find(({ order }) => order === 'segment');
  const title = `What can move from ${set.reference} to ${set.candidate}, within ${points(share.floor)}`;
  const notes = [...curveNotes(set, share, options.cross_fitted), ...(options.notes ?? [])];
  if (curve === undefined) {
    const body = [label(14, 28, 'No task has a verdict of both models.', 'muted')];
    return draw({ title, description: notes.join(' '), width, height: 48, body, notes }, options);
  }
  const scene = sceneOf(curve, linesOf(set, options.more ?? []), share, options);
  const rows = 1 + Math.max(...legendRows(scene.lines, scene.area.right - scene.area.left).map(({ row }) => row));
  return draw(
    {
      title,
      description: describe(set, curve, share, options),
      width,
      height: scene.area.bottom + PLOT_BOTTOM + 6 + rows * LEGEND_ROW,
      body: [
        ...axes(scene.x, scene.y, scene.area, { x: 'share of tasks moved', y: 'quality' }),
        ...floorLine(scene, curve, share),
        ...scene.lines.map((one) => trace(scene, one)),
        ...certifiedMark(scene, curve, share),
        ...legend(scene),
      ],
      notes,
    },
    options,
  );
}
