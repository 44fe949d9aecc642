import { usd } from '../domain/money.ts';

/**
 * JSON for files that people compare: keys sorted, numbers as plain decimals that read back as the same number, an entry a line but lists of numbers or
 * words on one. Ends with a newline.
 */
export function plainJson(value: unknown): string {
  return `${text(value, '')}\n`;
}

function text(value: unknown, indent: string): string {
  if (typeof value === 'number') return usd(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => text(item, inner));
    if (value.every((item) => typeof item !== 'object' || item === null)) return `[${items.join(', ')}]`;
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${inner}${JSON.stringify(key)}: ${text(member, inner)}`);
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}
