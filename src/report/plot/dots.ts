/** A raster of 2 x 4 dots a cell, as braille has them. */
export interface Dots {
  readonly columns: number;
  readonly rows: number;
  readonly on: Uint8Array;
}

const [ACROSS, DOWN] = [2, 4];

export function newDots(columns: number, rows: number): Dots {
  return { columns, rows, on: new Uint8Array(columns * ACROSS * rows * DOWN) };
}

/** A level or upright line between the middles of two places, given in cells. */
export function stroke({ columns, rows, on }: Dots, x1: number, y1: number, x2: number, y2: number): void {
  const wide = columns * ACROSS;
  const dot = (cell: number, per: number, most: number) =>
    Math.min(most - 1, Math.max(0, Math.round(cell * per + per / 2 - 0.5)));
  const [fromX, toX] = [x1, x2].map((x) => dot(x, ACROSS, wide)).sort((a, b) => a - b);
  const [fromY, toY] = [y1, y2].map((y) => dot(y, DOWN, rows * DOWN)).sort((a, b) => a - b);
  for (let y = fromY!; y <= toY!; y++) for (let x = fromX!; x <= toX!; x++) on[y * wide + x] = 1;
}

/** Bits of a braille character, left column and right (Unicode 2800 to 28FF). */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

function braille(isOn: (x: number, y: number) => boolean): string {
  let bits = 0;
  for (const [y, row] of BITS.entries()) for (const [x, bit] of row.entries()) if (isOn(x, y)) bits |= bit;
  return bits === 0 ? ' ' : String.fromCodePoint(0x2800 + bits);
}

/** A level line, or an upright one. */
function ascii(isOn: (x: number, y: number) => boolean): string {
  const count = [0, 1, 2, 3].reduce((sum, y) => sum + Number(isOn(0, y)) + Number(isOn(1, y)), 0);
  if (count === 0) return ' ';
  return [0, 1].some((x) => [0, 1, 2, 3].filter((y) => isOn(x, y)).length >= 2) ? '|' : '-';
}

/** One character a cell, row by row. */
export function dotRows({ columns, rows, on }: Dots, unicode: boolean): string[][] {
  const cell = (column: number, row: number) => (x: number, y: number) =>
    on[(row * DOWN + y) * columns * ACROSS + column * ACROSS + x] === 1;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => (unicode ? braille : ascii)(cell(column, row))),
  );
}
