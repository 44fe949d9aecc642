/** Deeper values are refused: readers that recurse (and JSON.stringify does) overflow the stack on them. */
export const MAX_DEPTH = 100;

/** What a look over JSON text finds without parsing it. */
export interface JsonScan {
  readonly depth: number;
  /** The first key that stands twice in one object, if any; JSON.parse would silently keep the last. */
  readonly duplicate?: string;
}

/** Looks over JSON text once, without recursion; of text that is no JSON the result says nothing, but it always ends. Stops beyond MAX_DEPTH. */
export function scanJson(text: string): JsonScan {
  /** Keys of the objects that are open, by depth; made when the first key comes. */
  const keys: (Set<string> | undefined)[] = [];
  let depth = 0;
  let deepest = 0;
  let duplicate: string | undefined;
  for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at + 1);
      if (duplicate === undefined && isKey(text, end + 1)) {
        const key = unescaped(text.slice(at + 1, end));
        const seen = keys[depth] ?? new Set();
        if (seen.has(key)) duplicate = key;
        keys[depth] = seen.add(key);
      }
      at = end;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      deepest = Math.max(deepest, ++depth);
      keys[depth] = undefined;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
    }
  }
  return duplicate === undefined ? { depth: deepest } : { depth: deepest, duplicate };
}

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Index of the quote that ends the string whose text starts at `from`, or the end of the text. */
function stringEnd(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && backslashesBefore(text, end) % 2 === 1) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === '\\') count++;
  return count;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r' || text[at] === '\n') at++;
  return text[at] === ':';
}

/** Two spellings of one key ("a" and "\u0061") are the same key. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
