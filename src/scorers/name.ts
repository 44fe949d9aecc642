import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical.ts';
import type { OptionShapes } from './kind.ts';

/** `type@version`, and `#` with 8 hex digits of the hash of those options that differ from their defaults, so that a new option renames nobody. */
export function scorerName(
  type: string,
  version: number,
  shapes: OptionShapes,
  options: Readonly<Record<string, unknown>>,
): string {
  const changed = Object.keys(shapes).filter(
    (name) => canonicalJson(options[name]) !== canonicalJson(shapes[name]?.default),
  );
  if (changed.length === 0) return `${type}@${version}`;
  const text = canonicalJson(Object.fromEntries(changed.map((name) => [name, options[name]])));
  return `${type}@${version}#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
