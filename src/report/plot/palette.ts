const LIGHT = {
  paper: '#ffffff',
  ink: '#1b1f24',
  muted: '#5b6470',
  grid: '#d9dee4',
} as const;

const DARK: Readonly<Record<keyof typeof LIGHT, string>> = {
  paper: '#14181d',
  ink: '#e8ebef',
  muted: '#a3adb8',
  grid: '#353d47',
};

/** After Okabe & Ito's palette for every kind of colour vision, darkened for white paper and lightened for black. */
const LIGHT_SERIES = ['#0b5cad', '#c2410c', '#00785a', '#8b3fa8', '#806200'] as const;
const DARK_SERIES: readonly string[] = ['#6cb2ff', '#ff9966', '#4fd1a5', '#d6a0f0', '#e0c04a'];

function properties(plain: Readonly<Record<string, string>>, series: readonly string[]): string {
  const own = Object.entries(plain).map(([name, value]) => `--plot-${name}:${value}`);
  return [...own, ...series.map((value, i) => `--series-${i + 1}:${value}`)].join(';');
}

const LIGHT_RULE = `:root{${properties(LIGHT, LIGHT_SERIES)}}`;

/** The colours of every picture as CSS custom properties, light, dark and for paper; for a page's own style or a file of its own. */
export const PLOT_CSS = `${LIGHT_RULE}@media (prefers-color-scheme:dark){:root{${properties(DARK, DARK_SERIES)}}}@media print{${LIGHT_RULE}}`;

/** A plain colour with what to take where the page does not name it. */
function plain(name: keyof typeof LIGHT): string {
  return `var(--plot-${name},${name === 'ink' || name === 'muted' ? 'currentColor' : LIGHT[name]})`;
}

function series(i: number): string {
  return `var(--series-${i + 1},${LIGHT_SERIES[i]})`;
}

/** What each class looks like. Series differ in dashes too, so that nothing depends on colour alone. */
const RULES: readonly (readonly [string, string])[] = [
  ['text', `fill:${plain('ink')};font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif`],
  ['.halo', `paint-order:stroke;stroke:${plain('paper')};stroke-width:3px;stroke-linejoin:round`],
  ['.muted', `fill:${plain('muted')}`],
  ['.strong', 'font-weight:600'],
  ['.head', 'font-weight:600;font-size:15px'],
  ['.middle', 'text-anchor:middle'],
  ['.end', 'text-anchor:end'],
  ['.paper', `fill:${plain('paper')}`],
  ['.grid', `stroke:${plain('grid')};stroke-width:1;fill:none`],
  ['.axis', `stroke:${plain('muted')};stroke-width:1;fill:none`],
  ['.leader', `stroke:${plain('muted')};stroke-width:.75;opacity:.7`],
  ['.interval', `stroke:${plain('muted')};stroke-width:1.25;opacity:.45`],
  ['.faint', `stroke:${plain('muted')};stroke-width:1;opacity:.2`],
  ['.step', `stroke:${series(0)};stroke-width:2;fill:none`],
  ['.hull', `stroke:${series(0)};stroke-width:1.5;stroke-dasharray:6 4;fill:none;opacity:.8`],
  ['.on', `fill:${series(0)};stroke:${plain('paper')};stroke-width:1`],
  ['.off', `fill:${plain('paper')};stroke:${plain('muted')};stroke-width:1.5`],
  ['.reference', `fill:${series(1)};stroke:${plain('paper')};stroke-width:1`],
  ['.corrected', `stroke:${series(3)};stroke-width:2;fill:none`],
  ['.floor', `stroke:${series(1)};stroke-width:1.5;stroke-dasharray:2 3;fill:none`],
  ['.certified', `fill:${series(0)};stroke:${plain('paper')};stroke-width:1.5`],
  ['.whisker', `stroke:${series(0)};stroke-width:1.5;fill:none`],
  ['.random', `stroke:${plain('muted')};stroke-width:1.5;stroke-dasharray:5 4;fill:none`],
  ['.segment', `stroke:${series(0)};stroke-width:2.5;fill:none`],
  ['.oracle', `stroke:${series(3)};stroke-width:1.5;stroke-dasharray:1.5 3;stroke-linecap:round;fill:none`],
  ['.more-1', `stroke:${series(2)};stroke-width:2;stroke-dasharray:9 3;fill:none`],
  ['.more-2', `stroke:${series(4)};stroke-width:2;stroke-dasharray:9 3 2 3;fill:none`],
  ['.more-3', `stroke:${series(1)};stroke-width:2;stroke-dasharray:12 4 2 4 2 4;fill:none`],
];

/** The classes as CSS that touches nothing outside the element with this id. */
export function scopedRules(id: string): string {
  return RULES.map(([selector, rule]) => `#${id} ${selector}{${rule}}`).join('');
}
