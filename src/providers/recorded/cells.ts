import type { Json } from '../../domain/task.ts';

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** A number written in a cell; blank, missing and anything that is no finite number is undefined, never 0. */
export function numberIn(cell: Json | undefined): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell !== 'string' || !NUMBER.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** True for a cell that says nothing: missing, null or only white space. */
export function isBlank(cell: Json | undefined): boolean {
  return cell === undefined || cell === null || cell === '' || (typeof cell === 'string' && cell.trim() === '');
}

/** A cell as text: strings as they are, anything else as compact JSON. */
export function textOf(cell: Json): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
