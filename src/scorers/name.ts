import { createHash } from 'node:crypto';
import type { OptionShapes } from './kind.ts';

/** `type@version`, and `#` with 8 hex digits of the hash of those options that differ from their defaults, so that a new option renames nobody. */
export function scorerName(
  type: string,
  version: number,
  shapes: OptionShapes,
  options: Readonly<Record<string, unknown>>,
): string {
  const changed = Object.keys(shapes)
    .filter((name) => canonical(options[name]) !== canonical(shapes[name]?.default))
    .sort();
  if (changed.length === 0) return `${type}@${version}`;
  const text = `{${changed.map((name) => `${JSON.stringify(name)}:${canonical(options[name])}`).join(',')}}`;
  return `${type}@${version}#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
