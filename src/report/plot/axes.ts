import type { Box } from './labels.ts';
import type { Axis } from './scales.ts';
import { label, line } from './svg.ts';

/** Room above a plot for the name of its upright axis. */
export const PLOT_TOP = 28;
/** Room below a plot for ticks and the name of the axis. */
export const PLOT_BOTTOM = 44;

/** Grid, ticks and names of two axes. */
export function axes(x: Axis, y: Axis, area: Box, names: { readonly x: string; readonly y: string }): string[] {
  return [
    ...y.ticks.flatMap(({ at, text }) => [
      line(area.left, at, area.right, at, 'grid'),
      label(area.left - 8, at + 4, text, 'muted end'),
    ]),
    ...x.ticks.flatMap(({ at, text }) => [
      line(at, area.top, at, area.bottom, 'grid'),
      label(at, area.bottom + 17, text, 'muted middle'),
    ]),
    line(area.left, area.bottom, area.right, area.bottom, 'axis'),
    label((area.left + area.right) / 2, area.bottom + 36, names.x, 'middle'),
    label(14, area.top - 14, names.y),
  ];
}
