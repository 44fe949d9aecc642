import { endOfValue } from '../json_find.ts';

/** How many characters of brackets may be read while objects are looked for: bounds the work on a hostile reply. */
const MOST_READ = 4_000_000;

/** A JSON object that stands in a text. `repeated`: a member is named twice, so that it depends on the reader which one holds. */
export interface Found {
  readonly members: Readonly<Record<string, unknown>>;
  readonly repeated: boolean;
}

/** All outermost JSON objects of a text that carry this nonce; undefined when finding them would be too much work. */
export function objectsWith(nonce: string, text: string): readonly Found[] | undefined {
  const found: Found[] = [];
  const last = text.lastIndexOf(nonce);
  let read = 0;
  for (let start = text.indexOf('{'); start >= 0 && start < last; ) {
    const end = endOfValue(text, start);
    read += (end ?? text.length) - start;
    if (read > MOST_READ) return undefined;
    const slice = end === undefined ? '' : text.slice(start, end);
    const members = slice.includes(nonce) ? objectOf(slice) : undefined;
    if (members !== undefined && Object.hasOwn(members, 'nonce') && members.nonce === nonce) {
      found.push({ members, repeated: countMembers(slice) !== Object.keys(members).length });
    }
    start = text.indexOf('{', members === undefined ? start + 1 : end);
  }
  return found;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Members of a valid JSON object as they are written: colons of the outermost level. */
function countMembers(object: string): number {
  let depth = 0;
  let count = 0;
  for (const [token] of object.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (token === ':' && depth === 1) count++;
  }
  return count;
}
