import type { Curve } from '../../analysis/detail_types.ts';
import { certifiedOf } from '../../analysis/judging/correct_share.ts';
import type { Share } from '../../analysis/share_types.ts';
import { percentDown, points } from '../numbers.ts';
import { type Box, crosses, placeLabels, type Segment } from './labels.ts';
import type { Axis } from './scales.ts';
import { label, line, tag, textWidth } from './svg.ts';

/** A line over the tested tasks: an order, a router, a cascade. */
export interface CurveLine {
  readonly name: string;
  readonly points: readonly { readonly share: number; readonly quality: number }[];
}

/** A line with the class that it looks like. */
export interface DrawnLine extends CurveLine {
  readonly look: string;
}

/** The axes of a share curve, and what is drawn on them. */
export interface CurveScene {
  readonly x: Axis;
  readonly y: Axis;
  readonly area: Box;
  readonly lines: readonly DrawnLine[];
  /** Quality of the reference on the tested tasks, and the least that is acceptable. */
  readonly before: number;
  readonly least: number;
  /** The interval of the certified quality belongs to these lines. */
  readonly hasBar: boolean;
}

/** Quality of a curve at any share, between its points. */
function qualityAt({ points }: Curve, share: number): number {
  const at = Math.min(points.length - 1, Math.max(0, share * (points.length - 1)));
  const [before, after] = [points[Math.floor(at)]!, points[Math.ceil(at)]!];
  return before.quality + (after.quality - before.quality) * (at - Math.floor(at));
}

/** The certified point on the raw curve, in px; the interval of its quality where that is raw too. */
interface Mark {
  readonly x: number;
  readonly y: number;
  readonly bar: readonly [low: number, high: number] | undefined;
  readonly text: string;
}

function markOf({ x, y, hasBar }: CurveScene, curve: Curve, share: Share): Mark | undefined {
  const certified = certifiedOf(share);
  if (certified === null || certified.task_share === 0) return undefined;
  const { task_share, quality_low: low, quality_high: high } = certified;
  return {
    x: x.at(task_share),
    y: y.at(qualityAt(curve, task_share)),
    bar: hasBar && low !== null && high !== null ? [y.at(low), y.at(high)] : undefined,
    text: `certified ${percentDown(task_share)}`,
  };
}

/** What a name keeps away from: the curves, and what marks the certified point. */
function obstacles({ x, y, area, lines }: CurveScene, mark: Mark | undefined): Segment[] {
  const curves = lines.flatMap(({ points }) =>
    points.slice(1).map((to, i) => {
      const from = points[i]!;
      return { x1: x.at(from.share), y1: y.at(from.quality), x2: x.at(to.share), y2: y.at(to.quality) };
    }),
  );
  if (mark === undefined) return curves;
  const upright = (y1: number, y2: number) => ({ x1: mark.x, y1, x2: mark.x, y2 });
  return [...curves, upright(mark.y, area.bottom), ...(mark.bar ? [upright(...mark.bar)] : [])];
}

function floorText({ floor }: Share): string {
  return floor === 0 ? 'no loss allowed' : `${points(floor)} below the reference`;
}

/** Where the name of the floor crosses the fewest lines: at either end, below its own line or above it. */
function floorPlace(scene: CurveScene, text: string, mark: Mark | undefined): Box {
  const { y, area, least } = scene;
  const [at, wide] = [y.at(least), textWidth(text)];
  const lefts = [area.left + 6, area.right - 6 - wide];
  const boxes = [at + 3, at - 18].flatMap((top) =>
    lefts.map((left) => ({ left, top, right: left + wide, bottom: top + 15 })),
  );
  const lines = obstacles(scene, mark);
  const crossed = (box: Box) => lines.filter((one) => crosses(one, box)).length;
  const [first, ...others] = boxes.filter(({ top, bottom }) => top >= area.top && bottom <= area.bottom);
  return others.reduce((best, box) => (crossed(box) < crossed(best) ? box : best), first ?? boxes[0]!);
}

/** The least acceptable quality, with its name. */
export function floorLine(scene: CurveScene, curve: Curve, share: Share): string[] {
  const { y, area, least } = scene;
  if (least < 0) return [];
  const at = y.at(least);
  const text = floorText(share);
  const { left, top } = floorPlace(scene, text, markOf(scene, curve, share));
  return [line(area.left, at, area.right, at, 'floor'), label(left, top + 12, text, 'halo muted')];
}

/** The certified point, its interval and its name, which keeps away from the curves and from the name of the floor. */
export function certifiedMark(scene: CurveScene, curve: Curve, share: Share): string[] {
  const { area, y, least } = scene;
  const mark = markOf(scene, curve, share);
  if (mark === undefined) return [label(area.right - 6, area.top + 12, 'nothing certified', 'halo strong end')];
  const { x: atX, y: atY, bar, text } = mark;
  const named = floorPlace(scene, floorText(share), mark);
  const middle = (named.top + named.bottom) / 2;
  const spot = { x: atX, y: atY, radius: 7, width: textWidth(text) * 1.1, important: true };
  const [placed] = placeLabels([spot], area, [
    ...obstacles(scene, mark),
    { x1: area.left, y1: y.at(least), x2: area.right, y2: y.at(least) },
    { x1: named.left, y1: middle, x2: named.right, y2: middle },
  ]);
  const leader = placed?.leader;
  return [
    line(atX, area.bottom, atX, atY, 'leader'),
    ...(bar ? [line(atX, bar[0], atX, bar[1], 'whisker')] : []),
    tag('circle', { cx: atX, cy: atY, r: 6, class: 'certified' }),
    ...(leader ? [line(leader.x1, leader.y1, leader.x2, leader.y2, 'leader')] : []),
    ...(placed ? [label(placed.x, placed.y, text, 'halo strong')] : []),
  ];
}
