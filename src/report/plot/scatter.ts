import type { Report } from '../../analysis/report_types.ts';
import { displayWidth, joined, shorten } from '../measure.ts';
import { dollars, perThousand } from '../money.ts';
import { counted, percent } from '../numbers.ts';
import { type Dots, dotRows, newDots, stroke } from './dots.ts';

const ROWS = 8;
/** `100 % ` and the axis. */
const MARGIN = 7;
const LEGEND_LINES = 2;
/** In less there is nothing to see. */
const NARROWEST = 30;
const LONGEST_NAME = 24;
/** Up to so many models, those off the frontier are named too. */
const FEW = 12;

/** A model at its cell. */
interface Mark {
  readonly name: string;
  readonly column: number;
  readonly row: number;
  readonly isReference: boolean;
  readonly onFrontier: boolean;
}

interface Scale {
  readonly columnOf: (cost: number) => number;
  readonly rowOf: (quality: number) => number;
}

/** Where 0..1 lies between two values; the middle where they are equal. */
function part(value: number, low: number, high: number): number {
  return high > low ? (value - low) / (high - low) : 0.5;
}

/** Logarithmic dollars in columns, what is free in the first; quality in rows from the top. Fractions of a cell are kept. */
function scaleOf({ frontier: { points } }: Report, width: number): Scale {
  const logs = points
    .map((point) => Number(point.cost_per_task_usd))
    .filter((cost) => cost > 0)
    .map(Math.log);
  const qualities = points.map(({ quality }) => quality);
  const first = logs.length < points.length ? Math.min(8, Math.floor(width / 4)) : 0;
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const [low, high] = [Math.min(...qualities), Math.max(...qualities)];
  return {
    columnOf: (cost) => (cost > 0 ? first + part(Math.log(cost), least, most) * (width - 1 - first) : 0),
    rowOf: (quality) => (1 - part(quality, low, high)) * (ROWS - 1),
  };
}

function marksOf({ frontier, run }: Report, { columnOf, rowOf }: Scale): Mark[] {
  const marks = frontier.points.map(({ model, cost_per_task_usd, quality }) => ({
    name: model,
    column: Math.round(columnOf(Number(cost_per_task_usd))),
    row: Math.round(rowOf(quality)),
    isReference: model === run.reference,
    onFrontier: frontier.pareto.includes(model),
  }));
  const rank = (mark: Mark) => (mark.isReference ? 2 : mark.onFrontier ? 1 : 0);
  return marks.sort((a, b) => rank(b) - rank(a));
}

/** The step line of the best quality for the money, to the right edge. */
function steps({ frontier }: Report, { columnOf, rowOf }: Scale, width: number): Dots {
  const dots = newDots(width, ROWS);
  const places = frontier.points
    .filter(({ model }) => frontier.pareto.includes(model))
    .map((point) => ({ x: columnOf(Number(point.cost_per_task_usd)), y: rowOf(point.quality) }));
  for (const [i, { x, y }] of places.entries()) {
    const next = places[i + 1];
    stroke(dots, x, y, next?.x ?? width - 1, y);
    if (next) stroke(dots, next.x, y, next.x, next.y);
  }
  return dots;
}

/** One text a cell; what a wide text covers is empty, what is free undefined. */
type Cells = (string | undefined)[][];

function isFree(cells: Cells, row: number, from: number, to: number, width: number): boolean {
  if (from < 0 || to > width) return false;
  for (let column = from; column < to; column++) if (cells[row]![column] !== undefined) return false;
  return true;
}

function write(cells: Cells, row: number, column: number, text: string): void {
  cells[row]!.fill('', column, column + displayWidth(text));
  cells[row]![column] = text;
}

/** The name beside its mark, right or left of it, with a space on both sides; false where it has no room. */
function named(cells: Cells, { name, row, column }: Mark, width: number, mark: string): boolean {
  const text = ` ${shorten(name, LONGEST_NAME, mark)} `;
  const long = displayWidth(text);
  const left = Math.max(0, column - long);
  const before = column < long ? text.slice(1) : text;
  if (isFree(cells, row, column + 1, column + 1 + long, width + 1)) write(cells, row, column + 1, text);
  else if (displayWidth(before) <= column && isFree(cells, row, left, column, width)) write(cells, row, left, before);
  else return false;
  return true;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Puts marks and names into cells; those of the frontier without room become letters, and their names are given back for a legend. */
function place(cells: Cells, marks: readonly Mark[], width: number, unicode: boolean): string[] {
  const symbolOf = ({ isReference, onFrontier }: Mark) =>
    isReference ? '*' : onFrontier ? (unicode ? '◆' : '+') : 'o';
  const shown = marks.filter((mark) => {
    const isOpen = cells[mark.row]![mark.column] === undefined;
    if (isOpen) write(cells, mark.row, mark.column, symbolOf(mark));
    return isOpen || mark.isReference || mark.onFrontier;
  });
  const legend: string[] = [];
  for (const mark of shown) {
    const isImportant = mark.isReference || mark.onFrontier;
    if (!isImportant && marks.length > FEW) continue;
    if (named(cells, mark, width, unicode ? '…' : '~') || !isImportant) continue;
    const letter = LETTERS[legend.length];
    if (letter === undefined) continue;
    cells[mark.row]![mark.column] = letter;
    legend.push(`${letter} ${mark.name}${mark.isReference ? ' *' : ''}`);
  }
  return legend;
}

/** The lowest and highest cost at the ends of the axis, and what it counts. */
function costLine({ frontier: { points } }: Report, width: number): string {
  const [first, last] = [points[0]!, points.at(-1)!].map((point) => point.cost_per_task_usd);
  const [low, high] = dollars([perThousand(first!), perThousand(last!)]).map((text) => `$${text}`);
  const left = Number(first) === 0 ? 'free' : low!;
  if (left === high || Number(last) === 0) return left;
  const middle = '$ per 1k tasks, logarithmic';
  const room = width - left.length - high!.length;
  if (room < 1) return left;
  const name = room >= middle.length + 4 ? middle : '';
  const before = Math.floor((room - name.length) / 2);
  return `${left}${' '.repeat(before)}${name}${' '.repeat(room - name.length - before)}${high}`;
}

function sideOf({ frontier: { points } }: Report, row: number, unicode: boolean): string {
  const qualities = points.map(({ quality }) => quality);
  const text = row === 0 ? percent(Math.max(...qualities)) : row === ROWS - 1 ? percent(Math.min(...qualities)) : '';
  return `${text.padStart(MARGIN - 2)} ${unicode ? '│' : '|'}`;
}

/**
 * The frontier as a small scatter of at most 12 lines: step line, models as in the table's legend, the important ones named or lettered. Texts must be
 * inert. Nothing without two points, or where there is no room.
 */
export function scatterLines(report: Report, width: number, unicode: boolean): string[] {
  const room = Math.floor(width) - MARGIN;
  if (report.frontier.points.length < 2 || width < NARROWEST) return [];
  const scale = scaleOf(report, room);
  const cells: Cells = Array.from({ length: ROWS }, () => new Array<string | undefined>(room).fill(undefined));
  const marks = marksOf(report, scale);
  const legend = place(cells, marks, room, unicode);
  const line = dotRows(steps(report, scale, room), unicode);
  const others = marks.filter(({ isReference, onFrontier }) => !isReference && !onFrontier).length;
  const notes = [...legend, ...(others > 0 && marks.length > FEW ? [`o ${counted(others, 'other model')}`] : [])];
  const rows = cells.map((row, i) => row.map((text, column) => text ?? line[i]![column]!).join(''));
  const corner = `${' '.repeat(MARGIN - 1)}${unicode ? '└' : '+'}`;
  return [
    ...rows.map((row, i) => `${sideOf(report, i, unicode)}${row}`.trimEnd()),
    `${corner}${(unicode ? '─' : '-').repeat(room)}`,
    `${' '.repeat(MARGIN)}${costLine(report, room)}`,
    ...joined(notes, width, '', unicode ? '…' : '~').slice(0, LEGEND_LINES),
  ];
}
