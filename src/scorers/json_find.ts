import type { Json } from '../domain/task.ts';
import { fencedContent, withoutThinking } from './normalise.ts';

/** How many characters of prose are searched for a value, and how many may be read while trying: bounds the work on a hostile answer. */
const LONGEST = 200_000;
const MOST_READ = 10 * LONGEST;

/** The JSON object or array of an answer: all of it, the content of its only fence, or the last one that stands in its text; undefined when there is none. */
export function findJson(text: string): Json | undefined {
  const answer = withoutThinking(text);
  return parseStructure(answer) ?? parseStructure(fencedContent(answer)) ?? lastInText(answer.slice(-LONGEST));
}

/** The object or array that a text is, as JSON; undefined for scalars and for anything else. */
export function parseStructure(text: string): Json | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function lastInText(text: string): Json | undefined {
  const opening = /[[{]/g;
  let last: Json | undefined;
  for (let read = 0; read < MOST_READ; ) {
    const start = opening.exec(text)?.index;
    if (start === undefined) break;
    const end = endOfValue(text, start);
    read += (end ?? text.length) - start;
    const value = end === undefined ? undefined : parseStructure(text.slice(start, end));
    if (value === undefined) continue;
    // A citation such as [1] after an object is not the answer.
    if (last === undefined || !Array.isArray(value) || Array.isArray(last)) last = value;
    opening.lastIndex = end!;
  }
  return last;
}

/** Where the value that starts with a bracket at `start` ends (exclusive), undefined when nothing closes it; brackets inside strings do not count. */
export function endOfValue(text: string, start: number): number | undefined {
  const marks = /["[\]{}]/g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const close = endOfString(text, mark.index);
      if (close === undefined) return undefined;
      marks.lastIndex = close;
    } else {
      depth += mark[0] === '{' || mark[0] === '[' ? 1 : -1;
      if (depth === 0) return mark.index + 1;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number | undefined {
  const marks = /["\\]/g;
  marks.lastIndex = start + 1;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') return mark.index + 1;
    marks.lastIndex++;
  }
  return undefined;
}
