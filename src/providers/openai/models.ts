import { isRecord, parseJson } from './guards.ts';

const SHOWN = 3;
const ALIKE = 0.4;

/** Names from a `GET /models` answer; empty when it is none. */
export function modelNames(text: string): readonly string[] {
  const body = parseJson(text);
  const data: readonly unknown[] = isRecord(body) && Array.isArray(body.data) ? body.data : [];
  return data.flatMap((one) => (isRecord(one) && typeof one.id === 'string' ? [one.id] : []));
}

/** Up to three names that look like `asked`, best first: shared letter pairs (Dice coefficient) of at least 0.4. */
export function nearModels(asked: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, alike: dice(pairs(asked), pairs(name)) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike || (a.name < b.name ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ name }) => name);
}

function pairs(name: string): ReadonlySet<string> {
  const text = name.toLowerCase();
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
